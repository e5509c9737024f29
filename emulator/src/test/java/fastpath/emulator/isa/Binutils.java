package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * GNU as and objdump as references for cross-checks, which {@code -Dfastpath.cross-checks=required}
 * makes mandatory.
 */
final class Binutils {
  private final Path dir;

  Binutils(Path dir) {
    this.dir = dir;
  }

  /** Skips the test if as, objdump or objcopy is missing; fails it if cross-checks are required. */
  static void need() {
    boolean required = "required".equals(System.getProperty("fastpath.cross-checks"));
    for (String tool : List.of("as", "objdump", "objcopy")) {
      boolean present = onPath(tool);
      if (!present && required) {
        throw new AssertionError(tool + " is required and not on PATH");
      }
      assumeTrue(present, tool + " is not on PATH");
    }
  }

  static boolean onPath(String tool) {
    for (String part : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(part, tool))) {
        return true;
      }
    }
    return false;
  }

  /** Assembles source and returns the bytes of .text. */
  byte[] assemble(String source) throws IOException {
    Files.writeString(dir.resolve("t.s"), source);
    run("as", "-o", "t.o", "t.s");
    run("objcopy", "-O", "binary", "-j", ".text", "t.o", "t.bin");
    return Files.readAllBytes(dir.resolve("t.bin"));
  }

  /**
   * Returns the disassembly of the last assembled object by address, as a maker's CPUs decode it.
   */
  Map<Long, String> disassemble(CpuProfile cpu) throws IOException {
    Map<Long, String> lines = new HashMap<>();
    listing("t.o", line -> lines.put(line.address(), line.text()), "-M", dialect(cpu));
    return lines;
  }

  /** Returns objdump's name for a maker's variant of the instruction set. */
  private static String dialect(CpuProfile cpu) {
    return switch (cpu) {
      case INTEL -> "intel64";
      case AMD -> "amd64";
    };
  }

  /** An instruction as objdump lists it. */
  record Line(long address, byte[] bytes, String text) {
    @Override
    public String toString() {
      return Long.toHexString(address) + ": " + hex(bytes) + " " + text;
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  /** Returns all instructions of an object file or archive, as Intel's CPUs decode them. */
  List<Line> listing(String file) throws IOException {
    List<Line> lines = new ArrayList<>();
    listing(file, lines::add, "-M", dialect(CpuProfile.INTEL));
    return lines;
  }

  /**
   * Passes the instructions to a consumer one by one, for listings larger than memory; more options
   * may precede the file.
   */
  void listing(String file, Consumer<Line> each, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("objdump", "-d", "-w", "-z"));
    command.addAll(List.of(options));
    command.add(file);
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectError(dir.resolve("errors").toFile())
            .start();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int colon = line.indexOf(":\t");
        int tab = line.indexOf('\t', colon + 2);
        if (colon > 0 && tab > 0) {
          long address = Long.parseUnsignedLong(line.substring(0, colon).strip(), 16);
          String hex = line.substring(colon + 2, tab).replace(" ", "");
          each.accept(new Line(address, HexFormat.of().parseHex(hex), line.substring(tab + 1)));
        }
      }
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ":\n" + Files.readString(dir.resolve("errors")));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  String run(String... command) throws IOException {
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ":\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return Files.readString(output);
  }
}
