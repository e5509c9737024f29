package fastpath.emulator.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.MemoryState;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadSetTest {
  private static final long HERE = 0x10000;
  private static final int BYTES = 3 * DirtyPages.PAGE + 100;

  /**
   * Another state agrees with a read set if and only if all bytes that were read before they were
   * written are equal.
   */
  @Test
  void bytesThatWereReadFirstDecide() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Memory memory = new Memory(new Cpu());
      memory.map(HERE, BYTES, Memory.READ | Memory.WRITE, "data");
      memory.store(HERE + random.nextInt(BYTES - 8), random.nextLong(), 8);
      MemoryState start = memory.take();
      boolean[] read = new boolean[BYTES];
      ReadSet reads = memory.reads(accesses(memory, random, read), start);
      memory.restore(start);
      boolean same = true;
      for (int i = random.nextInt(4); i > 0; i--) {
        int at = random.nextInt(BYTES);
        memory.store(HERE + at, memory.load(HERE + at, 1) + 1, 1);
        same &= !read[at];
      }
      assertEquals(same, memory.take().agrees(reads), "seed " + seed + ", round " + round);
    }
  }

  /** Makes random accesses, and marks the bytes that are read before they are written. */
  private static ReadLog accesses(Memory memory, Random random, boolean[] read) {
    boolean[] seen = new boolean[BYTES];
    ReadLog log = new ReadLog();
    memory.log(log);
    for (int i = 0; i < 60; i++) {
      boolean loads = random.nextBoolean();
      int bytes = random.nextInt(8) == 0 ? 1 + random.nextInt(1500) : 1 << random.nextInt(4);
      int at = random.nextInt(BYTES - bytes);
      if (bytes > 8 && loads) {
        memory.read(HERE + at, bytes);
      } else if (bytes > 8) {
        memory.write(HERE + at, new byte[bytes]);
      } else if (loads) {
        memory.load(HERE + at, Integer.highestOneBit(bytes));
      } else {
        memory.store(HERE + at, random.nextLong(), Integer.highestOneBit(bytes));
      }
      for (int j = at; j < at + bytes; j++) {
        read[j] |= loads && !seen[j];
        seen[j] = true;
      }
    }
    memory.log(null);
    return log;
  }

  @Test
  void mappingsThatChangeLeaveNothingToCompare() {
    Memory memory = new Memory(new Cpu());
    memory.map(HERE, BYTES, Memory.READ | Memory.WRITE, "data");
    MemoryState start = memory.take();
    ReadLog log = new ReadLog();
    memory.log(log);
    memory.map(HERE + BYTES, 4096, Memory.READ, "more");
    assertNull(memory.reads(log, start));
  }

  @Test
  void codeThatChangesLeavesNothingToCompare() {
    Memory memory = new Memory(new Cpu());
    memory.map(HERE, BYTES, Memory.READ | Memory.WRITE | Memory.EXECUTE, "code");
    MemoryState start = memory.take();
    ReadLog log = new ReadLog();
    memory.log(log);
    memory.store(HERE + 5, 1, 1);
    assertNull(memory.reads(log, start));
  }

  /** rep movsb copies many bytes at once unless a log is set; its reads are logged. */
  @Test
  void bytesOfStringInstructionsCount() {
    Machine m = machine("mov $0x40,%ecx; lea 0x200(%rsi),%rdi; rep movsb");
    MachineState start = m.take();
    ReadSet reads = reads(m, start);
    m.memory().poke(TestImages.DATA + 0x3f, 1, 1);
    assertFalse(m.take().agrees(reads));
    m.memory().poke(TestImages.DATA + 0x3f, 0, 1);
    m.memory().poke(TestImages.DATA + 0x40, 1, 1);
    assertTrue(m.take().agrees(reads));
  }

  @Test
  void theTimeStampCounterIsNoByte() {
    Machine m = machine("mov (%rsi),%rax; rdtsc");
    assertNull(reads(m, m.take()));
    Machine other = machine("mov (%rsi),%rax; mov %rax,%rdx");
    assertNotNull(reads(other, other.take()));
  }

  @Test
  void aPositionHasRegistersAndWhatWaitsCountedFromThere() {
    Machine m = machine("nop; nop; nop; nop");
    m.begin(m.symbol("f"), 0, TestImages.DATA);
    m.cpu().interrupts().at(3, 0x40);
    m.pauseAt(1);
    MachineState one = m.take();
    m.pauseAt(2);
    MachineState two = m.take();
    assertNotEquals(one.position(), two.position());
    m.restore(one);
    assertEquals(one.position(), m.take().position());
    m.cpu().interrupts().at(3, 0x41);
    assertNotEquals(one.position(), m.take().position());
  }

  private static Machine machine(String once) {
    MachineOptions options = MachineOptions.defaults().withEngine(EngineKind.INTERPRETER);
    return SnapshotGuest.machine(options, once + "; mov $1,%ecx", "nop");
  }

  private static ReadSet reads(Machine m, MachineState start) {
    ReadLog log = new ReadLog();
    m.log(log);
    m.perform(m.symbol("f"), 0, TestImages.DATA);
    m.log(null);
    ReadSet reads = m.reads(log, start);
    m.restore(start);
    return reads;
  }
}
