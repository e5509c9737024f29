package fastpath.emulator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.Tools;
import fastpath.emulator.debug.DebugException;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the linker with object files of gcc and clang, and with inputs that must not link. */
class LinkerTest {
  private static final String KERNEL = "-O1 -w -fno-pic -mcmodel=kernel -mno-sse -mno-red-zone";

  @TempDir Path directory;

  private ObjectFile object(String name, String compiler, String c, String options) {
    return ObjectFile.read(name, Tools.compile(directory, compiler, c, options.split(" ")));
  }

  private static long call(LinkOptions options, List<ObjectFile> objects, long... arguments) {
    Outcome o =
        Machine.create(Linker.link(objects, options), MachineOptions.defaults())
            .call("f", arguments);
    assertEquals(Stop.RETURN, o.stop(), () -> o.fault().message());
    return o.value();
  }

  /** Each case is two source files separated by "----"; f returns 42. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "int g(int); int f(void) { return g(40); } ---- int g(int a) { return a + 2; }",
        "int common __attribute__((common)); int f(void) { return common + (long)&common % 8; }"
            + " ---- int common = 42;",
        "int common[100] __attribute__((common)); int f(void) { common[99] = 42; return *h(); }"
            + " ---- int common[10] __attribute__((common)); int *h(void) { return common + 99; }",
        "__attribute__((weak)) int g(void) { return 1; } int f(void) { return g(); } ----"
            + " int g(void) { return 42; }",
        "int g(void) __attribute__((weak)); int f(void) { return g ? 1 : 42; } ---- int h;",
        "extern int g; int *p = &g, *q[2] = {&g + 1, &g}; int f(void) { return *p + *q[1]; } ----"
            + " int g = 21;",
        "static int a = 40; static const int b[3] = {0, 1, 2}; int f(int x) { return a + b[x + 2];"
            + " } ---- static int a = 1; int h(void) { return a++; }",
        "extern int (*table[])(void); int f(void) { return table[1](); } ---- static int one(void)"
            + " { return 1; } static int two(void) { return 42; } int (*table[])(void) = {one,"
            + " two};",
        "char zeros[5000]; int f(void) { return zeros[4999] + 42; } ---- char zeros2[100000];",
        "extern char end[] asm(\"__stop_things\"), start[] asm(\"__start_things\"); int f(void) {"
            + " return end - start; } ---- char x[42] __attribute__((section(\"things\"))) = {1};",
        "extern int v __attribute__((section(\".data..percpu\"))); int f(void) { int x; asm(\"movl"
            + " %%gs:v(%%rip), %0\" : \"=r\"(x)); return x + (long)&v; } ---- int v"
            + " __attribute__((section(\".data..percpu\"))) = 42;",
        "extern char g[]; asm(\"k: mov $g, %eax; ret\"); char *k(void); int f(void) { return *k(); }"
            + " ---- char g[] = {42};",
        "int g(int); int f(void) { return g(1); } ---- int g(int a) { switch (a) { case 0: return"
            + " 7; case 1: return 42; case 2: return g(5); case 3: return 8; case 4: return a; case"
            + " 5: return g(0); } return 0; }",
      })
  void links(String files) {
    String[] parts = files.split("----");
    boolean near = parts[0].contains("*h()") || parts[0].contains("percpu");
    String prefix = parts[0].contains("*h()") ? "int *h(void);" : "";
    for (String command :
        List.of("gcc " + KERNEL, "gcc -O2 -w -fpic -mno-sse", "clang " + KERNEL)) {
      if (command.contains("kernel") || !near) {
        String[] compiler = command.split(" ", 2);
        ObjectFile one = object("one.o", compiler[0], prefix + parts[0], compiler[1]);
        ObjectFile two = object("two.o", compiler[0], parts[1], compiler[1]);
        assertEquals(42, (int) call(LinkOptions.kernel(), List.of(one, two)), command);
        assertEquals(42, (int) call(LinkOptions.low(), List.of(two, one)), command);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int g(void); int f(int a) { return a + g(); } | int h; | one.o: f+0x | : undefined symbol"
            + " g referenced",
        "int x = 1; | int x = 2; | two.o: symbol x is defined in one.o too | ''",
        "char z[300 << 20]; | int h; | section .bss makes the image larger than 256 MiB | ''",
        "extern char g[]; void f(void) { asm(\".short g\"); } | char g[9]; | one.o: f | does not fit",
      })
  void refuses(String one, String two, String begins, String contains) {
    List<ObjectFile> objects =
        List.of(
            object("one.o", "gcc", one, "-w -O1 -fno-pic"),
            object("two.o", "gcc", two, "-w -O1 -fno-pic"));
    LinkException e =
        assertThrows(LinkException.class, () -> Linker.link(objects, LinkOptions.kernel()));
    assertTrue(e.getMessage().startsWith(begins), e.getMessage());
    assertTrue(e.getMessage().contains(contains), e.getMessage());
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  @Test
  void comdatGroupsAreTakenOnce() {
    Tools.need("as");
    String c =
        """
        asm(".section .text.inline,\\"axG\\",@progbits,inline,comdat\\n"
            ".weak inline\\n.type inline, @function\\n"
            "inline: mov $21, %eax\\nret\\n.size inline, .-inline\\n.text");
        """;
    ObjectFile one =
        object(
            "one.o",
            "gcc",
            c
                + "int inline_(void) asm(\"inline\"); int g(void);"
                + "int f(void) { return inline_() + g(); }",
            KERNEL);
    ObjectFile two =
        object(
            "two.o",
            "gcc",
            c + "int inline_(void) asm(\"inline\");" + "int g(void) { return inline_(); }",
            KERNEL);
    assertEquals(42, call(LinkOptions.kernel(), List.of(one, two)));
    Image image = Linker.link(List.of(one, two), LinkOptions.kernel());
    assertEquals(
        6,
        image.sections().stream()
            .filter(s -> s.name().equals(".text.inline"))
            .mapToLong(Section::size)
            .sum());
  }

  @Test
  void theExceptionTableMendsAFault() {
    String c =
        """
        int f(int *from) {
          int error = 0, value = 5;
          asm volatile("1: movl %2, %1\\n2:\\n"
              ".section .fixup,\\"ax\\"\\n3: movl $-14, %0\\n xorl %1, %1\\n jmp 2b\\n.previous\\n"
              ".section __ex_table,\\"a\\"\\n.balign 4\\n.long 1b - ., 3b - .\\n.previous"
              : "+r"(error), "+r"(value) : "m"(*from));
          return error + value;
        }
        """;
    ObjectFile o = object("f.o", "gcc", c, KERNEL);
    Machine m =
        Machine.create(Linker.link(List.of(o), LinkOptions.kernel()), MachineOptions.defaults());
    m.memory().map(0x400000, 4096, 3, "mapped");
    m.memory().poke(0x400000, 77, 4);
    assertEquals(77, m.call("f", 0x400000).value());
    long count = m.call("f", 0x400000).counters().instructions();
    Outcome absent = m.call("f", 0x500000);
    assertEquals(-14, (int) absent.value());
    assertEquals(count - 1 + 3, absent.counters().instructions());
    assertEquals(absent.counters().instructions(), absent.counters().ownInstructions());
  }

  /**
   * Truncated and altered object files: the linker throws a LinkException or makes an image, and
   * nothing else.
   */
  @Test
  void survivesDamagedFiles() {
    byte[] elf =
        Tools.compile(
            directory,
            "gcc",
            "int g; static int h(int x) { return g + x; } int (*p)(int) = h; int f(int a) { return"
                + " h(a) + p(a); }",
            "-O1",
            "-g",
            "-ffunction-sections",
            "-fno-pic");
    for (int length = 0; length < elf.length; length += 97) {
      byte[] cut = Arrays.copyOf(elf, length);
      assertThrows(LinkException.class, () -> ObjectFile.read("cut.o", cut));
    }
    List<String> messages = new ArrayList<>();
    for (int seed = 0; seed < 2000; seed++) {
      Random r = new Random(seed);
      byte[] damaged = elf.clone();
      int table = (int) ElfBytes.i64(elf, 40);
      for (int n = 1 + r.nextInt(4); n > 0; n--) {
        // Half of the alterations are in the headers, where they have more effect.
        int at = r.nextBoolean() ? r.nextInt(elf.length) : r.nextInt(2) * table + r.nextInt(64);
        damaged[Math.min(at, elf.length - 1)] = (byte) r.nextInt();
      }
      try {
        Image image =
            Linker.link(List.of(ObjectFile.read("damaged.o", damaged)), LinkOptions.kernel());
        image.symbolize(LinkOptions.KERNEL);
        image.frames().isFrame(LinkOptions.KERNEL);
        image.inlines().at(LinkOptions.KERNEL);
      } catch (LinkException | DebugException e) {
        messages.add(e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(messages.stream().allMatch(m -> m.lines().count() == 1));
  }

  /**
   * An undefined symbol that is not reached is not needed; one that is reached is reported with its
   * name and its user.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int g(void); int f(int a) { return a ? g() + 1 : 42; } | g, called from f+0x",
        "int g(void); int f(int a) { return a ? g() : 42; } | g, jumped to from f+0x",
        "extern int v; int f(int a) { return a ? v : 42; } | v (reading 0x",
        "extern int v[9]; int f(int a) { return a ? v[7]++ : 42; } | v (reading 0x",
        "int g(void); int (*p)(void) = g; int f(int a) { return a ? p() + 1 : 42; } | g, called from f",
      })
  void undefinedSymbolsAreTraps(String c, String detail) {
    for (LinkOptions where : List.of(LinkOptions.kernel(), LinkOptions.low())) {
      for (String options : List.of(KERNEL + " -O2", "-O2 -w -fpic -mno-sse")) {
        List<ObjectFile> objects = List.of(object("one.o", "gcc", c, options));
        assertThrows(LinkException.class, () -> Linker.link(objects, where));
        Image image = Linker.link(objects, where.withTraps());
        Machine machine = Machine.create(image, MachineOptions.defaults());
        assertEquals(42, machine.call("f", 0).value());
        Outcome reached = machine.call("f", 1);
        assertEquals(Fault.Kind.UNDEFINED, reached.fault().kind());
        assertTrue(reached.fault().detail().startsWith(detail), reached.fault().detail());
        assertEquals(List.of(detail.substring(0, 1)), image.undefined().names());
      }
    }
  }
}
