package fastpath.lab.vmlinux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Opens a made kernel in every compression and every layout of kallsyms, undamaged and damaged. */
class KernelFileTest {
  private static MadeKernel kernel;
  private static byte[] elf;

  @BeforeAll
  static void make() {
    kernel = new MadeKernel();
    elf = kernel.elf(MadeKallsyms.bytes(kernel.symbols(), MadeKallsyms.Layout.PER_CPU, 0));
  }

  private static byte[] open(byte[] file) {
    return KernelFile.open("vmlinuz", file, Optional::empty);
  }

  private static Machine machine(byte[] file) {
    ObjectFile object = ObjectFile.read("vmlinuz", open(file));
    Image image = Linker.link(List.of(object), LinkOptions.kernel());
    RunningKernel running = RunningKernel.of(image).orElseThrow();
    Machine machine = Machine.create(image, running.onIdleStack(MachineOptions.defaults()));
    running.start(machine);
    return machine;
  }

  @ParameterizedTest
  @EnumSource
  void isUnpacked(Compression compression) throws IOException {
    byte[] file = MadeVmlinuz.bytes(elf, compression);
    assertTrue(KernelFile.needsOpening(file));
    assertEquals("6.1.0-made (we) #1", new Vmlinuz("vmlinuz", file).release());
    Vmlinuz.Unpacked unpacked = new Vmlinuz("vmlinuz", file).unpack();
    assertArrayEquals(elf, Arrays.copyOf(unpacked.bytes(), unpacked.size()));
    assertEquals(6, machine(file).call("gcd", 12, 18).value());
  }

  @ParameterizedTest
  @EnumSource
  void symbolsAreThoseOfTheLinker(MadeKallsyms.Layout layout) {
    List<Kallsyms.Entry> symbols = kernel.symbols();
    if (layout == MadeKallsyms.Layout.RELATIVE) {
      symbols = symbols.stream().filter(s -> s.address() < 0).toList();
    }
    byte[] section = MadeKallsyms.bytes(symbols, layout, 0);
    assertEquals(Optional.of(symbols), Kallsyms.read(section));
  }

  @Test
  void aNameMayHaveMoreThan127Bytes() {
    byte[] section = MadeKallsyms.bytes(kernel.symbols(), MadeKallsyms.Layout.BEHIND, 300);
    assertEquals(
        1,
        Kallsyms.read(section).orElseThrow().stream()
            .filter(s -> s.name().equals("gcd" + "x".repeat(300)))
            .count());
  }

  @Test
  void manySymbolsHaveManyMarkers() {
    List<Kallsyms.Entry> many =
        java.util.stream.IntStream.range(0, 1000)
            .mapToObj(i -> new Kallsyms.Entry('t', "f" + i, 0xffffffff81000000L + 16 * i))
            .toList();
    for (MadeKallsyms.Layout layout : MadeKallsyms.Layout.values()) {
      assertEquals(Optional.of(many), Kallsyms.read(MadeKallsyms.bytes(many, layout, 0)));
    }
  }

  @Test
  void aFunctionEndsBeforeItsPadding() {
    Image image = Linker.link(List.of(ObjectFile.read("k", open(elf))), LinkOptions.kernel());
    assertEquals(9, image.symbol("guarded").orElseThrow().size());
    assertTrue(image.symbol("gcd").orElseThrow().isFunction());
    assertTrue(image.isPerCpu(image.symbol("current_task").orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "current_word, 7",
    "stack_is_own, 1",
    "offset_is_set, 1",
    "warns, 3",
  })
  void theCpuIsIdle(String function, long value) {
    assertEquals(value, machine(elf).call(function).value());
  }

  @Test
  void aFaultIsMendedByTheKernelsTable() {
    assertEquals(-14, machine(elf).call("guarded", 0x1000).value());
  }

  @Test
  void aModuleUsesTheKernelAndHasTablesOfItsOwn() {
    ObjectFile module =
        MadeKernel.object(
            "module.S",
            """
            .text
            .globl shared
            .type shared, @function
            shared: call gcd
              ret
            .globl careful
            .type careful, @function
            careful:
            1: mov (%rdi), %rax
            2: ret
            .globl loud
            .type loud, @function
            loud:
              mov $4, %eax
            3: ud2
              ret
            .section __ex_table,"a"
            .balign 4
            .long 1b - ., 2b - ., 17 + (-14 << 16)
            .section .names,"a"
            name: .asciz "module.c"
            .section __bug_table,"aw"
            .long 3b - .
            .long name - .
            .short 7, 1
            """);
    ObjectFile opened = ObjectFile.read("vmlinuz", open(elf));
    Image image = Linker.link(List.of(module, opened), LinkOptions.kernel());
    Machine m = Machine.create(image, MachineOptions.defaults());
    assertEquals(6, m.call("shared", 12, 18).value());
    assertEquals(-14, m.call("careful", 0x1000).value());
    assertEquals(-14, m.call("guarded", 0x1000).value());
    assertEquals(4, m.call("loud").value());
    assertEquals(List.of("WARNING: at module.c:7, in loud+0x5"), m.warnings());
  }

  @Test
  void aModuleMayBeCompressed() throws IOException {
    byte[] xz = MadeVmlinuz.packed(elf, Compression.XZ);
    assertArrayEquals(elf, CompressedFile.unpack("m.ko.xz", xz));
    assertArrayEquals(
        elf, CompressedFile.unpack("m.ko.gz", MadeVmlinuz.packed(elf, Compression.GZIP)));
    assertArrayEquals(elf, CompressedFile.unpack("m.ko", elf));
    xz[xz.length / 2] ^= 1;
    LinkException e = assertThrows(LinkException.class, () -> CompressedFile.unpack("m.ko.xz", xz));
    assertTrue(e.getMessage().startsWith("m.ko.xz: damaged compressed file: "), e.getMessage());
  }

  @Test
  void twoKernelsAreNotOneProgram() {
    List<ObjectFile> files = List.of(ObjectFile.read("a", elf), ObjectFile.read("b", elf));
    LinkException e =
        assertThrows(LinkException.class, () -> Linker.link(files, LinkOptions.kernel()));
    assertEquals(
        "a and b cannot be one program: both are linked at 0xffffffff81000000", e.getMessage());
  }

  @Test
  void aWarningGoesOnAndABugStops() {
    Machine m = machine(elf);
    m.call("warns");
    assertEquals(List.of("WARNING: at lib/made.c:42, in warns+0x5"), m.warnings());
    Outcome o = m.call("stops");
    assertEquals("ud2, kernel BUG at lib/made.c:43", o.fault().detail());
  }

  @Test
  void aSystemMapServesWhereThereIsNoKallsyms() {
    byte[] bare = kernel.elf(new byte[256]);
    LinkException e =
        assertThrows(LinkException.class, () -> KernelFile.open("k", bare, Optional::empty));
    assertEquals(
        "k: no symbols: no kallsyms of a layout known here, and no System.map beside it",
        e.getMessage());
    String map =
        kernel.symbols().stream()
            .map(s -> "%016x %c %s\n".formatted(s.address(), s.type(), s.name()))
            .collect(Collectors.joining());
    String padded = map + "ffffffffff600000 A filler\n".repeat(100);
    byte[] opened = KernelFile.open("k", bare, () -> Optional.of(padded));
    assertEquals(6, call(opened, "gcd", 12, 18));
  }

  private static long call(byte[] elf, String function, long... arguments) {
    Image image = Linker.link(List.of(ObjectFile.read("k", elf)), LinkOptions.kernel());
    return Machine.create(image, MachineOptions.defaults()).call(function, arguments).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x206 | 7 | boot protocol 2.07 does not tell where the kernel is; 2.08 (Linux 2.6.26) does",
        "0x723 | 0 | damaged kernel image: the payload begins with 0x00088b00, which no compression"
            + " of a kernel does",
      })
  void whatIsDamagedIsSaid(int at, int value, String message) throws IOException {
    byte[] file = MadeVmlinuz.bytes(elf, Compression.GZIP);
    file[at] = (byte) value;
    LinkException e = assertThrows(LinkException.class, () -> open(file));
    assertEquals("vmlinuz: " + message, e.getMessage());
  }

  /**
   * Changes bytes and cuts off the end of a bzImage: the image is refused with a message of one
   * line, or is opened.
   */
  @ParameterizedTest
  @EnumSource
  void damageIsALine(Compression compression) throws IOException {
    byte[] file = MadeVmlinuz.bytes(elf, compression);
    Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
    Map<Boolean, Integer> ends = new TreeMap<>();
    for (int i = 0; i < Integer.getInteger("fastpath.kernel.cases", 100); i++) {
      byte[] damaged = file.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[0x1f0 + random.nextInt(file.length - 0x1f0)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(damaged, file.length - (i % 4 == 0 ? random.nextInt(2000) : 0));
      boolean opened;
      try {
        opened = !KernelFile.needsOpening(cut) || open(cut).length > 0;
      } catch (LinkException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        opened = false;
      }
      ends.merge(opened, 1, Integer::sum);
    }
    assertTrue(ends.getOrDefault(false, 0) > 0, ends::toString);
  }
}
