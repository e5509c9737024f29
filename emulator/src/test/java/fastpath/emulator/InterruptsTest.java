package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests interrupts and exceptions delivered through an interrupt descriptor table in guest memory.
 */
class InterruptsTest {
  private static final long IDT = 0xffffffff_82000000L;
  private static final long HANDLERS = 0xffffffff_83000000L;
  private static final int HANDLER_BYTES = 256;
  private static final int INTERRUPT_GATE = 0x8e;
  private static final int TRAP_GATE = 0x8f;
  private static final int SELECTOR = 0x10;

  private final List<String> delivered = new ArrayList<>();

  /**
   * Creates a machine whose guest has loaded its interrupt descriptor table.
   *
   * @param handlers handlers as {@code vector: statements}, separated by '/'; a star after the
   *     vector makes the gate a trap gate
   */
  private Machine machine(String code, String handlers) {
    Machine m =
        Machine.create(
            TestImages.code(assemble("lidt -0x7eff0000; ret;" + code)),
            MachineOptions.defaults()
                .withMaxInstructions(1000)
                .withOnDelivery((v, n, cpu, memory) -> delivered.add(v + "@" + n)));
    m.memory().map(IDT, 4096, Memory.READ | Memory.WRITE, "idt");
    m.memory().map(HANDLERS, 256 * HANDLER_BYTES, Memory.READ | Memory.EXECUTE, "handlers");
    for (String handler : handlers.split("/")) {
      String[] parts = handler.split(":", 2);
      boolean trap = parts[0].contains("*");
      gate(m, Integer.parseInt(parts[0].replace("*", "").strip()), trap, parts[1]);
    }
    m.memory().poke(TestImages.DATA, 4095, 2);
    m.memory().poke(TestImages.DATA + 2, IDT, 8);
    assertEquals(Stop.RETURN, m.call("f").stop());
    assertEquals(IDT, m.cpu().get(State.IDTR_BASE));
    assertEquals(4095, m.cpu().get(State.IDTR_LIMIT));
    return m;
  }

  /** Assembles statements; a relative branch is written as its bytes, {@code #e2fe}. */
  private static byte[] assemble(String statements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String s : statements.split(";")) {
      bytes.writeBytes(
          s.contains("#")
              ? HexFormat.of().parseHex(s.strip().substring(1))
              : TestImages.assemble(s));
    }
    return bytes.toByteArray();
  }

  private static void gate(Machine m, int vector, boolean trap, String statements) {
    long at = HANDLERS + (long) HANDLER_BYTES * vector;
    m.memory().write(at, assemble(statements));
    long attributes = trap ? TRAP_GATE : INTERRUPT_GATE;
    long low = at & 0xffff | (long) SELECTOR << 16 | attributes << 40 | (at >>> 16 & 0xffff) << 48;
    m.memory().poke(IDT + 16L * vector, low, 8);
    m.memory().poke(IDT + 16L * vector + 8, at >>> 32, 8);
  }

  /** Address of the tested code, which follows lidt (with its displacement) and ret. */
  private static final long CODE = TestImages.TEXT + 9;

  private static Outcome call(Machine m, String events) {
    for (String event : events.strip().split(" ")) {
      String[] parts = event.split(":");
      if (parts[0].startsWith("/")) {
        m.cpu().interrupts().every(Long.parseLong(parts[0].substring(1)), vector(parts));
      } else if (parts[0].equals("hlt")) {
        m.cpu().interrupts().whenHalted(vector(parts));
      } else if (parts.length == 2) {
        m.cpu().interrupts().at(Long.parseLong(parts[0]), vector(parts));
      }
    }
    return m.call(CODE);
  }

  private static int vector(String[] parts) {
    return Integer.parseInt(parts[1]);
  }

  /**
   * Columns: code, handlers, events as instruction:vector, deliveries as vector@instruction, value,
   * instructions.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nop; nop; mov $5,%eax; ret | 32: iretq | 0:32 | 32@0 | 5 | 5",
        "nop; nop; mov $5,%eax; ret | 32: iretq | 3:32 | 32@3 | 5 | 5",
        "nop; nop; mov $5,%eax; ret | 32: iretq | 4:32 |      | 5 | 4",
        // Several requests: the highest vector is delivered first, and the next one after the first
        // handler has returned.
        "nop; ret | 32: iretq / 40: iretq | 0:32 0:40 | 40@0 32@1 | 0 | 4",
        "nop; ret | 32: iretq | 0:32 0:32 | 32@0 | 0 | 3",
        // An interrupt gate blocks the next interrupt; a trap gate does not, and neither does a
        // handler that executes sti.
        "nop; ret | 32: nop; nop; iretq / 33: iretq | 0:32 1:33 | 32@0 33@3 | 0 | 6",
        "nop; ret | 32*: nop; nop; iretq / 33: iretq | 0:32 1:33 | 32@0 33@1 | 0 | 6",
        "nop; ret | 32: sti; nop; nop; iretq / 33: iretq | 0:32 1:33 | 32@0 33@2 | 0 | 7",
        // An interrupt that arrives between a handler's last instruction and its iretq.
        "nop; ret | 32: sti; nop; iretq / 33: iretq | 0:32 2:33 | 32@0 33@2 | 0 | 6",
        // A request masked by IF: delivered when sti, popf or iretq sets IF, and after sti's
        // interrupt shadow.
        "cli; nop; nop; sti; nop; nop; ret | 32: iretq | 1:32 | 32@5 | 0 | 8",
        "cli; nop; nop; sti; nop; nop; ret | 32: iretq | 4:32 | 32@5 | 0 | 8",
        "sti; nop; ret | 32: iretq | 1:32 | 32@1 | 0 | 4",
        "pushf; cli; nop; popf; nop; ret | 32: iretq | 2:32 | 32@4 | 0 | 7",
        "cli; nop; ret | 32: iretq | 1:32 |  | 0 | 3",
        // NMI: not masked by IF; a second NMI is blocked until iretq.
        "cli; nop; ret | 2: iretq | 1:2 | 2@1 | 0 | 4",
        "nop; ret | 2: nop; nop; iretq | 0:2 1:2 | 2@0 2@3 | 0 | 8",
        "nop; ret | 2: sti; nop; nop; iretq / 32: iretq | 0:2 1:32 2:2 | 2@0 32@2 2@3 | 0 | 11",
        // hlt waits for a planned interrupt.
        "hlt; mov $7,%eax; ret | 32: iretq | 900:32 | 32@1 | 7 | 4",
        "cli; sti; hlt; mov $7,%eax; ret | 32: iretq | 1:32 | 32@3 | 7 | 6",
        // An interrupt planned for a halt is delivered once, when the CPU halts with no other
        // interrupt requested.
        "nop; hlt; nop; ret | 32: iretq / 33: iretq | hlt:32 3:33 | 32@2 33@3 | 0 | 6",
        "hlt; hlt; ret | 32: iretq / 33: iretq | hlt:32 900:33 | 32@1 33@3 | 0 | 5",
        "hlt; hlt; ret | 32: iretq / 33: iretq | hlt:32 1:33 | 33@1 32@3 | 0 | 5",
        "nop; nop; ret | 32: iretq | hlt:32 | | 0 | 3",
        // A timer: three ticks during six instructions of the loop and three of the handlers.
        "mov $3,%ecx; #e2fe; ret | 32: iretq | /2:32 | 32@2 32@4 32@6 | 0 | 8",
        // A CPU sends an interrupt to itself: delivered at once, or when IF is set; as an NMI if
        // the delivery mode says so.
        "mov $0x830,%ecx; mov $0x28,%eax; wrmsr; nop; ret | 40: iretq | | 40@3 | 40 | 6",
        "cli; mov $0x830,%ecx; mov $0x28,%eax; wrmsr; sti; nop; ret | 40: iretq | | 40@6 | 40 | 8",
        "cli; mov $0x830,%ecx; mov $0x40400,%eax; wrmsr; nop; ret | 2: iretq | | 2@4 | 0x40400 | 7",
        // Software interrupts and exceptions: execution continues after a trap, and repeats the
        // instruction after a fault.
        "int $0x30; mov $9,%eax; ret | 48: iretq | | 48@1 | 9 | 4",
        "cli; int3; mov $9,%eax; ret | 3: iretq | | 3@2 | 9 | 5",
        "ud2; ret | 6: mov $6,%eax; addq $2,(%rsp); iretq | | 6@0 | 6 | 4",
        "div %ecx; ret | 0: mov $4,%eax; mov $2,%ecx; iretq | | 0@0 | 2 | 5",
        "mov 0x500000,%eax; ret | 14: pop %rax; addq $7,(%rsp); iretq | | 14@0 | 0 | 4",
        "movl $1,-0x7f000000; ret | 14: pop %rax; addq $11,(%rsp); iretq | | 14@0 | 3 | 4",
        "mov 0x500008,%eax; ret | 14: pop %rax; mov %cr2,%rax; addq $7,(%rsp); iretq | | 14@0"
            + " | 0x500008 | 5",
        "int $0x31; ret | 13: pop %rax; addq $2,(%rsp); iretq | | 13@0 | 0x18a | 4",
        "nop; ret | 13: pop %rax; iretq | 0:49 | 13@0 | 0x18b | 4",
        "push $0; push $0; push $0; push $0x33; push $0; iretq; pop %rcx; pop %rcx; pop %rcx;"
            + "pop %rcx; pop %rcx; ret | 13: pop %rax; addq $2,(%rsp); iretq | | 13@5 | 0x30 | 14",
      })
  void delivers(
      String code, String handlers, String events, String expected, String value, long count) {
    Outcome o = call(machine(code, handlers), events == null ? "" : events);
    assertEquals(Stop.RETURN, o.stop(), () -> o.fault() == null ? "" : o.fault().message());
    assertEquals(expected == null ? "" : expected, String.join(" ", delivered));
    assertEquals(Long.decode(value), o.value());
    assertEquals(count, o.counters().instructions());
  }

  /**
   * A function with a callee is interrupted at each of its instructions: its own counts must not
   * change.
   */
  @Test
  void anInterruptedFunctionsCountsAreItsOwn() {
    // The callee is the ret instruction before the function.
    String code = "push %rbx; sub $32,%rsp; nop; #e8f4ffffff; nop; add $32,%rsp; pop %rbx; ret";
    Outcome quiet = call(machine(code, "32: iretq"), "");
    for (int n = 0; n < quiet.counters().instructions(); n++) {
      Outcome o =
          call(machine(code, "32: push %rax; push %rax; pop %rax; pop %rax; iretq"), n + ":32");
      assertEquals(quiet.counters().instructions() + 5, o.counters().instructions());
      assertEquals(quiet.counters().ownInstructions(), o.counters().ownInstructions());
      assertEquals(quiet.counters().stackBytes(), o.counters().stackBytes());
      assertEquals(quiet.counters().calls(), o.counters().calls());
      assertEquals(40, o.counters().stackBytes());
    }
  }

  @Test
  void theFrameIsThatOfTheManual() {
    Machine m = machine("push %rax; push %rax; std; cmp %eax,%eax; nop; ret", "33: hlt/14: hlt");
    for (int n = 0; n < 5; n++) {
      call(m, n + ":33");
      assertFrame(m, n);
    }
    Machine fault =
        machine("push %rax; push %rax; std; cmp %eax,%eax; mov 0x500000,%eax", "14: hlt");
    call(fault, "");
    assertEquals(4, fault.memory().peek(fault.cpu().get(State.RSP), 8) + 4, "error code");
    fault.cpu().set(State.RSP, fault.cpu().get(State.RSP) + 8);
    assertFrame(fault, 4);
  }

  private static void assertFrame(Machine m, int n) {
    long[] sizes = {0, 1, 2, 3, 5};
    long rsp = m.stackTop() - 72 - 8L * Math.min(n, 2);
    long[] frame = new long[5];
    for (int i = 0; i < 5; i++) {
      frame[i] = m.memory().peek(m.cpu().get(State.RSP) + 8L * i, 8);
    }
    long flags = Cpu.RESERVED | Cpu.IF | (n > 2 ? 1 << 10 : 0) | (n > 3 ? Cpu.ZF | 1 << 2 : 0);
    assertArrayEquals(new long[] {CODE + sizes[n], 0x10, flags, rsp, 0x18}, frame, "at " + n);
    assertEquals((rsp & -16) - 40, m.cpu().get(State.RSP));
    assertEquals(flags & ~Cpu.IF, m.cpu().rflags());
  }

  /** An interrupt without a gate, or without a usable stack, ends the run. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nop; ret | 0:49 | INTERRUPT | 0x31 has come, and its vector has no gate",
        "ud2 | | INVALID_OPCODE | ud2",
        "mov $0x830,%ecx; mov $1,%edx; wrmsr | | PROTECTION | an interrupt sent to a CPU that the"
            + " machine lacks",
        "mov $0x1b,%ecx; wrmsr | | PROTECTION | wrmsr to 0x1b, which is absent",
        "int $0x31 | | INTERRUPT | 0x31",
        "mov $0x600000,%esp; int3 | | DOUBLE | delivering #PF: writing 0x5ffff8: not mapped",
        "mov $0x600000,%esp; mov 0x600000,%eax | | DOUBLE | delivering #PF: writing 0x5ffff8: not"
            + " mapped",
      })
  void ends(String code, String events, Fault.Kind kind, String detail) {
    Outcome o = call(machine(code, "14: hlt / 3: hlt"), events == null ? "" : events);
    assertEquals(Stop.FAULT, o.stop());
    assertEquals(kind, o.fault().kind());
    assertEquals(detail, o.fault().detail());
  }

  @Test
  void aDoubleFaultHasItsHandler() {
    Machine m = machine("nop; push %rax; ret", "14: hlt / 8: hlt / 33: hlt");
    m.memory().poke(IDT + 16 * 33 + 4, 1, 1);
    Outcome o = call(m, "1:33");
    assertEquals(Stop.FAULT, o.stop());
    assertEquals("gate 33 asks for stack 1 of a task-state segment", o.fault().detail());
    m.memory().poke(IDT + 16 * 14 + 4, 1, 1);
    Machine second = m;
    second.memory().write(CODE, TestImages.assemble("mov 0x500000,%eax"));
    assertEquals(Stop.HALT, call(second, "").stop());
    assertEquals("8@0", String.join(" ", delivered));
  }

  @Test
  void withoutATableNothingChanges() {
    Machine m = Machine.create(TestImages.code("int3; ret"), MachineOptions.defaults());
    assertEquals(Fault.Kind.BREAKPOINT, m.call("f").fault().kind());
    m.cpu().interrupts().raise(32);
    assertEquals(Fault.Kind.INTERRUPT, m.call("f").fault().kind());
    assertEquals(Fault.Kind.BREAKPOINT, m.call("f").fault().kind(), "a request is for one call");
  }

  @Test
  void theBudgetHoldsAcrossInterrupts() {
    Machine m = machine("#ebfe", "32: nop; iretq");
    Outcome o = call(m, "/7:32");
    assertEquals(Stop.LIMIT, o.stop());
    assertEquals(1000, o.counters().instructions());
  }

  @Test
  void vectorsAndPeriodsAreChecked() {
    Interrupts interrupts = new Interrupts();
    assertThrows(IllegalArgumentException.class, () -> interrupts.raise(256));
    assertThrows(IllegalArgumentException.class, () -> interrupts.at(0, -1));
    assertThrows(IllegalArgumentException.class, () -> interrupts.every(0, 32));
  }
}
