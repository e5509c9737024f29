package fastpath.lab.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the completion script of bash, which zsh runs through bashcompinit. Where the script
 * proposes nothing, the shell completes file names. picocli's own generator is not used: it names
 * the values of an option after the option's parameter, and so mixes up options whose parameters
 * have the same name, and it proposes no files.
 */
final class BashCompletion {
  private BashCompletion() {}

  static String script(CommandLine program, Map<String, List<String>> values) {
    String name = program.getCommandName();
    List<String> lines = new ArrayList<>();
    lines.add("# Completion of " + name + " for bash, and for zsh through bashcompinit.");
    lines.add("if [ -n \"${ZSH_VERSION-}\" ]; then");
    lines.add("  autoload -U +X compinit && compinit -u");
    lines.add("  autoload -U +X bashcompinit && bashcompinit");
    lines.add("fi");
    lines.add("_" + name + "() {");
    lines.add("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=");
    lines.add("  COMPREPLY=()");
    lines.add("  case $before in");
    values(program, values)
        .forEach((option, words) ->
            lines.add("  " + option + ") words='" + String.join(" ", words) + "' ;;"));
    lines.add("  " + String.join("|", others(program, values)) + ") return ;;");
    lines.add("  *)");
    lines.add("    case $COMP_CWORD:$word:${COMP_WORDS[1]} in");
    lines.add(
        "    1:*) words='"
            + Stream.concat(
                    program.getSubcommands().keySet().stream(), names(program.getCommandSpec()))
                .collect(Collectors.joining(" "))
            + "' ;;");
    program
        .getSubcommands()
        .forEach((command, line) ->
            lines.add(
                "    *:-*:%s) words='%s' ;;"
                    .formatted(
                        command, names(line.getCommandSpec()).collect(Collectors.joining(" ")))));
    lines.add("    esac ;;");
    lines.add("  esac");
    lines.add("  [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))");
    lines.add("}");
    lines.add("complete -o default -F _" + name + " " + name);
    return String.join("\n", lines) + "\n";
  }

  private static Stream<String> names(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Stream.of(option.names()));
  }

  private static Map<String, List<String>> values(
      CommandLine program, Map<String, List<String>> values) {
    Map<String, List<String>> present = new TreeMap<>(values);
    present.keySet().retainAll(withParameter(program).toList());
    return present;
  }

  /** Returns the options whose parameter the shell completes as a file name. */
  private static List<String> others(CommandLine program, Map<String, List<String>> values) {
    return withParameter(program).filter(name -> !values.containsKey(name)).sorted().toList();
  }

  private static Stream<String> withParameter(CommandLine program) {
    return program.getSubcommands().values().stream()
        .map(line -> line.getCommandSpec().options())
        .flatMap(Collection::stream)
        .filter(option -> !option.hidden() && option.arity().max() > 0)
        .map(OptionSpec::longestName)
        .distinct();
  }
}
