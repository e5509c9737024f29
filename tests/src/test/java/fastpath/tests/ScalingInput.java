package fastpath.tests;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An input of any size for the scaling test: one construct, repeated or nested, and the operation
 * that is timed.
 *
 * @param name the construct's name
 * @param made returns the operation for a number of repetitions; the input itself is made before
 *     the operation is timed
 */
record ScalingInput(String name, IntFunction<Runnable> made) {
  @Override
  public String toString() {
    return name;
  }

  /** Returns all inputs of the scaling test. */
  static List<ScalingInput> all() {
    List<ScalingInput> all = new ArrayList<>();
    all.addAll(ScalingC.all());
    all.addAll(ScalingAssembly.all());
    all.addAll(ScalingFiles.all());
    return all;
  }

  /** Returns an input that our compiler or assembler compiles to an object. */
  static ScalingInput source(String name, String file, IntFunction<String> text) {
    return new ScalingInput(
        name,
        n -> {
          Source source = new Source(file, text.apply(n));
          return () -> new OwnCompiler().compile(source, Options.DEFAULT);
        });
  }

  /**
   * Returns the format's text for each number from 0 to n - 1; the format's second argument is
   * computed from the number.
   */
  static String each(int n, String format, IntUnaryOperator second) {
    return IntStream.range(0, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)))
        .collect(Collectors.joining());
  }

  /**
   * Returns a line for each number from 1 to n; the format's second argument is computed from the
   * number.
   */
  static String lines(int n, String format, IntUnaryOperator second) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)) + "\n")
        .collect(Collectors.joining());
  }
}
