package fastpath.emulator.explore;

import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Symbolic;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Multiprocessors for tests, whose CPUs each run a few instructions on the words x and y. */
final class TestCpus {
  static final long X = 0x2000;
  static final long Y = 0x2040;

  /** Code that can be written, on the page behind the variables. */
  private static final long WRITABLE_CODE = 0x3000;

  private static final long CODE = 0x10000;
  private static final long CODE_BYTES = 0x1000;
  private static final long DATA_BYTES = 0x1000;
  private static final long NOWHERE = 0x9000;
  private static final long HANDLER = 0x5000;
  private static final long NMI_HANDLER = 0x6000;
  private static final long TABLE = 0x7000;
  private static final long STACK = 0x100000;
  static final int VECTOR = 0x20;

  private TestCpus() {}

  /**
   * Returns a multiprocessor with one CPU for each column. Instructions are separated by
   * semicolons; x and y stand for addresses, and {@code @N} for the address of the column's
   * instruction N, counted from 0, which must come earlier.
   */
  static Multiprocessor of(MemoryModel model, String... columns) {
    return machine(model, "hlt", null, 0, List.of(), Map.of(), false, columns);
  }

  /**
   * Returns a multiprocessor whose CPUs end after their last instruction, and whose registers are
   * not compared.
   */
  static Multiprocessor ending(MemoryModel model, String... columns) {
    return machine(model, "hlt", null, 0, List.of(), Map.of(), true, columns);
  }

  /**
   * Returns a multiprocessor of ending CPUs with a handler for vector 0x20 and one for NMIs, to
   * which iretq is added.
   *
   * @param nmi the handler for NMIs; null for none
   */
  static Multiprocessor endingInterrupted(
      MemoryModel model, String handler, String nmi, String... columns) {
    return machine(model, handler, nmi, CODE_BYTES - 1, List.of(), Map.of(), true, columns);
  }

  /**
   * Returns a multiprocessor with a handler for vector 0x20 and one for NMIs, to which iretq is
   * added.
   *
   * @param nmi the handler for NMIs; null for none
   * @param requested for each CPU the vectors that are requested from the start
   */
  static Multiprocessor interrupted(
      MemoryModel model,
      String handler,
      String nmi,
      List<Doorbell> doorbells,
      Map<Integer, Set<Integer>> requested,
      String... columns) {
    return machine(model, handler, nmi, CODE_BYTES - 1, doorbells, requested, false, columns);
  }

  private static Multiprocessor machine(
      MemoryModel model,
      String handler,
      String nmi,
      long tableLimit,
      List<Doorbell> doorbells,
      Map<Integer, Set<Integer>> requested,
      boolean ends,
      String... columns) {
    Cpu cpu = new Cpu();
    Memory memory = new Memory(cpu);
    memory.map(X, DATA_BYTES, Memory.READ | Memory.WRITE, "data");
    memory.map(
        WRITABLE_CODE,
        CODE_BYTES,
        Memory.READ | Memory.WRITE | Memory.EXECUTE,
        "code that can be written");
    memory.map(TABLE, CODE_BYTES, Memory.READ, "interrupt table");
    handle(memory, VECTOR, HANDLER, handler);
    if (nmi != null) {
      handle(memory, Interrupts.NMI, NMI_HANDLER, nmi);
    }
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      long at = CODE + i * CODE_BYTES;
      memory.map(at, CODE_BYTES, Memory.READ | Memory.EXECUTE, "code of P" + i);
      byte[] column = assembled(columns[i], at);
      memory.write(at, column);
      memory.write(at + column.length, assembled("hlt;hlt;hlt;hlt", at + column.length));
      long[] state = new long[State.values().length];
      state[State.RIP.ordinal()] = at;
      state[State.RFLAGS.ordinal()] = Cpu.RESERVED | Cpu.IF;
      state[State.IDTR_BASE.ordinal()] = TABLE;
      state[State.IDTR_LIMIT.ordinal()] = tableLimit;
      state[State.CS.ordinal()] = 0x10;
      state[State.SS.ordinal()] = 0x18;
      memory.map(at + STACK, CODE_BYTES, Memory.READ | Memory.WRITE, "stack of P" + i);
      state[State.RSP.ordinal()] = at + STACK + CODE_BYTES;
      Start start = new Start("P" + i, state, ends ? at + column.length : NOWHERE);
      starts.add(ends ? start.observing(Set.of()) : start);
    }
    return new Multiprocessor(memory, cpu, starts, model, doorbells, requested);
  }

  private static void handle(Memory memory, int vector, long at, String handler) {
    memory.map(at, CODE_BYTES, Memory.READ | Memory.EXECUTE, "handler");
    memory.write(at, assembled(handler + ";iretq", at));
    memory.poke(TABLE + 16 * vector, at & 0xffff | 0x10 << 16 | 0x8eL << 40, 8);
    memory.poke(TABLE + 16 * vector + 8, at >>> 32, 8);
  }

  /** Returns the code of instructions; {@code @2} is the address of the third of them. */
  static byte[] assembled(String column, long address) {
    List<Long> places = new ArrayList<>();
    // Branches are short, so that their lengths do not depend on where they lead.
    assembled(column, address, i -> address, places);
    return assembled(column, address, places::get, new ArrayList<>());
  }

  private static byte[] assembled(
      String column, long address, IntFunction<Long> targets, List<Long> places) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String one : column.split(";")) {
      String text = one.strip().replaceAll("\\bx\\b", "0x2000").replaceAll("\\by\\b", "0x2040");
      text =
          Pattern.compile("@(\\d+)")
              .matcher(text)
              .replaceAll(m -> targets.apply(Integer.parseInt(m.group(1))).toString());
      places.add(address + bytes.size());
      bytes.writeBytes(
          Encoder.encode(AttParser.parse(text, TestCpus::noSymbol), places.getLast()).bytes());
    }
    return bytes.toByteArray();
  }

  private static Symbolic noSymbol(String name) {
    throw new IllegalArgumentException("no symbol " + name);
  }

  static String name(long address) {
    return address == X ? "x" : address == Y ? "y" : null;
  }
}
