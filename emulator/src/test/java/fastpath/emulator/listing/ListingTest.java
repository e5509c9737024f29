package fastpath.emulator.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.Tools;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares listings with objdump's line by line. */
class ListingTest {
  private static final String SOURCE =
      """
      extern int ext(long, ...);
      static int count;
      int array[10];
      static int __attribute__((noinline)) local(int a) {
        return a ? ext(0x123456789abcdefL, a) + count : 2;
      }
      int f1(int a) {
        count += a;
        if (a == 3) return ext(a, array);
        return local(a) * array[a];
      }
      __attribute__((cold)) int f2(int a) { return local(a - 1); }
      int f3(int a) {
        if (__builtin_expect(a, 0)) { f2(a); __builtin_unreachable(); }
        return array[5];
      }
      unsigned f4(unsigned a, unsigned b) {
        switch (a) {
          case 0: return b / 7;
          case 1: return b << a;
          case 2: return ext(b);
          case 3: return b * 77;
          case 4: return __builtin_bswap32(b);
          case 5: return -b;
          default: return b % a;
        }
      }
      int main(void) { return f1(1) + f3(2) + f4(3, 4); }
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"gcc, -O2", "gcc, -O0", "gcc, -Os -ffunction-sections", "clang, -O2", "clang, -O0"})
  void asObjdump(String compiler, String options) {
    Tools.need("objdump", "ld");
    ObjectFile o =
        ObjectFile.read(
            "t.o",
            Tools.compile(
                directory, compiler, SOURCE, ("-w -fno-pic -mno-sse " + options).split(" ")));
    Tools.same(objdump("-d", "t.o"), Listing.of(o, false));
    Tools.same(objdump("-dr", "t.o"), Listing.of(o, true));
    Tools.run(directory, "ld", "-e0", "--unresolved-symbols=ignore-all", "-o", "t", "t.o");
    ObjectFile executable = Tools.object(directory, "t");
    Tools.same(objdump("-d", "t"), Listing.of(executable, false));
    Tools.same(
        objdump("-d", "t"), Listing.of(Linker.link(List.of(executable), LinkOptions.kernel())));
  }

  @Test
  void withoutSymbols() {
    Tools.need("objdump", "gcc", "strip");
    Tools.compile(directory, "gcc", "int f(int a) { return a ? f(a - 1) : 2; }", "-O0");
    Tools.run(directory, "strip", "t.o");
    Tools.same(objdump("-d", "t.o"), Listing.of(Tools.object(directory, "t.o"), false));
  }

  /** Instructions that are decoded but not executed are listed like all others. */
  @Test
  void setsLeftOutAreListed() {
    Tools.need("gcc");
    Tools.compile(directory, "gcc", "asm(\"addps %xmm1,%xmm2; vaddps %ymm1,%ymm2,%ymm3; nop\");");
    assertEquals(
        List.of("addps  %xmm1,%xmm2", "vaddps %ymm1,%ymm2,%ymm3", "nop"),
        Listing.of(Tools.object(directory, "t.o"), false)
            .lines()
            .skip(3)
            .map(line -> line.substring(line.lastIndexOf('\t') + 1))
            .toList());
  }

  private String objdump(String option, String file) {
    String text = Tools.run(directory, "objdump", option, file);
    return text.substring(text.indexOf("Disassembly of section"));
  }
}
