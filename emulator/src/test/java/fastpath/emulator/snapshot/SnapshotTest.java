package fastpath.emulator.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.MemoryState;
import fastpath.emulator.machine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTest {
  private static final long HERE = 0x10000;
  private static final int BYTES = 3_000_001;

  /**
   * Makes random writes, snapshots and restores, and compares the memory with copies of all bytes.
   * A failure prints the seed.
   */
  @Test
  void everySnapshotKeepsItsBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Memory memory = new Memory(new Cpu());
    memory.map(HERE, BYTES, Memory.READ | Memory.WRITE, "data");
    List<MemoryState> states = new ArrayList<>();
    List<byte[]> copies = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      for (int i = random.nextInt(20); i > 0; i--) {
        memory.store(HERE + random.nextInt(BYTES - 8), random.nextLong(), 1 << random.nextInt(4));
      }
      if (random.nextInt(10) == 0) {
        memory.write(HERE + random.nextInt(BYTES - 9000), new byte[random.nextInt(9000)]);
      }
      if (states.isEmpty() || random.nextBoolean()) {
        states.add(memory.take());
        copies.add(memory.read(HERE, BYTES));
      } else {
        int which = random.nextInt(states.size());
        memory.restore(states.get(which));
        assertArrayEquals(copies.get(which), memory.read(HERE, BYTES), "seed " + seed);
      }
      assertEquals(0, memory.dirtyPages());
    }
  }

  @Test
  void aRestoreLeavesOnlyWhatWasWrittenToCopy() {
    Memory memory = new Memory(new Cpu());
    memory.map(HERE, BYTES, Memory.READ | Memory.WRITE, "data");
    MemoryState zeros = memory.take();
    memory.store(HERE + DirtyPages.PAGE - 1, -1, 2);
    memory.store(HERE + 5, -1, 8);
    assertEquals(2, memory.dirtyPages());
    memory.restore(zeros);
    assertEquals(0, memory.dirtyPages());
    assertEquals(0, memory.load(HERE + DirtyPages.PAGE - 1, 8));
  }

  @Test
  void anotherMemoryTakesWhatIsMapped() {
    Memory memory = new Memory(new Cpu());
    memory.map(HERE, BYTES, Memory.READ | Memory.WRITE, "data");
    memory.store(HERE, 42, 8);
    MemoryState state = memory.take();
    Memory other = new Memory(new Cpu());
    other.restore(state);
    other.store(HERE, 43, 8);
    assertEquals(42, memory.load(HERE, 8));
    other.restore(state);
    assertEquals(42, other.load(HERE, 8));
    Mapping twin = other.mapping(HERE);
    other.restore(memory.take());
    assertEquals(twin, other.mapping(HERE));
  }

  /** Translated code, groups of accesses and repeated moves mark the pages that they write. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void everyEngineMarksWhatItWrites(EngineKind engine) {
    Machine m =
        SnapshotGuest.machine(
            MachineOptions.defaults().withEngine(engine),
            "mov $200,%ecx; mov %rdi,%r8",
            """
            mov %rcx,(%r8,%rcx,8); mov %ecx,2000(%r8,%rcx,4); movb $1,3000(%r8,%rcx,1);
            push %rcx; lea 3500(%r8),%rdi; mov $300,%ecx; rep stosb;
            mov %r8,%rsi; mov $20,%ecx; rep movsq; pop %rcx\
            """);
    MachineState start = m.take();
    byte[] before = SnapshotGuest.data(m);
    Outcome first = m.call("f", TestImages.DATA);
    byte[] after = SnapshotGuest.data(m);
    for (int i = 0; i < 3; i++) {
      m.restore(start);
      assertArrayEquals(before, SnapshotGuest.data(m));
      Outcome again = m.call("f", TestImages.DATA);
      assertEquals(first.counters(), again.counters());
      assertArrayEquals(after, SnapshotGuest.data(m));
    }
  }

  /** A call is paused at each of its instructions, and finished from there on two machines. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aCallGoesOnFromAnyOfItsInstructions(EngineKind engine) {
    MachineOptions options = MachineOptions.defaults().withEngine(engine);
    Machine m =
        SnapshotGuest.machine(
            options,
            "xor %eax,%eax; mov $5,%ecx",
            "push %rcx; add (%rsp),%rax; incl (%rdi,%rcx,4); pop %rcx");
    MachineState start = m.take();
    Ending whole = m.perform(m.symbol("f"), TestImages.DATA);
    byte[] after = SnapshotGuest.data(m);
    m.restore(start);
    m.begin(m.symbol("f"), TestImages.DATA);
    List<MachineState> states = new ArrayList<>();
    do {
      states.add(m.take());
    } while (m.pauseAt(states.size()) == null);
    assertEquals(whole.instructions(), states.size());
    Machine other = m.fork(start, options);
    for (MachineState state : states.reversed()) {
      for (Machine each : List.of(m, other)) {
        each.restore(state);
        assertEquals(whole, each.finish());
        assertArrayEquals(after, SnapshotGuest.data(each));
      }
    }
  }

  /**
   * A planned interrupt is delivered at its instruction, whether or not the call was paused before.
   */
  @Test
  void whatIsPlannedIsPartOfASnapshot() {
    Machine m = SnapshotGuest.machine(MachineOptions.defaults(), "mov $9,%ecx", "nop");
    m.begin(m.symbol("f"));
    m.cpu().interrupts().at(3, 0x40);
    assertNull(m.pauseAt(1));
    MachineState state = m.take();
    Ending ending = m.finish();
    assertTrue(ending.fault().message().contains("0x40"), ending.fault().message());
    m.restore(state);
    assertEquals(3, m.cpu().interrupts().nextPlanned());
    assertEquals(1, m.engine().instructions());
    assertEquals(ending, m.finish());
  }
}
