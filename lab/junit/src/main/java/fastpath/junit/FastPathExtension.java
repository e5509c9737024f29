package fastpath.junit;

import fastpath.lab.cli.LibraryMeasure;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.LimitResult;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/**
 * Measures the call that a {@link FastPath} describes, and fails the test if a limit is exceeded.
 */
public final class FastPathExtension implements BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FastPathExtension.class);

  /**
   * Measures the call before the test method runs.
   *
   * @throws AssertionFailedError if a limit is exceeded; the message has the function, the counter,
   *     both values and the cause
   * @throws ExtensionConfigurationException if the call cannot be measured, with the reason
   */
  @Override
  public void beforeEach(ExtensionContext context) {
    FastPath test = Arguments.annotation(context.getRequiredTestMethod());
    boolean compares = context.getRequiredTestMethod().getParameterCount() > 0;
    if (!compares && !Arguments.isLimited(test)) {
      throw new ExtensionConfigurationException(
          "@FastPath for "
              + test.call()
              + ": it holds nothing; give maxInstructions or another limit");
    }
    LibraryMeasure.Result result = LibraryMeasure.measure(Arguments.of(test));
    if (!result.problems().isEmpty()) {
      throw new ExtensionConfigurationException(
          "@FastPath for " + test.call() + ": " + String.join("; ", result.problems()));
    }
    result.gate().ifPresent(FastPathExtension::hold);
    context.getStore(NAMESPACE).put(MeasuredCall.class, new MeasuredCall(result.rows()));
  }

  private static void hold(Gate gate) {
    List<LimitResult> failed = gate.results().stream().filter(LimitResult::fails).toList();
    if (failed.isEmpty()) {
      return;
    }
    String message =
        failed.stream().map(LimitResult::text).collect(Collectors.joining(System.lineSeparator()));
    throw new AssertionFailedError(message, figures(failed, true), figures(failed, false));
  }

  /** Returns the limits, or the measured values, in a form that tools show side by side. */
  private static String figures(List<LimitResult> failed, boolean limits) {
    return failed.stream()
        .map(one ->
            one.row().text()
                + ": "
                + one.limit().counter()
                + " "
                + (limits ? "<= " + one.limit().text() : one.after() == null ? "-" : one.after()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MeasuredCall.class;
  }

  @Override
  public MeasuredCall resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(NAMESPACE).get(MeasuredCall.class, MeasuredCall.class);
  }
}
