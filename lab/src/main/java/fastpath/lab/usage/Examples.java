package fastpath.lab.usage;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The examples in a command's help. */
public final class Examples {
  private Examples() {}

  /** Returns the command lines that a command's help shows as examples, in order. */
  public static List<String> of(CommandSpec command) {
    return Stream.of(command.usageMessage().footer())
        .map(line -> line.replace("%%", "%").strip())
        .filter(line -> line.startsWith(command.root().name() + " ") && !line.contains(" COMMAND "))
        .toList();
  }
}
