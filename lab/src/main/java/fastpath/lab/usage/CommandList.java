package fastpath.lab.usage;

import fastpath.lab.text.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands of a program in its help: the name of each, and the first sentence on it. */
public final class CommandList {
  private CommandList() {}

  /**
   * Returns the lines of the list, each ended by a line break.
   *
   * @param commands the commands by name, in the order of printing
   * @param columns the width of the help in characters
   */
  public static String text(Map<String, CommandLine> commands, int columns) {
    int longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    commands.forEach((name, line) ->
        lines.addAll(
            Paragraph.wrap(
                ManPage.summary(line.getCommandSpec()),
                columns,
                ("  %-" + longest + "s  ").formatted(name),
                " ".repeat(longest + 4))));
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
