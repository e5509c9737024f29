package fastpath.lab.cli;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.emulator.debug.DebugException;
import fastpath.emulator.image.LinkException;
import fastpath.kernelsrc.OverlayException;
import fastpath.lab.text.Paragraph;
import fastpath.lab.workshop.GuestException;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The reason why a command, or one item of several, failed.
 *
 * @param message one line that names the file or item, and the reason
 * @param errors all errors of a source, the first of which is the message; empty for other problems
 * @param exitCode the exit code of the command, unless another item has a more serious one
 */
record Problem(String message, List<Diagnostic> errors, ExitCode exitCode) {

  /** A problem that has one line. */
  Problem(String message, ExitCode exitCode) {
    this(message, List.of(), exitCode);
  }

  /** The work on one of a command's items. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Returns the item's result; an exception that {@link Problem#known} recognises becomes the
     * item's problem.
     */
    T run() throws IOException;
  }

  /**
   * Returns the problem that an exception describes; an unexpected exception is reported as a
   * defect of this program.
   */
  static Problem of(Exception failure) {
    return known(failure)
        .orElseGet(() ->
            new Problem(
                "internal error, a defect of fastpath: "
                    + oneLine(failure.toString())
                    + " (fastpath -X ... prints where)",
                ExitCode.BAD_INPUT));
  }

  /** Returns the problem that an exception describes; empty for an unexpected exception. */
  static Optional<Problem> known(Exception failure) {
    return switch (failure) {
      case Interrupted ignored ->
          Optional.of(
              new Problem(
                  "interrupted: what is printed is a part of the results", ExitCode.INTERRUPTED));
      case Failure known -> problem(known, known.exitCode());
      case GuestException known -> problem(known, ExitCode.GUEST_STOPPED);
      case LabException known -> problem(known, ExitCode.BAD_INPUT);
      case OverlayException known -> problem(known, ExitCode.BAD_INPUT);
      case CompileException known -> Optional.of(rejection(known));
      case LinkException known -> problem(known, ExitCode.BAD_INPUT);
      case DebugException known -> problem(known, ExitCode.BAD_INPUT);
      case UncheckedIOException known -> known(known.getCause());
      case NoSuchFileException known -> bad(known.getFile() + ": no such file");
      case AccessDeniedException known -> bad(known.getFile() + ": permission denied");
      case IOException known -> problem(known, ExitCode.BAD_INPUT);
      default -> Optional.empty();
    };
  }

  private static Problem rejection(CompileException failure) {
    return new Problem(oneLine(failure.getMessage()), failure.diagnostics(), ExitCode.BAD_INPUT);
  }

  private static Optional<Problem> problem(Exception failure, ExitCode code) {
    return Optional.of(new Problem(oneLine(failure.getMessage()), code));
  }

  private static Optional<Problem> bad(String message) {
    return Optional.of(new Problem(message, ExitCode.BAD_INPUT));
  }

  /**
   * Returns the lines that a command prints: a line for each error.
   *
   * @param excerpts true if the source line and a caret follow each error
   */
  List<String> lines(boolean excerpts) {
    if (errors.isEmpty()) {
      return List.of(message);
    }
    return errors.stream().flatMap(error -> lines(error, excerpts)).toList();
  }

  /** Returns the lines of a diagnostic and its notes. */
  static Stream<String> lines(Diagnostic diagnostic, boolean excerpts) {
    Stream<String> own =
        Stream.concat(
            Stream.of(oneLine(diagnostic.toString())),
            excerpts ? Excerpt.of(diagnostic).stream() : Stream.empty());
    return Stream.concat(own, diagnostic.notes().stream().flatMap(note -> lines(note, excerpts)));
  }

  /**
   * Returns the problem as a JSON document; that of a source that a compiler rejected has all its
   * errors too.
   */
  Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("problem", message);
    if (!errors.isEmpty()) {
      document.put("errors", errors.stream().map(Problem::json).toList());
    }
    return document;
  }

  private static Map<String, Object> json(Diagnostic diagnostic) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", diagnostic.file().isEmpty() ? null : diagnostic.file());
    document.put("line", diagnostic.line() == 0 ? null : diagnostic.line());
    document.put("column", diagnostic.column() == 0 ? null : diagnostic.column());
    document.put("severity", diagnostic.severity().word());
    document.put("message", diagnostic.message());
    document.put("notes", diagnostic.notes().stream().map(Problem::json).toList());
    return document;
  }

  /** Returns a message with its line breaks replaced by spaces. */
  static String oneLine(String message) {
    return message == null ? "no message" : Paragraph.oneLine(message);
  }
}
