package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** An instruction with the state that it starts from, as one_instruction.c takes it. */
record SiliconCase(Insn insn, byte[] code, long[] registers, long flags, byte[] memory) {
  /** The memory window of one_instruction.c, across a page boundary. */
  static final long WINDOW = 0x10001000L - 256;

  static final int WINDOW_BYTES = 512;
  static final int RECORD_BYTES = 16 + 16 * 8 + 8 + WINDOW_BYTES;

  private static final long CODE = 0x20000000L;
  private static final int RAX = 0;
  private static final int RCX = 1;
  private static final int RDX = 2;
  private static final int RBX = 3;
  private static final int RSP = 4;
  private static final int RBP = 5;

  private static final long[] EDGES = {
    0,
    1,
    2,
    -1,
    -2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffff,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x0101010101010101L
  };

  /** Whether its addresses can be made to lie in the window. */
  static boolean possible(Insn insn) {
    for (Operand operand : insn.operands()) {
      if (operand instanceof Mem mem
          && (mem.segment() != null
              || mem.ripRelative()
              || mem.base() == null && mem.index() == null)) {
        return false;
      }
    }
    return true;
  }

  static SiliconCase random(Insn insn, Random random) {
    long[] registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = value(random);
    }
    byte[] memory = new byte[WINDOW_BYTES];
    random.nextBytes(memory);
    if (random.nextInt(3) == 0) {
      Arrays.fill(memory, 200, 320, (byte) (random.nextBoolean() ? 0 : -1));
    }
    registers[RSP] = WINDOW + 128 + random.nextInt(8) * 8;
    special(insn, registers, random);
    address(insn, registers, random);
    String name = insn.mnemonic();
    if (name.startsWith("cmpxchg") && random.nextBoolean()) {
      makeEqual(insn, registers, memory);
    }
    long flags = (random.nextLong() & Flags.STATUS) | 0x202;
    if (insn.form().repeat != Repeat.NONE && random.nextBoolean()) {
      flags |= Flags.DF;
    }
    byte[] code = Encoder.encode(insn, CODE).bytes();
    return new SiliconCase(insn, code, registers, flags, memory);
  }

  private static long value(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> random.nextInt(70);
      default -> random.nextLong();
    };
  }

  /** Values without which an instruction would only fault or leave the window. */
  private static void special(Insn insn, long[] registers, Random random) {
    switch (insn.mnemonic()) {
      case "leave", "leavew" -> registers[RBP] = WINDOW + 200;
      case "enter" -> registers[RBP] = WINDOW + 300;
      case "div", "idiv" -> registers[RDX] = random.nextInt(3) - 1;
      case "bt", "bts", "btr", "btc" -> {
        if (insn.operand(0) instanceof Mem && insn.operand(1) instanceof RegOp index) {
          registers[index.reg().full().number()] = random.nextInt(1600) - 800;
        }
      }
      default -> {}
    }
  }

  private static void address(Insn insn, long[] registers, Random random) {
    for (int i = 0; i < insn.operands().size(); i++) {
      if (!(insn.operand(i) instanceof Mem mem)) {
        continue;
      }
      long target = WINDOW + 240 + random.nextInt(20);
      if (insn.mnemonic().equals("cmpxchg16b") && random.nextInt(4) > 0) {
        target &= ~15;
      }
      if (insn.form().slots[i].isString()) {
        registers[RCX] = random.nextInt(6);
        registers[mem.base().full().number()] = target - 40;
        registers[RBX] = insn.mnemonic().equals("xlat") ? WINDOW + 128 : registers[RBX];
      } else if (mem.base() == null) {
        registers[mem.index().full().number()] = (target - mem.disp()) / mem.scale();
      } else {
        long scaled = 0;
        if (mem.index() != null) {
          scaled = random.nextInt(9);
          registers[mem.index().full().number()] = scaled;
        }
        registers[mem.base().full().number()] = target - mem.disp() - scaled * mem.scale();
      }
    }
  }

  private static void makeEqual(Insn insn, long[] registers, byte[] memory) {
    if (insn.operand(0) instanceof RegOp op) {
      registers[RAX] = registers[op.reg().full().number()];
    } else {
      Arrays.fill(memory, 240, 290, (byte) 5);
      registers[RAX] = 0x0505050505050505L;
      registers[RDX] = registers[RAX];
    }
  }

  byte[] record() {
    ByteBuffer buffer = ByteBuffer.allocate(RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) code.length).put(Arrays.copyOf(code, 15));
    for (long register : registers) {
      buffer.putLong(register);
    }
    return buffer.putLong(flags).put(memory).array();
  }

  /**
   * Runs it on micro-ops and compares with what the CPU made of it.
   *
   * @return what differs; "" if nothing; null if it left the window and so tells nothing
   */
  String compare(byte[] after) {
    UopRunner ours = new UopRunner();
    ours.memory.map(WINDOW, WINDOW_BYTES, Memory.READ | Memory.WRITE, "window");
    ours.memory.write(WINDOW, memory);
    System.arraycopy(registers, 0, ours.cpu.state(), 0, 16);
    ours.set(State.RFLAGS, flags);
    String fault = "";
    try {
      ours.run(Decoder.decode(code, 0, code.length, CODE));
    } catch (GuestFault e) {
      fault = e.kind().text();
    }
    if (fault.startsWith("#PF")) {
      return null;
    }
    if (fault.isEmpty() != (after[0] == 0)) {
      return " ours faults: " + fault + ", CPU: signal " + after[0];
    }
    return fault.isEmpty() ? compare(ours, after) : "";
  }

  private String compare(UopRunner ours, byte[] after) {
    ByteBuffer theirs = ByteBuffer.wrap(after).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      differ(text, State.gpr(i).name(), ours.cpu.state()[i], theirs.getLong(16 + 8 * i), -1);
    }
    long defined = (Flags.STATUS | Flags.DF) & ~insn.form().undefinedFlags();
    differ(text, "flags", ours.get(State.RFLAGS), theirs.getLong(144), defined);
    int at =
        Arrays.mismatch(
            ours.memory.read(WINDOW, WINDOW_BYTES),
            Arrays.copyOfRange(after, 152, 152 + WINDOW_BYTES));
    return at < 0 ? text.toString() : text + " memory+" + at;
  }

  private static void differ(StringBuilder text, String name, long ours, long theirs, long mask) {
    if (((ours ^ theirs) & mask) != 0) {
      text.append(' ').append(name).append(" ours ").append(Long.toHexString(ours));
      text.append(" CPU ").append(Long.toHexString(theirs));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Att.source(insn)).append(" from");
    for (int i = 0; i < 16; i++) {
      text.append(' ').append(State.gpr(i)).append('=').append(Long.toHexString(registers[i]));
    }
    return text.append(" flags=").append(Long.toHexString(flags)).toString();
  }
}
