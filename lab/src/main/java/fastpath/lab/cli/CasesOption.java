package fastpath.lab.cli;

import fastpath.lab.gate.Case;
import fastpath.lab.gate.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The option {@code --cases}: calls to measure from a file, in place of those of the command line.
 */
final class CasesOption {
  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description =
          "Calls from a TOML file, a table [[case]] each: name, files, call, args or setup, config,"
              + " compiler, limits. Files are relative to the folder of FILE.")
  String file;

  /**
   * Returns the cases of the file; without the option, what the command line asks for.
   *
   * @param command the command's name, with which messages begin
   */
  List<Batch> batches(
      String command,
      FileArguments files,
      CallOptions call,
      VariantOptions variants,
      EachOption each)
      throws IOException {
    each.check(call);
    if (file == null) {
      files.needFile(command);
      if (!each.asked) {
        call.needFunction(command);
      }
      return List.of(new Batch(Optional.empty(), files, call, variants));
    }
    if (!files.files.isEmpty() || call.isNamed() || each.asked) {
      throw Failure.usage(
          "--cases %s: it names the files and calls, so none can be given too", file);
    }
    return read().stream()
        .map(one ->
            new Batch(Optional.of(one), files.of(one, folder()), call.of(one), variants.of(one)))
        .toList();
  }

  /** Returns the file of cases, if there is one. */
  Stream<String> files() {
    return Stream.ofNullable(file);
  }

  private List<Case> read() throws IOException {
    String text = Inputs.text(file);
    try {
      return CaseFile.read(file, text);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--cases %s", e.getMessage());
    }
  }

  private Path folder() {
    Path parent = Inputs.path(file).getParent();
    return parent == null ? Path.of("") : parent;
  }
}
