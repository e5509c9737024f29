package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.debug.DebugException;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.listing.Listing;
import fastpath.emulator.machine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged objects and executables of gcc and clang: each is either rejected with one line that
 * names the file, or is listed, linked, executed for a limited time and attributed to its source.
 */
class HostileElfTest {
  private static final int STEPS = 2_000;

  private static final String SOURCE =
      """
      struct s { struct s *next; long v; } table[4] = {{table + 1, 1}, {table + 2, 2}, {0, 3}};
      static int count; int shared __attribute__((common)); const char text[] = "text";
      static inline long sum(struct s *p) { long n = 0; for (; p; p = p->next) n += p->v; return n; }
      __attribute__((noinline)) static int pick(int a) {
        switch (a) { case 0: return 7; case 1: return 9; case 2: return shared; case 3: return 1;
          case 4: return text[a - 1]; case 5: return 12; } return count++; }
      int (*pointer)(int) = pick;
      __attribute__((weak)) int other(int a) { return a; }
      __attribute__((section(".data..percpu"))) int cpu_count = 3;
      __attribute__((noinline)) int deep(int a, int b, int c, int d, int e) {
        int x[8]; for (int i = 0; i < 8; i++) x[i] = a * i + b; return x[c & 7] + x[d & 7] + e; }
      int f(int a) { return sum(table) + pick(a) + pointer(a + 1) + deep(a, 1, 2, 3, 4) + other(2); }
      void _start(void) { f(1); asm volatile("mov $60, %eax; xor %edi, %edi; syscall"); }
      """;

  @TempDir static Path dir;
  private static final List<byte[]> FILES = new ArrayList<>();

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Tools.require("gcc", "clang");
    Files.writeString(dir.resolve("t.c"), SOURCE);
    for (String command :
        List.of(
            "gcc -c -g -O2 -fno-pic -mcmodel=kernel -ffunction-sections",
            "gcc -c -gdwarf-4 -O0 -fpic",
            "clang -c -g -O1 -fno-pic -mcmodel=kernel",
            "clang -c -gdwarf-4 -O2 -fpic",
            "gcc -g -O1 -nostdlib -static -no-pie",
            "gcc -g -O1 -nostdlib -shared -fPIC",
            "clang -g -O1 -nostdlib -static -no-pie")) {
      String file = dir.resolve("t.o").toString();
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("-w", "-mgeneral-regs-only", "-o", file, dir.resolve("t.c").toString()));
      Tools.run(words.toArray(new String[0]));
      FILES.add(Files.readAllBytes(Path.of(file)));
    }
  }

  @Test
  void undamagedFilesLoadAndRun() {
    for (byte[] file : FILES) {
      assertEquals("loaded", use(file, new Random(0)));
    }
  }

  @Test
  void damagedFilesAreRefusedOrLoaded() throws InterruptedException {
    Campaign.run(
        "damaged ELF files",
        6_000,
        random -> use(ElfMutation.of(FILES.get(random.nextInt(FILES.size())), random), random));
  }

  /**
   * Performs every operation of the commands on a file: listing, linking, attribution and
   * execution.
   */
  private static String use(byte[] file, Random random) {
    try {
      ObjectFile object = ObjectFile.read("t.o", file);
      list(object);
      Image image = Linker.link(List.of(object), LinkOptions.kernel());
      attribute(image, random);
      Machine machine = Machine.create(image, MachineOptions.defaults().withMaxInstructions(STEPS));
      check(object.isExecutable() ? machine.run() : machine.call("f", random.nextInt(8)));
      return "loaded";
    } catch (LinkException | DebugException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return e instanceof LinkException ? "refused" : "debug information refused";
    }
  }

  private static void list(ObjectFile object) {
    assertTrue(Listing.of(object, true).length() >= 0);
  }

  private static void attribute(Image image, Random random) {
    for (Symbol symbol : image.symbols()) {
      long address = symbol.value() + random.nextInt(16);
      image.symbolize(address);
      image.lines().at(address);
      image.inlines().at(address);
      image.frames().isFrame(address);
      image.cfi().at(address);
    }
  }

  private static void check(Outcome outcome) {
    assertTrue(outcome.counters().instructions() <= STEPS);
    outcome.profile().entries().forEach(entry -> assertTrue(entry.count() >= 0));
  }
}
