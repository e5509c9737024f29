package fastpath.lab.cli;

import com.google.common.collect.Iterables;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that are linked together. */
final class FileArguments {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          ".c is compiled, .s and .S assembled, anything else loaded as ELF object, archive,"
              + " shared object, executable or kernel (vmlinuz, vmlinux); - reads C from the standard"
              + " input.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "A file that is linked beside the others, as one that defines the function of --setup"
              + " beside an executable; repeatable.")
  List<String> beside = new ArrayList<>();

  Program read(InputStream in) throws IOException {
    List<Program.Input> inputs = new ArrayList<>();
    for (String file : Iterables.concat(files, beside)) {
      inputs.add(
          Inputs.isSource(file)
              ? new Program.Input.Text(Inputs.source(file, in))
              : new Program.Input.Binary(file, Inputs.binary(file)));
    }
    return new Program(inputs);
  }
}
