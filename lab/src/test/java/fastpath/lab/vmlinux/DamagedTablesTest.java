package fastpath.lab.vmlinux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes bytes in one table of a made kernel: the kernel is refused with a message of one line, or
 * its functions end in some way. The property {@code fastpath.kernel.cases} sets the number of
 * cases for each table, and {@code fastpath.kernel.seed} the seed of the random changes.
 */
class DamagedTablesTest {
  private static final int CASES = Integer.getInteger("fastpath.kernel.cases", 100);
  private static final MachineOptions OPTIONS =
      MachineOptions.defaults().withMaxInstructions(10_000);
  private static final List<String> FUNCTIONS =
      List.of("gcd", "guarded", "warns", "stops", "current_word");

  /** The time limit of one case in seconds, a thousand times the usual time. */
  private static final int LONGEST = 20;

  private static final String MODULE =
      """
      .text
      .globl shared
      .type shared, @function
      shared:
        mov $1, %eax
      1: mov (%rdi), %rax
      2: call gcd
      3: ud2
        ret
      .size shared, . - shared
      .section __ex_table,"a"
      .balign 4
      .long 1b - ., 2b - ., 17 + (-14 << 16)
      .section .names,"a"
      name: .asciz "module.c"
      .section __bug_table,"aw"
      .long 3b - .
      .long name - .
      .short 7, 1
      """;

  private static byte[] elf;
  private static byte[] opened;

  @BeforeAll
  static void make() {
    MadeKernel kernel = new MadeKernel();
    byte[] kallsyms = MadeKallsyms.bytes(kernel.symbols(), MadeKallsyms.Layout.PER_CPU, 0);
    byte[] bare = kernel.elf(kallsyms);
    byte[] relocations = kernel.relocations();
    elf = Arrays.copyOf(bare, bare.length + relocations.length);
    System.arraycopy(relocations, 0, elf, bare.length, relocations.length);
    opened = KernelFile.open("k", elf, Optional::empty);
  }

  /** An operation on a kernel that has a damaged table. */
  private interface Use {
    void of(byte[] kernel);
  }

  private static int refused(byte[] whole, int from, int size, Use use) {
    Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int value = random.nextBoolean() ? random.nextInt() : random.nextInt(4);
        damaged[from + random.nextInt(size)] = (byte) value;
      }
      try {
        Assertions.assertTimeout(Duration.ofSeconds(LONGEST), () -> use.of(damaged));
      } catch (LinkException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        refused++;
      }
    }
    return refused;
  }

  private static void callEverything(List<ObjectFile> files, List<String> functions) {
    Image image = Linker.link(files, LinkOptions.kernel().withTraps());
    Machine machine = Machine.create(image, OPTIONS);
    for (String function : functions) {
      if (image.symbol(function).isPresent()) {
        Outcome outcome = machine.call(function, 0x1000, 18);
        assertTrue(outcome.fault() == null || !outcome.fault().message().contains("\n"));
      }
    }
    machine.warnings().forEach(line -> assertFalse(line.contains("\n"), line));
  }

  @ParameterizedTest
  @CsvSource({"__ex_table", "__bug_table", ".data..percpu", ".symtab", ".strtab", ".text"})
  void aTableOfAnOpenedKernel(String table) {
    KernelSection s = section(opened, table);
    refused(
        opened,
        s.offset(),
        s.size(),
        kernel -> callEverything(List.of(ObjectFile.read("k", kernel)), FUNCTIONS));
  }

  @Test
  void kallsyms() {
    KernelSection s = section(elf, ".rodata");
    int refused =
        refused(
            elf,
            s.offset(),
            s.size(),
            kernel ->
                callEverything(
                    List.of(ObjectFile.read("k", KernelFile.open("k", kernel, Optional::empty))),
                    FUNCTIONS));
    assertTrue(refused > 0);
  }

  @Test
  void relocations() {
    KernelSection s = section(opened, SymbolTable.RELOCATIONS);
    int refused =
        refused(
            opened,
            s.offset(),
            s.size(),
            kernel ->
                LowKernel.of("k", kernel)
                    .ifPresent(
                        low -> callEverything(List.of(ObjectFile.read("k", low)), FUNCTIONS)));
    assertTrue(refused > 0);
  }

  @Test
  void modules() {
    byte[] module = MadeKernel.object("module.S", MODULE).elf();
    ObjectFile kernel = ObjectFile.read("k", opened);
    int refused =
        refused(
            module,
            0,
            module.length,
            damaged ->
                callEverything(
                    List.of(ObjectFile.read("module.ko", damaged), kernel), List.of("shared")));
    assertTrue(refused > 0);
  }

  private static KernelSection section(byte[] file, String name) {
    return KernelSection.of(file).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
