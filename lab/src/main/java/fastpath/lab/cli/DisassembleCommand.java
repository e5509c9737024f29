package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.listing.Listing;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.workshop.AnnotatedListing;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "disassemble",
    description =
        "Lists any x86-64 ELF file as objdump -d does; a source is compiled "
            + "first. Instructions that fastpath does not execute (SSE, AVX, x87, ...) "
            + "are listed too. Bytes that no CPU executes are (bad).",
    footer = {
      "",
      "Examples:",
      "  fastpath disassemble mine.o -r -F f",
      "  fastpath disassemble /usr/bin/true",
      "  fastpath disassemble mine.c --config V1 --roles --why --source",
      "  fastpath disassemble mine.c --stages lookup"
    })
final class DisassembleCommand extends CliCommand {
  @Parameters(
      paramLabel = "FILE",
      description =
          "An ELF object, kernel module, archive, shared object or executable, or a source.")
  String file;

  @Option(
      names = "-F",
      paramLabel = "NAME",
      description =
          "List only the function NAME: a symbol, a source name, or an address in "
              + "the function.")
  String function;

  @Option(names = "-r", description = "List relocations too, as objdump -dr does.")
  boolean relocations;

  @Option(
      names = "--roles",
      description =
          "Link, and show the role of each instruction: frame, preempt count, payload, ...")
  boolean roles;

  @Option(names = "--why", description = "With --roles, show the reason for each role.")
  boolean why;

  @Option(
      names = "--source",
      description = "Link, and show the source function and line of each instruction.")
  boolean source;

  @Option(
      names = "--stages",
      paramLabel = "F",
      description =
          "Link, and show how function F is translated: listing, micro-ops before "
              + "and after dead flags are removed, JVM bytecode; then control flow, flag "
              + "use, unrolling, bounds checks, counters and locals.")
  String stages;

  /** True once a function has been listed. */
  private boolean found;

  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;

  DisassembleCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    if (function != null && function.startsWith("0x") && !function.matches("0x\\p{XDigit}{1,16}")) {
      throw Failure.usage("-F %s: not an address", function);
    }
    FileArguments files = new FileArguments();
    files.files = List.of(file);
    Program program = files.read(terminal.in(), cache(), false);
    Compiler compiler = compilers.single();
    KernelSources kernel = overlays.single();
    Optional<Preset> preset = configs.single(kernel);
    Options options = sources.options(kernel, preset);
    try (Workshop workshop = new Workshop(kernel, cache())) {
      if (stages != null) {
        Image image = program.link(workshop, preset, compiler, options, LinkOptions.kernel());
        noteUndefined(image);
        String staged = SymbolLookup.resolve("--stages ", stages, image);
        StagesText.of(image, staged, terminal.columns()).forEach(this::print);
      } else if (roles || why || source) {
        Image image = program.link(workshop, preset, compiler, options, LinkOptions.kernel());
        noteUndefined(image);
        program
            .objects(workshop, compiler, options)
            .forEach(object -> annotate(kernel, object, image));
      } else {
        ExitCode code = list(program.items(workshop, compiler, options));
        if (code != ExitCode.DONE) {
          return code;
        }
      }
      if (function != null && !found) {
        throw Failure.usage("-F %s: no function %s in %s", function, function, file);
      }
    }
    return ExitCode.DONE;
  }

  /**
   * Lists each member of an archive: after a member that cannot be read, the next members are still
   * listed.
   */
  private ExitCode list(List<Program.Item> items) throws IOException {
    ExitCode code = ExitCode.DONE;
    for (Program.Item one : items) {
      code = code.worst(item(one.name(), () -> list(one.read().get()), Problem::exitCode));
      if (code == ExitCode.INTERRUPTED) {
        break;
      }
    }
    return code;
  }

  private ExitCode list(ObjectFile object) {
    StringBuilder head = new StringBuilder();
    head.append('\n').append(object.name()).append(":     file format elf64-x86-64\n\n\n");
    // Nothing is printed for an object without the function, not even the object's name.
    Consumer<CharSequence> out =
        text -> {
          append(head);
          append(text);
          head.setLength(0);
        };
    if (function == null) {
      out.accept("");
    }
    Predicate<String> wanted = function == null ? null : name -> isWanted(name, object);
    found |= Listing.write(object, wanted, relocations, out);
    return ExitCode.DONE;
  }

  /**
   * True if the option -F selects a symbol: by the symbol itself, by its source name, or by an
   * address in the function.
   */
  private boolean isWanted(String symbol, ObjectFile object) {
    if (!function.startsWith("0x")) {
      return function.equals(symbol)
          || function.equals(Demangler.name(symbol))
          || function.equals(Demangler.withoutParameters(symbol));
    }
    long address = Long.parseUnsignedLong(function, 2, function.length(), 16);
    return object.symbols().stream()
        .filter(s -> s.isFunction() && s.section() != Symbol.UNDEFINED)
        .filter(s -> Long.compareUnsigned(address - s.value(), Math.max(1, s.size())) < 0)
        .anyMatch(s -> s.name().equals(symbol));
  }

  /**
   * Appends text to the listing; stops if the user has interrupted the command, because a listing
   * may be long.
   */
  private void append(CharSequence text) {
    terminal.interruption().check();
    terminal.out().append(text);
  }

  private void annotate(KernelSources kernel, ObjectFile object, Image image) {
    AnnotatedListing listing = new AnnotatedListing(kernel, image, roles || why, why, source);
    object.symbols().stream()
        .filter(s -> s.isFunction() && s.section() != Symbol.UNDEFINED)
        .map(Symbol::name)
        .filter(name -> !name.endsWith(".cold"))
        .filter(name -> function == null || isWanted(name, object))
        .forEach(name -> {
          terminal.interruption().check();
          found = true;
          print(listing.of(name));
        });
  }
}
