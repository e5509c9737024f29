package fastpath.emulator.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.Tools;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares lines, inline chains and CFI of real object files with addr2line and readelf. */
class DebugInformationTest {
  private static final String SOURCE =
      """
      extern int ext(int), slow(int) __attribute__((cold));
      int table[64];
      static inline __attribute__((always_inline)) int get(int i) { return table[i & 63]; }
      static inline __attribute__((always_inline)) int sum(int i, int j) {
        if (__builtin_expect(i == 77, 0)) return slow(j) + get(i);
        return get(i) + get(j);
      }
      int leaf(int a) { return sum(a, a + 1); }
      int framed(int a, int b, int c, int d) {
        int r = sum(a, b);
        for (int i = 0; i < a; i++) r += ext(r ^ i) * get(c + i) + sum(b, d);
        return r + a * b * c * d;
      }
      static int __attribute__((noinline)) early(int a) { if (!a) return 0; return ext(a) + a; }
      int caller(int a) { return early(a) + early(a + 1); }
      int dynamic(int n) { volatile int v[n]; v[0] = n; return ext(v[0]); }
      """;

  private static final String INFO = ".debug_info";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "gcc, -O2 -g",
    "gcc, -O2 -g -gdwarf-4",
    "gcc, -O0 -g",
    "gcc, -O2 -g -mcmodel=kernel -fno-pic -ffunction-sections",
    "clang, -O2 -g",
    "clang, -O2 -g -gdwarf-4",
    "clang, -O2 -g -fno-omit-frame-pointer",
    "clang, -O1 -g -mcmodel=kernel -fno-pic",
  })
  void agreesWithBinutils(String compiler, String options) {
    // binutils 2.40 does not read the inlined ranges of clang's DWARF 5.
    String addr2line =
        compiler.equals("clang") && !options.contains("dwarf-4") ? "llvm-addr2line" : "addr2line";
    Tools.need(addr2line, "readelf", "ld");
    byte[] other = Tools.compile(directory, compiler, "int ext(int a) { return slow(a); }", "-w");
    Tools.run(directory, "cp", "t.o", "u.o");
    byte[] elf = Tools.compile(directory, compiler, SOURCE, options.split(" "));
    Tools.run(directory, "ld", "-e0", "--unresolved-symbols=ignore-all", "-o", "t", "t.o", "u.o");
    Image linkedByLd = Linker.link(List.of(Tools.object(directory, "t")), LinkOptions.kernel());
    Image linked =
        Linker.link(
            List.of(
                ObjectFile.read("t.o", elf),
                ObjectFile.read("u.o", other),
                ObjectFile.read(
                    "v.o", Tools.compile(directory, "gcc", "int slow() { return 1; }"))),
            LinkOptions.kernel());
    for (Symbol s : linkedByLd.symbols()) {
      if (s.isFunction()) {
        inlineChains(addr2line, linkedByLd, linked, s);
      }
    }
    Tools.same(readelf(), rules(linkedByLd));
    for (Symbol s : linkedByLd.symbols()) {
      for (long i = 0; s.isFunction() && i < s.size(); i++) {
        assertEquals(
            linkedByLd.cfi().at(s.value() + i), linked.cfi().at(linked.address(s.name()) + i));
      }
    }
  }

  private void inlineChains(String addr2line, Image linkedByLd, Image linked, Symbol s) {
    List<String> command = new ArrayList<>(List.of(addr2line, "-e", "t", "-f", "-i", "-a"));
    StringBuilder ours = new StringBuilder();
    InlineTree onDemand = InlineTree.parse(sections(linkedByLd, linkedByLd.bytes(INFO)), 0, 0);
    for (long i = 0; i < s.size(); i++) {
      command.add(Long.toHexString(s.value() + i));
      ours.append("0x%x%n".formatted(s.value() + i));
      List<Frame> frames = linkedByLd.inlines().at(s.value() + i);
      for (Frame f : frames) {
        String line = f.line() == 0 ? "?" : "" + f.line();
        ours.append("%s%n%s:%s%n".formatted(f.function(), f.file(), line));
      }
      if (frames.isEmpty()) {
        ours.append(s.name()).append("\n??:?\n");
      }
      assertEquals(frames, linked.inlines().at(linked.address(s.name()) + i));
      assertEquals(frames, onDemand.at(s.value() + i));
    }
    String theirs = Tools.run(directory, command.toArray(new String[0]));
    theirs =
        theirs
            .replaceAll(" \\(discriminator \\d+\\)", "")
            .replace(directory.toString() + "/", "")
            .replace("./t.c", "t.c")
            .replaceAll("(?m)^0x0+", "0x")
            .replaceAll("(?m):0$", ":?");
    Tools.same(theirs, ours.toString().replace(directory.toString() + "/", ""));
  }

  private static DebugSections sections(Image image, byte[] info) {
    return new DebugSections(
        new DebugSection(INFO, info, offset -> null),
        section(image, ".debug_abbrev"),
        section(image, ".debug_line"),
        section(image, ".debug_str"),
        section(image, ".debug_line_str"),
        section(image, ".debug_ranges"),
        section(image, ".debug_rnglists"),
        section(image, ".debug_addr"),
        section(image, ".debug_str_offsets"));
  }

  private static DebugSection section(Image image, String name) {
    return new DebugSection(name, image.bytes(name), offset -> null);
  }

  /**
   * A lookup in a large section reads the unit of the address alone, and meets no damage elsewhere.
   */
  @Test
  void aUnitIsReadWhenItsCodeIsLookedUp() {
    Tools.need("gcc", "ld");
    Tools.compile(directory, "gcc", "int slow(int a) { return a + 1; }", "-g");
    Tools.run(directory, "cp", "t.o", "u.o");
    Tools.compile(directory, "gcc", "int ext(int a) { return a + 2; }", "-g");
    Tools.run(directory, "ld", "-e0", "-o", "t", "t.o", "u.o");
    Image image = Linker.link(List.of(Tools.object(directory, "t")), LinkOptions.kernel());
    byte[] info = image.bytes(INFO);
    ByteBuffer words = ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN);
    int second = Integer.BYTES + words.getInt(0);
    // The entry of the unit has less than 64 bytes; behind it no byte is an abbreviation's number.
    Arrays.fill(info, second + 64, info.length, (byte) 0x7f);
    InlineTree tree = InlineTree.parse(sections(image, info), 0, 0);
    assertEquals("ext", tree.at(image.address("ext")).getFirst().function());
    assertThrows(DebugException.class, () -> tree.at(image.address("slow")));
    assertThrows(DebugException.class, () -> InlineTree.parse(sections(image, info), 0));
  }

  /** Returns readelf's rows (address, CFA), sorted, of the functions in which a rule changes. */
  private String readelf() {
    StringBuilder out = new StringBuilder();
    boolean function = false;
    for (String line :
        Tools.run(directory, "readelf", "--debug-dump=frames-interp", "t").split("\n")) {
      if (line.contains(" FDE ") || line.contains(" CIE ")) {
        function = line.contains(" FDE ");
      } else if (function && line.matches("[0-9a-f]{16} .*")) {
        String[] words = line.split(" +");
        out.append(words[0]).append(' ').append(words[1]).append('\n');
      }
    }
    return out.toString().lines().sorted().reduce("", (a, b) -> a + b + "\n");
  }

  private static String rules(Image image) {
    StringBuilder out = new StringBuilder();
    for (Symbol s : image.symbols()) {
      Fde f = s.isFunction() ? image.cfi().function(s.value()) : null;
      for (int i = 0;
          f != null
              && (f.rows().size() > 1 || f.rows().getFirst().rules().cfaOffset() != 8)
              && i < f.rows().size();
          i++) {
        Cfi.Row row = f.rows().get(i);
        int register = row.rules().cfaRegister();
        out.append(
            "%016x %s+%d%n"
                .formatted(
                    row.address(),
                    register == 4 ? "rsp" : register == 5 ? "rbp" : "r" + register,
                    row.rules().cfaOffset()));
      }
    }
    return out.toString().lines().sorted().reduce("", (a, b) -> a + b + "\n");
  }
}
