package fastpath.emulator.isa;

import fastpath.emulator.isa.SiliconCase.After;
import fastpath.emulator.isa.SiliconCase.Change;
import fastpath.emulator.isa.SiliconCase.Fault;
import fastpath.emulator.isa.SiliconCase.Patch;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A case and the CPU's result as one line: {@code CODE rip=.. BEFORE > AFTER}. All numbers are
 * hexadecimal. BEFORE lists the registers that are not 0, {@code fl} (RFLAGS, if not 202), {@code
 * fs} and {@code gs} (segment bases, if they matter), and {@code mADDRESS} (bytes of memory that
 * differ from {@link SiliconMemory#background}). AFTER lists the states that differ from BEFORE.
 * {@code rip} is listed if it is not the address of the next instruction, or after a fault not the
 * address of this one. {@code mADDRESS} gives the bytes of memory from the first to the last that
 * changed, and {@code fault=KIND:ADDRESS:ERROR} the fault.
 */
record SiliconVector(SiliconCase one, After after) {
  private static final long PLAIN_FLAGS = 0x202;

  /** RF, which the CPU sets in the flags that it saves for a fault (SDM vol. 3B, 17.3.1.1). */
  private static final long RESUME = 1 << 16;

  /** Returns the vector as one line. */
  String line() {
    StringBuilder text = new StringBuilder(HexFormat.of().formatHex(one.code()));
    put(text, "rip", one.address());
    for (int i = 0; i < 16; i++) {
      if (one.registers()[i] != 0) {
        put(text, name(i), one.registers()[i]);
      }
    }
    if (one.flags() != PLAIN_FLAGS) {
      put(text, "fl", one.flags());
    }
    if (one.bases()) {
      put(text, "fs", one.fsBase());
      put(text, "gs", one.gsBase());
    }
    one.patches().forEach(p -> put(text, p.address(), p.bytes()));
    text.append(" >");
    for (int i = 0; i < 16; i++) {
      if (after.registers()[i] != one.registers()[i]) {
        put(text, name(i), after.registers()[i]);
      }
    }
    if (after.rip() != usual(after.faulted())) {
      put(text, "rip", after.rip());
    }
    if ((after.flags() & ~RESUME) != one.flags()) {
      put(text, "fl", after.flags() & ~RESUME);
    }
    if (after.fsBase() != one.fsBase()) {
      put(text, "fs", after.fsBase());
    }
    if (after.gsBase() != one.gsBase()) {
      put(text, "gs", after.gsBase());
    }
    if (after.change().bytes().length > 0) {
      put(text, after.change().address(), after.change().bytes());
    }
    if (after.faulted()) {
      Fault fault = after.fault();
      text.append(" fault=%s:%x:%x".formatted(fault.kind(), fault.address(), fault.error()));
    }
    return text.toString();
  }

  private long usual(boolean faulted) {
    return faulted ? one.address() : one.next();
  }

  private static String name(int register) {
    return State.gpr(register).name().toLowerCase(Locale.ROOT);
  }

  private static void put(StringBuilder to, String name, long value) {
    to.append(' ').append(name).append('=').append(Long.toHexString(value));
  }

  private static void put(StringBuilder to, long address, byte[] bytes) {
    to.append(" m").append(Long.toHexString(address)).append('=');
    to.append(HexFormat.of().formatHex(bytes));
  }

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException if the line is not a vector
   */
  static SiliconVector parse(CpuProfile cpu, Form form, String line) {
    String[] halves = line.split(" >", -1);
    if (halves.length != 2) {
      throw new IllegalArgumentException("not a vector: " + line);
    }
    String[] before = halves[0].split(" ");
    byte[] code = HexFormat.of().parseHex(before[0]);
    Reader reader = new Reader();
    for (int i = 1; i < before.length; i++) {
      reader.take(before[i]);
    }
    SiliconCase one = reader.before(cpu, form, code);
    reader.memory.clear();
    reader.rip = -1;
    for (String part : halves[1].strip().split(" ")) {
      reader.take(part);
    }
    return new SiliconVector(one, reader.after(one));
  }

  /** Builds a state from the parts of a line. */
  private static final class Reader {
    private final long[] registers = new long[16];
    private long rip = -1;
    private long flags = PLAIN_FLAGS;
    private long fs;
    private long gs;
    private boolean bases;
    private final List<Patch> memory = new ArrayList<>();
    private Fault fault;

    void take(String part) {
      int equals = part.indexOf('=');
      if (part.isEmpty()) {
        return;
      }
      String name = part.substring(0, equals);
      String value = part.substring(equals + 1);
      switch (name) {
        case "rip" -> rip = number(value);
        case "fl" -> flags = number(value);
        case "fs" -> {
          fs = number(value);
          bases = true;
        }
        case "gs" -> {
          gs = number(value);
          bases = true;
        }
        case "fault" -> {
          String[] parts = value.split(":");
          fault = new Fault(parts[0], number(parts[1]), (int) number(parts[2]));
        }
        default -> {
          if (name.startsWith("m")) {
            memory.add(new Patch(number(name.substring(1)), HexFormat.of().parseHex(value)));
          } else {
            registers[register(name)] = number(value);
          }
        }
      }
    }

    private static int register(String name) {
      for (int i = 0; i < 16; i++) {
        if (name(i).equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException("no register " + name);
    }

    private static long number(String hex) {
      return Long.parseUnsignedLong(hex, 16);
    }

    SiliconCase before(CpuProfile cpu, Form form, byte[] code) {
      return new SiliconCase(
          cpu,
          form,
          decoded(cpu, code, rip),
          code,
          rip,
          registers.clone(),
          flags,
          bases,
          fs,
          gs,
          List.copyOf(memory));
    }

    private static Insn decoded(CpuProfile cpu, byte[] code, long address) {
      try {
        return Decoder.decode(cpu, code, 0, code.length, address).insn();
      } catch (IsaException none) {
        return null;
      }
    }

    After after(SiliconCase one) {
      Change change =
          memory.isEmpty()
              ? new Change(SiliconMemory.DATA, new byte[0])
              : new Change(memory.getFirst().address(), memory.getFirst().bytes());
      long usual = fault != null ? one.address() : one.next();
      return new After(registers.clone(), rip == -1 ? usual : rip, flags, fs, gs, fault, change);
    }
  }
}
