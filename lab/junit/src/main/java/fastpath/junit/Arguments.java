package fastpath.junit;

import fastpath.lab.gate.Limit;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.support.AnnotationSupport;

/** The arguments of {@code fastpath measure} that an annotation stands for. */
final class Arguments {
  private Arguments() {}

  /** Returns the annotation of a test method, or of an annotation on the method. */
  static FastPath annotation(Method method) {
    return AnnotationSupport.findAnnotation(method, FastPath.class).orElseThrow();
  }

  /** True if the annotation has a limit or a baseline. */
  static boolean isLimited(FastPath test) {
    return !limits(test).isEmpty() || !test.baseline().isEmpty();
  }

  /** Returns the arguments, without the command's name. */
  static List<String> of(FastPath test) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--call", test.call()));
    add(arguments, "--setup", test.setup().isEmpty() ? List.of() : List.of(test.setup()));
    add(arguments, "--args", List.of(test.args()));
    add(arguments, "--config", List.of(test.config()));
    add(arguments, "--compiler", List.of(test.compiler()));
    add(arguments, "--cflags", List.of(test.cflags()));
    add(arguments, "-I", List.of(test.include()));
    add(arguments, "-D", List.of(test.define()));
    add(arguments, "--limit", limits(test));
    add(arguments, "--baseline", test.baseline().isEmpty() ? List.of() : List.of(test.baseline()));
    arguments.add("--");
    arguments.addAll(List.of(test.source()));
    return arguments;
  }

  private static void add(List<String> arguments, String option, List<String> values) {
    values.forEach(value -> arguments.addAll(List.of(option, value)));
  }

  private static List<String> limits(FastPath test) {
    Map<String, Long> most = new LinkedHashMap<>();
    most.put("instructions", test.maxInstructions());
    most.put("frameInstructions", test.maxFrameInstructions());
    most.put("pushes", test.maxPushes());
    most.put("stackBytes", test.maxStackBytes());
    List<String> limits = new ArrayList<>();
    most.forEach((counter, limit) -> {
      if (limit != FastPath.NO_LIMIT) {
        limits.add(counter + "=" + limit);
      }
    });
    if (test.leaf()) {
      limits.add(Limit.LEAF.counter() + "=" + Limit.LEAF.text());
    }
    limits.addAll(List.of(test.limit()));
    return limits;
  }
}
