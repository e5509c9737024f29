package fastpath.emulator.explore;

import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Symbolic;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** CPUs that each run a few instructions, over the words x and y. */
final class TestCpus {
  static final long X = 0x2000;
  static final long Y = 0x2040;
  private static final long CODE = 0x10000;
  private static final long CODE_BYTES = 0x1000;
  private static final long DATA_BYTES = 0x1000;
  private static final long NOWHERE = 0x9000;

  private TestCpus() {}

  /**
   * One a column; instructions are separated by semicolons, x and y stand for addresses, and @N for
   * that of the column's instruction N, counted from 0, if it comes earlier.
   */
  static Multiprocessor of(String model, String... columns) {
    Cpu cpu = new Cpu();
    Memory memory = new Memory(cpu);
    memory.map(X, DATA_BYTES, Memory.READ | Memory.WRITE, "data");
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      long at = CODE + i * CODE_BYTES;
      memory.map(at, CODE_BYTES, Memory.READ | Memory.EXECUTE, "code of P" + i);
      memory.write(at, assembled(columns[i] + ";hlt", at));
      long[] state = new long[State.values().length];
      state[State.RIP.ordinal()] = at;
      state[State.RFLAGS.ordinal()] = Cpu.RESERVED;
      starts.add(new Start("P" + i, state, NOWHERE));
    }
    return new Multiprocessor(memory, cpu, starts, model);
  }

  private static byte[] assembled(String column, long address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Long> places = new ArrayList<>();
    for (String one : column.split(";")) {
      String text = one.strip().replaceAll("\\bx\\b", "0x2000").replaceAll("\\by\\b", "0x2040");
      for (int i = 0; i < places.size(); i++) {
        text = text.replace("@" + i, places.get(i).toString());
      }
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
