package fastpath.codegen.source;

import fastpath.codegen.source.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one compilation has to say about its source beside the errors: the warnings, and what was
 * read, from which messages quote lines and say how a file was included.
 */
public final class Report {
  /** Where a file was included first. */
  private record Inclusion(String file, int line) {}

  private final WarningFlags flags;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Inclusion> included = new LinkedHashMap<>();
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();

  /** Creates the report of a compilation under flags. */
  public Report(WarningFlags flags) {
    this.flags = flags;
  }

  /** Notes the text of a file that may be quoted. */
  public void read(Source source) {
    texts.put(source.name(), source.text());
  }

  /** Notes that a line of a file includes another file. */
  public void included(String name, String from, int line) {
    included.putIfAbsent(name, new Inclusion(from, line));
  }

  /** The names of the files that were included, each once, in the order of first inclusion. */
  public List<String> inclusions() {
    return List.copyOf(included.keySet());
  }

  /** True if a warning is given, so that its analysis is worth the time. */
  public boolean gives(Warning warning) {
    return flags.on().contains(warning);
  }

  /**
   * Gives a warning, if it is on. One that {@code -Werror} makes an error ends no stage: {@link
   * #check} throws at the end.
   *
   * @param at the place and the message; its notes are kept
   */
  public void warn(Warning warning, Diagnostic at) {
    if (gives(warning)) {
      boolean error = flags.errors().contains(warning);
      String message = "%s [-W%s%s]".formatted(at.message(), error ? "error=" : "", warning.flag());
      warnings.add(
          new Diagnostic(
              at.file(),
              at.line(),
              at.column(),
              error ? Severity.ERROR : Severity.WARNING,
              message,
              at.sourceLine(),
              at.notes()));
    }
  }

  /** The warnings of a source that is accepted, with their source lines. */
  public List<Diagnostic> warnings() {
    return warnings.stream().map(this::explained).toList();
  }

  /**
   * Rejects the source if a warning is an error.
   *
   * @throws CompileException with the errors, followed by the other warnings
   */
  public void check() {
    List<Diagnostic> errors =
        warnings.stream().filter(w -> w.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new CompileException(errors);
    }
  }

  /**
   * Returns an exception for the same errors with their source lines, the inclusions through which
   * each file was read, and the warnings given before.
   */
  public CompileException complete(CompileException e) {
    List<Diagnostic> all = new ArrayList<>(e.diagnostics());
    warnings.stream().filter(w -> !all.contains(w)).forEach(all::add);
    return e.with(all.stream().map(this::explained).toList());
  }

  private Diagnostic explained(Diagnostic diagnostic) {
    List<Diagnostic> notes = new ArrayList<>(diagnostic.notes());
    Set<String> seen = new LinkedHashSet<>();
    Inclusion from = included.get(diagnostic.file());
    while (from != null && seen.add(from.file())) {
      notes.add(Diagnostic.note(from.file(), from.line(), 0, "in a file included from here"));
      from = included.get(from.file());
    }
    return diagnostic.with(notes).quoting(texts);
  }
}
