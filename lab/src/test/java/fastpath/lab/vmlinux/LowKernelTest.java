package fastpath.lab.vmlinux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests that a made kernel, moved to a low address, equals the kernel that a linker makes for that
 * address.
 */
class LowKernelTest {
  private static final MadeKernel KERNEL = new MadeKernel();

  private static byte[] open(byte[] relocations) {
    byte[] elf = KERNEL.elf(MadeKallsyms.bytes(KERNEL.symbols(), MadeKallsyms.Layout.PER_CPU, 0));
    byte[] all = Arrays.copyOf(elf, elf.length + relocations.length);
    System.arraycopy(relocations, 0, all, elf.length, relocations.length);
    return KernelFile.open("vmlinuz", all, Optional::empty);
  }

  private static Image low() {
    byte[] moved = LowKernel.of("vmlinuz", open(KERNEL.relocations())).orElseThrow();
    return Linker.link(List.of(ObjectFile.read("vmlinuz", moved)), LinkOptions.low());
  }

  @Test
  void bytesAndSymbolsAreThoseOfALinkAtThatAddress() {
    Image low = low();
    Image linked = MadeKernel.linked(LinkOptions.low().textBase());
    for (int i = 0; i < linked.segments().size(); i++) {
      assertEquals(linked.segments().get(i).address(), low.segments().get(i).address());
      assertArrayEquals(linked.segments().get(i).bytes(), low.segments().get(i).bytes());
    }
    for (String name : List.of("gcd", "guarded", "init_stack", "current_task", "stops")) {
      assertEquals(linked.address(name), low.address(name), name);
    }
    assertEquals(linked.address("__stop___bug_table"), low.address("__stop___bug_table"));
  }

  @Test
  void itRunsThere() {
    Image image = low();
    RunningKernel running = RunningKernel.of(image).orElseThrow();
    MachineOptions options = MachineOptions.defaults();
    options = options.withAddresses(running.onIdleStack(options).addresses().low());
    Machine machine = Machine.create(image, running.onIdleStack(options));
    running.start(machine);
    assertEquals(MachineAddresses.LOW.perCpu(), machine.addresses().perCpu());
    assertEquals(6, machine.call("gcd", 12, 18).value());
    assertEquals(7, machine.call("current_word").value());
    assertEquals(1, machine.call("stack_is_own").value());
    assertEquals(1, machine.call("offset_is_set").value());
    assertEquals(-14, machine.call("guarded", 0x1000).value());
    assertEquals(3, machine.call("warns").value());
  }

  @Test
  void withoutRelocationsItStays() {
    assertEquals(
        Optional.empty(), LowKernel.of("vmlinuz", MadeKernel.object("a.S", ".text\nret").elf()));
  }

  @Test
  void damageIsOneLine() {
    byte[] outside = KERNEL.relocations();
    Words.put32(outside, outside.length - 4, 0x12345678);
    assertTrue(
        assertThrows(LinkException.class, () -> LowKernel.of("vmlinuz", open(outside)))
            .getMessage()
            .startsWith("vmlinuz: damaged kernel image: a relocation leads to 0x12345678"));
  }
}
