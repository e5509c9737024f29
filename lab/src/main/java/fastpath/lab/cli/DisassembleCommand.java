package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.listing.Listing;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "disassemble",
    description =
        "A listing as objdump -d prints it; of a source, of what the compiler makes of it.",
    footer = {"", "Example:", "  fastpath disassemble mine.o -r"})
final class DisassembleCommand extends CliCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "An ELF object, archive or executable, or a source.")
  String file;

  @Option(names = "-r", description = "With relocations, as objdump -dr.")
  boolean relocations;

  @Mixin ConfigOption configs;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;

  DisassembleCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    FileArguments files = new FileArguments();
    files.files = List.of(file);
    Program program = files.read(terminal.in());
    Compiler compiler = compilers.single();
    Options options = sources.options(configs.single());
    try (Workshop workshop = new Workshop()) {
      for (ObjectFile object : program.objects(workshop, compiler, options)) {
        print("");
        print(object.name() + ":     file format elf64-x86-64");
        print("");
        print("");
        terminal.out().print(Listing.of(object, relocations));
      }
    }
    return ExitCode.DONE;
  }
}
