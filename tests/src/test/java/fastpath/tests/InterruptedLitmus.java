package fastpath.tests;

import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Start;
import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Memory;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random litmus test with interrupts: the CPUs have a handler for vector 0x20 and one for NMIs,
 * and the last CPU may send an interrupt to the first.
 *
 * @param text the test without its handlers
 * @param requested the vectors that are requested from the start
 */
record InterruptedLitmus(
    String text, String handler, String nmi, Map<Integer, Set<Integer>> requested) {
  private static final int VECTOR = 0x20;
  private static final int NMI = 2;
  private static final long TABLE = 0x7000;
  private static final long HANDLER = 0x5000;
  private static final long NMI_HANDLER = 0x6000;
  private static final int BYTES = 0x1000;
  private static final int KERNEL_CS = 0x10;
  private static final int KERNEL_SS = 0x18;

  /** The first variable of a test, which is where {@link Assembly} places it. */
  private static final String X = "0x20000000";

  private static final List<String> HANDLERS =
      List.of(
          "nop",
          "incl " + X,
          "movl %ebx," + X,
          "movl " + X + ",%ebx",
          "movl $5,%ebx; movl $6,%ebx",
          "sti; incl %ebx; cli");

  static InterruptedLitmus random(Random random) {
    boolean sendsNmi = random.nextBoolean();
    Set<Integer> requested =
        switch (random.nextInt(4)) {
          case 0 -> Set.of();
          case 1 -> Set.of(NMI);
          case 2 -> Set.of(VECTOR);
          default -> Set.of(sendsNmi ? VECTOR : NMI);
        };
    int command = sendsNmi ? 0x400 : VECTOR;
    String text =
        RandomLitmus.interrupted(
            random,
            List.of("movl $0x830,%ecx", "movl $" + command + ",%eax", "xorl %edx,%edx", "wrmsr"));
    return new InterruptedLitmus(text, handler(random), handler(random), Map.of(0, requested));
  }

  private static String handler(Random random) {
    return HANDLERS.get(random.nextInt(HANDLERS.size()));
  }

  /** Returns the test with its handlers and its interrupt table in memory. */
  LitmusProgram program() {
    LitmusProgram p = Assembly.scenario(LitmusParser.parse("random.litmus", text));
    p.memory().map(TABLE, BYTES, Memory.READ, "interrupt table");
    handle(p.memory(), VECTOR, HANDLER, handler);
    handle(p.memory(), NMI, NMI_HANDLER, nmi);
    List<Start> starts = new ArrayList<>();
    for (Start s : p.starts()) {
      long[] state = s.state().clone();
      state[State.IDTR_BASE.index()] = TABLE;
      state[State.IDTR_LIMIT.index()] = BYTES - 1;
      state[State.CS.index()] = KERNEL_CS;
      state[State.SS.index()] = KERNEL_SS;
      starts.add(new Start(s.name(), state, s.end(), s.observed()));
    }
    return new LitmusProgram(
        p.file(),
        p.name(),
        p.question(),
        p.memory(),
        p.cpu(),
        starts,
        p.places(),
        p.landmarks(),
        p.notes(),
        p.isCompiled(),
        p.code());
  }

  Multiprocessor machine() {
    LitmusProgram p = program();
    return new Multiprocessor(
        p.memory(), p.cpu(), p.starts(), MemoryModel.TSO, List.of(), requested);
  }

  private static void handle(Memory memory, int vector, long address, String handler) {
    memory.map(address, BYTES, Memory.READ | Memory.EXECUTE, "handler");
    long at = address;
    for (String one : (handler + "; iretq").split("; ")) {
      byte[] bytes =
          Encoder.encode(
                  AttParser.parse(
                      one,
                      name -> {
                        throw new IllegalArgumentException(name);
                      }),
                  at)
              .bytes();
      memory.write(at, bytes);
      at += bytes.length;
    }
    memory.poke(TABLE + 16 * vector, address & 0xffff | KERNEL_CS << 16 | 0x8eL << 40, 8);
    memory.poke(TABLE + 16 * vector + 8, address >>> 32, 8);
  }

  @Override
  public String toString() {
    return text + "handler: " + handler + "\nNMI: " + nmi + "\nrequested: " + requested;
  }
}
