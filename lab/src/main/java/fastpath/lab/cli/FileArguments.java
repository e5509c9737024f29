package fastpath.lab.cli;

import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The files that are linked together. */
final class FileArguments {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          ".c is compiled, .s and .S assembled, anything else loaded as ELF object, archive or"
              + " executable; - reads C from the standard input.")
  List<String> files = new ArrayList<>();

  Program read(InputStream in) throws IOException {
    List<Program.Input> inputs = new ArrayList<>();
    for (String file : files) {
      inputs.add(
          Inputs.isSource(file)
              ? new Program.Input.Text(Inputs.source(file, in))
              : new Program.Input.Binary(file, Inputs.bytes(file)));
    }
    return new Program(inputs);
  }
}
