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
 * An input of any size: one construct, repeated or nested, and what is done with it.
 *
 * @param name which construct
 * @param made the work for a number of repetitions; making it is not part of it
 */
record ScalingInput(String name, IntFunction<Runnable> made) {
  @Override
  public String toString() {
    return name;
  }

  /** Every kind that the scaling test doubles. */
  static List<ScalingInput> all() {
    List<ScalingInput> all = new ArrayList<>();
    all.addAll(ScalingC.all());
    all.addAll(ScalingAssembly.all());
    all.addAll(ScalingFiles.all());
    return all;
  }

  /** A source that our compiler or assembler makes an object of. */
  static ScalingInput source(String name, String file, IntFunction<String> text) {
    return new ScalingInput(
        name,
        n -> {
          Source source = new Source(file, text.apply(n));
          return () -> new OwnCompiler().compile(source, Options.DEFAULT);
        });
  }

  /** A piece for each of 0 to n - 1; the second number of its format is computed from the first. */
  static String each(int n, String format, IntUnaryOperator second) {
    return IntStream.range(0, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)))
        .collect(Collectors.joining());
  }

  /** A line for each of 1 to n. */
  static String lines(int n, String format, IntUnaryOperator second) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)) + "\n")
        .collect(Collectors.joining());
  }
}
