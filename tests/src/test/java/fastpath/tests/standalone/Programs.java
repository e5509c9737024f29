package fastpath.tests.standalone;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Program.Input;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The programs of {@code standalone/}, each with a {@code main}, and the objects with which they
 * are linked.
 */
final class Programs {
  /** Limits that are far above the needs of every program. */
  static final MachineOptions OPTIONS =
      MachineOptions.defaults().withMaxInstructions(100_000_000).withStackBytes(1 << 18);

  private static final String RUNTIME = "runtime";

  private Programs() {}

  static Path sources() {
    try {
      return Path.of(Programs.class.getResource("/standalone").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the names of the programs, without the runtime. */
  static List<String> names() {
    return all().filter(n -> !n.equals(RUNTIME)).toList();
  }

  private static Stream<String> all() {
    try (Stream<Path> files = Files.list(sources())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".c"))
          .map(f -> f.substring(0, f.length() - 2))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles all programs and the runtime to assembly in a folder, and assembles them to objects.
   */
  static void compile(Build build, Path into) {
    String[] files = all().map(n -> sources().resolve(n + ".c").toString()).toArray(String[]::new);
    halves(files).parallel().forEach(half -> Run.in(into, build.command(with("-S", half))));
    assemble(build.compiler(), into);
  }

  /** Assembles a folder's .s files with the compiler, by two processes at the same time. */
  private static void assemble(String compiler, Path folder) {
    String[] files = all().map(n -> n + ".s").toArray(String[]::new);
    halves(files)
        .parallel()
        .forEach(half -> {
          List<String> command = new ArrayList<>(List.of(compiler));
          command.addAll(List.of(with("-c", half)));
          Run.in(folder, command);
        });
  }

  /** Assembles a folder's .s files into another folder with GNU as. */
  static void assemble(Path from, Path into) {
    all().forEach(name -> write(into.resolve(name + ".s"), forGnuAs(from, name)));
    assemble("gcc", into);
  }

  /**
   * Returns the assembly without clang's address-significance table (.addrsig), which GNU as does
   * not support.
   */
  private static String forGnuAs(Path from, String name) {
    String text = new String(bytes(from.resolve(name + ".s")), StandardCharsets.ISO_8859_1);
    return text.replaceAll("(?m)^\t\\.addrsig.*$", "");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String[]> halves(String[] files) {
    int middle = files.length / 2;
    return Stream.of(
        Arrays.copyOfRange(files, 0, middle), Arrays.copyOfRange(files, middle, files.length));
  }

  private static String[] with(String first, String[] rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Links a program with the runtime, objects from a folder, and the members of libgcc that they
   * need.
   */
  static Image link(String program, Path folder, Libgcc libgcc) {
    return link(program, n -> bytes(folder.resolve(n + ".o")), libgcc);
  }

  /** Links a program with the runtime and libgcc; the objects are given by name. */
  static Image link(String program, Function<String, byte[]> object, Libgcc libgcc) {
    List<Input> inputs = new ArrayList<>();
    for (String name : List.of(program, RUNTIME)) {
      inputs.add(new Input.Binary(name + ".o", object.apply(name)));
    }
    inputs.add(new Input.Binary("libgcc.a", libgcc.bytes()));
    try (Workshop workshop = new Workshop()) {
      return new Program(inputs)
          .link(workshop, Optional.empty(), new OwnCompiler(), Options.DEFAULT, LinkOptions.low());
    }
  }

  /** The archive of gcc's run-time functions. */
  record Libgcc(Path path, byte[] bytes) {
    static Libgcc ofTheHost() {
      Path path = Path.of(Run.in(Path.of("."), List.of("gcc", "-print-libgcc-file-name")).strip());
      return new Libgcc(path, Programs.bytes(path));
    }
  }
}
