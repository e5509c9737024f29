package fastpath.lab.usage;

import fastpath.codegen.source.NearMiss;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in our words why arguments do not parse. */
public final class ParserMessage {
  private ParserMessage() {}

  /**
   * Returns the message for a failure: what argument is wrong, and what is expected.
   *
   * @param commands the names of all commands, among which the nearest is proposed
   */
  public static String of(ParameterException failure, Stream<String> commands) {
    return switch (failure) {
      case MissingParameterException missing -> missing(missing);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, commands);
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice";
      default -> value(failure);
    };
  }

  private static String missing(MissingParameterException failure) {
    if (failure.getMissing() == null || failure.getMissing().isEmpty()) {
      return failure.getMessage();
    }
    ArgSpec argument = failure.getMissing().getFirst();
    return argument.isOption()
        ? name(argument) + " needs " + argument.paramLabel()
        : "a " + argument.paramLabel() + " is needed";
  }

  /** Returns a message on the first argument that nothing matches. */
  private static String unmatched(UnmatchedArgumentException failure, Stream<String> commands) {
    CommandLine command = failure.getCommandLine();
    String argument = failure.getUnmatched().getFirst();
    if (failure.isUnknownOption()) {
      Stream<String> options = command.getCommandSpec().optionsMap().keySet().stream();
      return "no option " + argument + NearMiss.question(argument, options);
    }
    return command.getParent() == null
        ? "no command " + argument + NearMiss.question(argument, commands)
        : "the argument " + argument + " is one too many";
  }

  private static String value(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    if (argument == null || failure.getValue() == null) {
      return failure.getMessage();
    }
    String what = name(argument) + " " + failure.getValue();
    if (isNumber(argument.type())) {
      return what + ": not a whole number, or out of range";
    }
    return argument.type() == boolean.class
        ? name(argument) + " takes no value, and " + failure.getValue() + " is given"
        : what + ": not a " + argument.paramLabel();
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == long.class || Number.class.isAssignableFrom(type);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
