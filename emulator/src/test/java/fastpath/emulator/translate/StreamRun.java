package fastpath.emulator.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.count.Profile;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.translate.run.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of a random function, with guard pages that it must not change. */
record StreamRun(Outcome outcome, End end, int inPassages) {
  private static final long USER = 0x400000;
  private static final int PAGE = 4096;
  private static final long IDT = 0xffffffff_82000000L;
  private static final long HANDLER = 0xffffffff_83000000L;
  private static final int VECTOR = 0x40;

  /** Addresses of the guard pages, on either side of the writable pages. */
  private static final long[] GUARDS = {
    TestImages.DATA - PAGE, TestImages.DATA + PAGE, USER - PAGE, USER + PAGE
  };

  /** The final state to compare, in a form that shows the differences. */
  record End(
      Stop stop,
      String fault,
      List<String> registers,
      List<Integer> memory,
      String counts,
      List<String> deliveries) {}

  /**
   * @param address address of the instruction that the interrupt preceded
   * @param translated number of instructions translated code has run so far
   */
  private record Interrupted(long address, long translated) {}

  /**
   * Calls a random function.
   *
   * @param budget number of instructions that may retire
   * @param interrupts times of interrupts, in retired instructions; the handler counts the
   *     interrupts
   */
  static StreamRun of(
      byte[] code, long budget, EngineKind engine, long[] arguments, int... interrupts) {
    List<String> deliveries = new ArrayList<>();
    List<Interrupted> interrupted = new ArrayList<>();
    Machine[] machine = new Machine[1];
    Machine m =
        machine[0] =
            Machine.create(
                TestImages.code(code),
                MachineOptions.defaults()
                    .withStackBytes(4096)
                    .withMaxInstructions(budget)
                    .withOnDelivery((v, n, cpu, memory) -> {
                      deliveries.add(v + "@" + n);
                      interrupted.add(
                          new Interrupted(cpu.get(State.RIP), machine[0].engine().translated()));
                    })
                    .withEngine(engine));
    m.memory().map(USER, PAGE, Memory.READ | Memory.WRITE | Memory.USER, "user");
    byte[] pattern = pattern();
    for (long guard : GUARDS) {
      m.memory().map(guard, PAGE, Memory.READ, "guard");
      m.memory().write(guard, pattern);
    }
    plan(m, interrupts);
    Outcome o = m.call("f", arguments);
    for (long guard : GUARDS) {
      assertArrayEquals(pattern, m.memory().read(guard, PAGE), () -> Long.toHexString(guard));
    }
    assertArrayEquals(code, m.memory().read(TestImages.TEXT, code.length), "text");
    return new StreamRun(o, end(m, o, deliveries), inPassages(m, interrupted));
  }

  private static byte[] pattern() {
    byte[] pattern = new byte[PAGE];
    Arrays.fill(pattern, (byte) 0xa5);
    return pattern;
  }

  private static void plan(Machine m, int[] times) {
    m.memory().map(IDT, PAGE, Memory.READ | Memory.WRITE, "idt");
    m.memory().map(HANDLER, PAGE, Memory.READ | Memory.EXECUTE, "handler");
    m.memory().write(HANDLER, TestImages.assemble("incl %d".formatted(TestImages.DATA + 0xe00)));
    m.memory().write(HANDLER + 7, TestImages.assemble("iretq"));
    m.memory().poke(IDT + 16 * VECTOR, HANDLER & 0xffff | 0x8e00_0010_0000L, 8);
    m.memory().poke(IDT + 16 * VECTOR + 6, HANDLER >>> 16, 8);
    m.cpu().set(State.IDTR_BASE, IDT);
    m.cpu().set(State.IDTR_LIMIT, 4095);
    for (int time : times) {
      m.cpu().interrupts().at(time, VECTOR);
    }
  }

  /**
   * Returns the number of interrupts inside translated code that has run since the interrupt
   * before.
   */
  private static int inPassages(Machine m, List<Interrupted> interrupted) {
    if (!(m.engine() instanceof Translator translator)) {
      return 0;
    }
    int count = 0;
    long ran = 0;
    for (Interrupted i : interrupted) {
      boolean within = translator.passages().stream().anyMatch(p -> isWithin(p, i.address));
      count += within && i.translated > ran ? 1 : 0;
      ran = i.translated;
    }
    return count;
  }

  private static boolean isWithin(Passage p, long address) {
    return p.start() != address
        && p.blocks().stream()
            .flatMap(b -> b.codes().stream())
            .anyMatch(c -> c.address() == address);
  }

  private static End end(Machine m, Outcome o, List<String> deliveries) {
    List<String> registers =
        Arrays.stream(State.values())
            .filter(s -> s != State.TSC)
            .map(s -> s + "=" + Long.toHexString(m.cpu().get(s)))
            .toList();
    List<Integer> memory =
        m.memory().mappings().stream().map(r -> Arrays.hashCode(r.bytes())).toList();
    StringBuilder counts = new StringBuilder(o.counters().toString());
    for (Profile.Entry e : o.profile().entries()) {
      counts.append('\n').append(Long.toHexString(e.address())).append(' ').append(e.insn().insn());
      counts.append(' ').append(e.count()).append(' ').append(e.ownCount());
      counts.append(' ').append(e.iterations()).append(' ').append(e.taken());
    }
    String fault = o.fault() == null ? "" : o.fault().message() + " " + o.fault().errorCode();
    return new End(o.stop(), fault, registers, memory, counts.toString(), deliveries);
  }
}
