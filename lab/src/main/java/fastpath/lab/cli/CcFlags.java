package fastpath.lab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the flags of cc that have an argument of their own out of the arguments of {@code compile},
 * where the argument would be taken for another source.
 */
final class CcFlags implements IParameterPreprocessor {
  private static final Set<String> SEPARATE =
      Set.of(
          "-include", "-imacros", "-iquote", "-isystem", "-idirafter", "-x", "-MF", "-MT", "-MQ");

  @Override
  @SuppressWarnings("JdkObsolete") // picocli hands over a Stack, whose top is the next argument.
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    List<String> taken = ((CompileCommand) command.userObject()).withArguments;
    List<String> kept = new ArrayList<>();
    while (!args.isEmpty()) {
      String word = args.pop();
      if (SEPARATE.contains(word) && !args.isEmpty()) {
        taken.add(word);
        taken.add(args.pop());
      } else {
        kept.add(word);
      }
    }
    kept.reversed().forEach(args::push);
    return false;
  }
}
