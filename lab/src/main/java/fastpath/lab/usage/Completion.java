package fastpath.lab.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The shells that complete commands, options and values. */
public enum Completion {
  BASH("bash"),
  /** zsh runs the script of bash through its own bashcompinit. */
  ZSH("zsh"),
  FISH("fish");

  private final String label;

  Completion(String label) {
    this.label = label;
  }

  /** Returns the shell's name on the command line. */
  public String label() {
    return label;
  }

  /** Returns the shell that has a name; empty if it is none of these. */
  public static Optional<Completion> named(String label) {
    return Stream.of(values()).filter(shell -> shell.label.equals(label)).findFirst();
  }

  /**
   * Returns the script that a shell sources to complete a program's arguments.
   *
   * @param program the program with all commands
   * @param values the values that options take, by the option's longest name
   */
  public String script(CommandLine program, Map<String, List<String>> values) {
    return switch (this) {
      case BASH, ZSH -> BashCompletion.script(program, values);
      case FISH -> FishCompletion.script(program, values);
    };
  }
}
