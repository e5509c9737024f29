package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.snapshot.AccessList;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests interrupt summaries: a summary has the same effect as the interrupt, and no summary exists
 * where its effect would differ.
 */
class SummarizerTest {
  private static final int VECTOR = 0x40;
  private static final long IDT = 0xffffffff_82000000L;
  private static final long HANDLER = 0xffffffff_83000000L;
  private static final int INTERRUPT_GATE = 0x8e;
  private static final int SELECTOR = 0x10;

  /** Statements of the interrupted program, in which RSI points to data. */
  private static final List<String> PROGRAM =
      List.of(
          "mov %rax,8(%rsi)",
          "mov 16(%rsi),%rbx",
          "add 24(%rsi),%rdx",
          "add $3,%rax",
          "xor %ecx,%ecx",
          "sub %rax,%rdx",
          "push %rbx; pop %rcx",
          "push %rax; mov $5,%eax; pop %rdx",
          "incl 40(%rsi)",
          "movb $7,9(%rsi)",
          "cmp %rax,%rdx",
          "cli; nop; sti",
          "lea 1(%rax,%rdx),%rbx");

  /** Statements of a handler that saves RAX, RBX and RCX; RBX points to data. */
  private static final List<String> TRANSPARENT =
      List.of(
          "mov 16(%rbx),%rax; add $2,%rax; mov %rax,16(%rbx)",
          "incl 24(%rbx)",
          "xor %eax,%eax",
          "xor %ecx,%ecx; mov %ecx,48(%rbx)",
          "push %rdx; pop %rcx",
          "mov %rdx,56(%rbx); mov 56(%rbx),%rax",
          "push %rdi; mov $9,%edi; mov %edi,64(%rbx); pop %rdi",
          "cmpl $3,24(%rbx); sete %al; movzbl %al,%eax; mov %eax,72(%rbx)",
          "sete %al; push %rax; pop %rax",
          "testl $0x200,40(%rsp)",
          "mov 8(%rbx),%rcx");

  private static final List<Long> DATA_WORDS = List.of(8L, 16L, 24L, 32L, 40L);

  private Machine machine;

  /** The program and the handler as text for messages. */
  private String text;

  private Summarizer summarizer;

  /** A hook that pauses the machine when an interrupt handler has returned. */
  private final DeliveryHook pausing =
      new DeliveryHook() {
        @Override
        public void delivering(int vector, long instructions, Cpu cpu, Memory memory) {}

        @Override
        public void returned(long instructions, Cpu cpu, Memory memory) {
          machine.pauseAfterReturn();
        }
      };

  private void create(String program, String handler) {
    text = program + " / " + handler;
    machine =
        Machine.create(
            TestImages.code(assemble("lidt -0x7eff0000; ret;" + program + "; ret")),
            MachineOptions.defaults()
                .withEngine(EngineKind.INTERPRETER)
                .withMaxInstructions(1000)
                .withOnDelivery(pausing));
    machine.memory().map(IDT, 4096, Memory.READ | Memory.WRITE, "idt");
    machine.memory().map(HANDLER, 4096, Memory.READ | Memory.EXECUTE, "handler");
    String body = "push %rax; push %rbx; push %rcx; movabs $" + TestImages.DATA + ",%rbx;";
    String end = "; pop %rcx; pop %rbx; pop %rax; iretq";
    machine.memory().write(HANDLER, assemble(body + handler + end));
    long low =
        HANDLER & 0xffff
            | (long) SELECTOR << 16
            | (long) INTERRUPT_GATE << 40
            | (HANDLER >>> 16 & 0xffff) << 48;
    machine.memory().poke(IDT + 16L * VECTOR, low, 8);
    machine.memory().poke(IDT + 16L * VECTOR + 8, HANDLER >>> 32, 8);
    machine.memory().poke(TestImages.DATA, 4095, 2);
    machine.memory().poke(TestImages.DATA + 2, IDT, 8);
    machine.perform(TestImages.TEXT);
    for (long word : DATA_WORDS) {
      machine.memory().poke(TestImages.DATA + word, word, 8);
    }
    summarizer = machine.summarizer();
  }

  private static byte[] assemble(String statements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String s : statements.split(";")) {
      bytes.writeBytes(TestImages.assemble(s));
    }
    return bytes.toByteArray();
  }

  /** The final state of a machine. */
  private record Left(List<byte[]> memory, long[] registers, long instructions, long stack) {
    static Left of(Machine m) {
      return new Left(
          m.memory().mappings().stream().map(Mapping::bytes).map(byte[]::clone).toList(),
          withoutTime(m),
          m.engine().instructions(),
          m.engine().stackBytes());
    }

    void check(Left actual, String where) {
      for (int i = 0; i < memory.size(); i++) {
        assertArrayEquals(memory.get(i), actual.memory.get(i), where);
      }
      assertArrayEquals(registers, actual.registers, where);
      assertEquals(instructions, actual.instructions, where);
      assertEquals(stack, actual.stack, where);
    }
  }

  /**
   * Returns all registers except the time-stamp counter, which an engine sets only when it is read.
   */
  private static long[] withoutTime(Machine m) {
    long[] registers = m.cpu().registers();
    registers[State.TSC.index()] = 0;
    return registers;
  }

  /**
   * Returns snapshots before each instruction of the call at which an interrupt can be delivered.
   */
  private List<MachineState> places(List<AccessList> next) {
    List<MachineState> places = new ArrayList<>();
    machine.begin(TestImages.TEXT + 9, 0, TestImages.DATA);
    boolean goesOn = true;
    while (goesOn) {
      boolean taken = (machine.cpu().rflags() & Cpu.IF) != 0;
      if (taken) {
        places.add(machine.take());
        next.add(new AccessList());
      }
      machine.log(taken ? next.getLast() : null);
      goesOn = machine.pauseAt(machine.engine().instructions() + 1) == null;
      machine.log(null);
    }
    return places;
  }

  private void interruptAt(MachineState place) {
    machine.restore(place);
    machine.cpu().interrupts().at(machine.engine().instructions(), VECTOR);
  }

  private static String random(Random random, List<String> statements, int most) {
    return random
        .ints(1 + random.nextInt(most), 0, statements.size())
        .mapToObj(statements::get)
        .collect(Collectors.joining("; "));
  }

  /**
   * Random programs and handlers: a replayed interrupt leaves the same memory and registers as an
   * executed one.
   */
  @Test
  void replaysAreExecutions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int replayed = 0;
    for (int round = 0; round < 150; round++) {
      create(random(random, PROGRAM, 12), random(random, TRANSPARENT, 5));
      List<InterruptSummary> summaries = new ArrayList<>();
      for (MachineState place : places(new ArrayList<>())) {
        String where = "seed " + seed + ": " + text;
        interruptAt(place);
        if (machine.finish() != null) {
          // sti's interrupt shadow lasts until the call has ended.
          continue;
        }
        Left paused = Left.of(machine);
        machine.finish();
        Left ended = Left.of(machine);
        interruptAt(place);
        InterruptSummary summary = summarizer.find(summaries, place);
        if (summary != null) {
          summarizer.replay(summary, null);
          replayed++;
        } else {
          summarizer.summarize(VECTOR, place);
          if (summarizer.last() != null) {
            summaries.add(summarizer.last());
          }
        }
        paused.check(Left.of(machine), where);
        machine.finish();
        ended.check(Left.of(machine), where);
      }
    }
    assertTrue(replayed > 150, replayed + " replayed, seed " + seed);
  }

  /** If an interrupt and an instruction commute, both orders leave the same data. */
  @Test
  void commutingInterruptsLeaveTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int commuting = 0;
    for (int round = 0; round < 150; round++) {
      create(random(random, PROGRAM, 12), random(random, TRANSPARENT, 5));
      List<AccessList> next = new ArrayList<>();
      List<MachineState> places = places(next);
      for (int i = places.size() - 1; i > 0; i--) {
        interruptAt(places.get(i));
        long at = machine.engine().instructions();
        if (summarizer.summarize(VECTOR, places.get(i)) != null) {
          continue;
        }
        InterruptSummary summary = summarizer.last();
        ReadSet rest = rest();
        byte[] later = data();
        long[] registers = withoutTime(machine);
        interruptAt(places.get(i - 1));
        boolean adjacent = machine.engine().instructions() + 1 == at;
        if (summary != null
            && rest != null
            && adjacent
            && summary.commutes(places.get(i - 1), places.get(i), next.get(i - 1), rest)) {
          machine.finish();
          machine.finish();
          assertArrayEquals(later, data(), "seed " + seed + ": " + text);
          assertArrayEquals(registers, withoutTime(machine), "seed " + seed);
          commuting++;
        }
      }
    }
    assertTrue(commuting > 150, commuting + " commute, seed " + seed);
  }

  /** Finishes the call and returns its read set. */
  private ReadSet rest() {
    MachineState returned = machine.take();
    ReadLog log = new ReadLog();
    machine.log(log);
    machine.finish();
    machine.log(null);
    return machine.reads(log, returned);
  }

  /** Returns the data without the words to which a handler copies registers. */
  private byte[] data() {
    byte[] data = machine.memory().read(TestImages.DATA, 128);
    Arrays.fill(data, 56, 64, (byte) 0);
    return data;
  }

  /**
   * A handler whose effect depends on an interrupted register, or that does not restore it, has no
   * summary.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "add %rdx,32(%rbx)",
        "mov %edx,32(%rbx)",
        "test %rdx,%rdx; cmove %rbx,%rcx; mov %rcx,32(%rbx)",
        "mov (%rsi),%rax",
        "sete %al; movzbl %al,%eax; mov %eax,32(%rbx)",
        "sbb %eax,%eax; mov %eax,32(%rbx)",
        "pushf; pop %rcx; mov %rcx,32(%rbx)",
        "push %rdx; movb $1,1(%rsp); pop %rcx",
        "mov %rdx,32(%rbx); mov 33(%rbx),%eax; mov %eax,48(%rbx)",
        "mov 24(%rsp),%rax; add $1,%rax; mov %rax,24(%rsp)",
        "mov %rdx,%rdi",
        "incq %rdx",
        "rdtsc; mov %eax,32(%rbx)",
        "mov 48(%rsp),%rax; mov (%rax),%rcx",
        "cmp $0x1000,%rdx",
      })
  void whatDependsOnRegistersHasNoSummary(String handler) {
    boolean harmless = handler.startsWith("cmp");
    create("mov $1,%edx; nop", handler);
    MachineState place = places(new ArrayList<>()).get(1);
    interruptAt(place);
    Ending ending = summarizer.summarize(VECTOR, place);
    assertNull(ending);
    if (harmless) {
      assertNotNull(summarizer.last());
    } else {
      assertNull(summarizer.last(), handler);
    }
  }
}
