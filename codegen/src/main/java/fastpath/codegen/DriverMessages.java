package fastpath.codegen;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Diagnostic.Severity;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.WarningFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the messages of gcc and clang, without the source lines that they can quote. */
final class DriverMessages {
  /** The number of lines that are kept. */
  private static final int MOST_LINES = 100;

  private static final Pattern PLACED =
      Pattern.compile(
          "(?<file>.+?):(?<line>\\d{1,9}):(?:(?<column>\\d{1,9}):)? "
              + "(?<kind>fatal error|error|warning|note): (?<text>.*)");

  private final String compiler;
  private final Source source;

  /** Creates a reader of the messages about a source; each message has the compiler's name. */
  DriverMessages(String compiler, Source source) {
    this.compiler = compiler;
    this.source = source;
  }

  /** Returns the rejection of a source: the first error, and then all other lines in order. */
  CompileException rejection(String out) {
    List<Diagnostic> all = new ArrayList<>(of(out));
    Optional<Diagnostic> first =
        all.stream().filter(d -> d.severity() == Severity.ERROR && d.line() > 0).findFirst();
    if (first.isPresent()) {
      all.remove(first.get());
      all.addFirst(first.get());
    } else if (all.isEmpty()) {
      all.add(new Diagnostic(source.name(), 0, 0, compiler + ": failed"));
    } else {
      Diagnostic line = all.removeFirst();
      all.addFirst(new Diagnostic(source.name(), 0, 0, line.message()));
    }
    return quoted(CompileException.of(all));
  }

  private CompileException quoted(CompileException e) {
    Report report = new Report(WarningFlags.DEFAULT);
    report.read(source);
    return report.complete(e);
  }

  /** Returns the messages in order; a note belongs to the message before it. */
  List<Diagnostic> of(String out) {
    List<Diagnostic> messages = new ArrayList<>();
    out.lines()
        .filter(line -> !line.isBlank())
        .limit(MOST_LINES)
        .map(line -> message(line.replace('\t', ' ')))
        .forEach(message -> {
          if (message.severity() == Severity.NOTE && !messages.isEmpty()) {
            Diagnostic last = messages.removeLast();
            List<Diagnostic> notes = new ArrayList<>(last.notes());
            notes.add(message);
            messages.add(last.with(notes));
          } else {
            messages.add(message);
          }
        });
    return messages;
  }

  private Diagnostic message(String line) {
    Matcher placed = PLACED.matcher(line);
    if (!placed.matches()) {
      // A line about other messages, such as "In function 'f':".
      return new Diagnostic("", 0, 0, compiler + ": " + line);
    }
    Severity severity =
        switch (placed.group("kind")) {
          case "warning" -> Severity.WARNING;
          case "note" -> Severity.NOTE;
          default -> Severity.ERROR;
        };
    String column = placed.group("column");
    return new Diagnostic(
            placed.group("file"),
            Integer.parseInt(placed.group("line")),
            column == null ? 0 : Integer.parseInt(column),
            compiler + ": " + placed.group("text"))
        .as(severity);
  }
}
