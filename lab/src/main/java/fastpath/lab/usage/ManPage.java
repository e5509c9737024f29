package fastpath.lab.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual page of a program or command in the macros of man(7). */
public final class ManPage {
  private static final String SECTION = "1";

  private final List<String> lines = new ArrayList<>();
  private final CommandSpec command;

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /**
   * Returns a manual page, which {@code man -l} shows.
   *
   * @param line the program or one of its commands
   * @param version the program with its version, for the footer
   * @param exits the meanings of the exit codes
   */
  public static String of(CommandLine line, String version, Map<Integer, String> exits) {
    ManPage page = new ManPage(line.getCommandSpec());
    page.head(version);
    page.commands(line);
    page.options();
    page.exits(exits);
    page.examples();
    page.others(line);
    return String.join("\n", page.lines) + "\n";
  }

  private void head(String version) {
    String name = command.qualifiedName("-");
    lines.add(
        ".TH %s %s \"\" %s"
            .formatted(name.toUpperCase(java.util.Locale.ROOT), SECTION, quoted(version)));
    section("NAME");
    String description = description();
    lines.add(escaped(name + " - ") + escaped(firstSentence(description)));
    section("SYNOPSIS");
    lines.add(".B " + escaped(command.qualifiedName()));
    lines.add(escaped(synopsis()));
    section("DESCRIPTION");
    lines.add(escaped(description));
  }

  private String description() {
    return plain(String.join(" ", command.usageMessage().description()));
  }

  private String synopsis() {
    Stream<String> positional =
        command.positionalParameters().stream()
            .map(p -> p.arity().max() > 1 ? p.paramLabel() + "..." : p.paramLabel());
    return Stream.concat(
            Stream.of("[OPTIONS]"),
            command.subcommands().isEmpty() ? positional : Stream.of("COMMAND [ARGUMENTS]"))
        .collect(Collectors.joining(" "));
  }

  private void commands(CommandLine line) {
    if (line.getSubcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    line.getSubcommands()
        .forEach((name, sub) -> {
          lines.add(".TP");
          lines.add(".B " + escaped(name));
          lines.add(escaped(summary(sub.getCommandSpec())));
        });
  }

  private void options() {
    section("OPTIONS");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      lines.add(".TP");
      lines.add(".I " + escaped(parameter.paramLabel()));
      lines.add(escaped(description(parameter)));
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        lines.add(".TP");
        lines.add(
            Stream.of(option.names())
                    .map(name -> "\\fB" + escaped(name) + "\\fR")
                    .collect(Collectors.joining(", "))
                + (option.arity().max() > 0
                    ? " \\fI" + escaped(option.paramLabel()) + "\\fR"
                    : ""));
        lines.add(escaped(description(option)));
      }
    }
  }

  private void exits(Map<Integer, String> exits) {
    section("EXIT STATUS");
    exits.forEach((code, meaning) -> {
      lines.add(".TP");
      lines.add(".B " + code);
      lines.add(escaped(meaning));
    });
  }

  private void examples() {
    section("EXAMPLES");
    lines.add(".nf");
    Examples.of(command).forEach(example -> lines.add(escaped(example)));
    lines.add(".fi");
  }

  private void others(CommandLine line) {
    section("SEE ALSO");
    CommandLine program = line.getParent() == null ? line : line.getParent();
    List<String> names = new ArrayList<>();
    if (line != program) {
      names.add(program.getCommandName());
    }
    program.getSubcommands().keySet().stream()
        .map(name -> program.getCommandName() + "-" + name)
        .filter(name -> !name.equals(command.qualifiedName("-")))
        .forEach(names::add);
    lines.add(
        names.stream()
            .map(name -> "\\fB" + escaped(name) + "\\fR(" + SECTION + ")")
            .collect(Collectors.joining(", ")));
  }

  private void section(String title) {
    lines.add(".SH " + quoted(title));
  }

  private static String description(ArgSpec argument) {
    return plain(String.join(" ", argument.description()));
  }

  /** Returns the first sentence of a command's description, without its full stop. */
  static String summary(CommandSpec command) {
    return firstSentence(String.join(" ", command.usageMessage().description()));
  }

  /** Returns the first sentence of an option's description, without its full stop. */
  static String firstSentence(OptionSpec option) {
    return firstSentence(description(option));
  }

  /** Returns the first sentence of a description, without its full stop. */
  static String firstSentence(String description) {
    return plain(description).replaceFirst("(?s)(\\.|:|;)(\\s.*)?$", "");
  }

  /** Returns a description as picocli prints it: a doubled percent sign stands for one. */
  private static String plain(String text) {
    return text.replace("%%", "%").replaceAll("\\s+", " ").strip();
  }

  private static String quoted(String text) {
    return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
  }

  /** Returns text in which no character has a meaning for troff. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
