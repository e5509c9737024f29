package fastpath.lab.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script of fish, a line for each command and option. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandLine program, Map<String, List<String>> values) {
    String name = program.getCommandName();
    List<String> lines = new ArrayList<>();
    lines.add("# Completion of " + name + " for fish.");
    program
        .getSubcommands()
        .forEach((command, line) ->
            lines.add(
                "complete -c %s -n __fish_use_subcommand -f -a %s -d %s"
                    .formatted(name, command, quoted(ManPage.summary(line.getCommandSpec())))));
    program
        .getCommandSpec()
        .options()
        .forEach(option -> add(lines, name + " -n __fish_use_subcommand", option, values));
    program
        .getSubcommands()
        .forEach((command, line) ->
            line.getCommandSpec()
                .options()
                .forEach(option ->
                    add(
                        lines,
                        name + " -n '__fish_seen_subcommand_from " + command + "'",
                        option,
                        values)));
    return String.join("\n", lines) + "\n";
  }

  private static void add(
      List<String> lines, String condition, OptionSpec option, Map<String, List<String>> values) {
    if (option.hidden()) {
      return;
    }
    StringBuilder line = new StringBuilder("complete -c ").append(condition);
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    if (option.arity().max() > 0) {
      List<String> known = values.get(option.longestName());
      line.append(" -r").append(known == null ? "" : " -a " + quoted(String.join(" ", known)));
    }
    lines.add(line.append(" -d ").append(quoted(ManPage.firstSentence(option))).toString());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
