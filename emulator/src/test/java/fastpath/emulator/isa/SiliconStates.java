package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.SiliconCase.Patch;
import fastpath.emulator.isa.SiliconInstructions.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random states for an instruction, in which its memory operands have addresses chosen by {@link
 * SiliconValues}.
 */
final class SiliconStates {
  private static final int RAX = 0;
  private static final int RCX = 1;
  private static final int RDX = 2;
  private static final int RSP = 4;
  private static final int RBP = 5;
  private static final int RSI = 6;
  private static final int RDI = 7;

  private final Random random;
  private final SiliconValues values;
  private final Form form;
  private final Encoding encoding;
  private final Insn insn;
  private final boolean bases;
  private final boolean stack;

  private long[] registers;
  private long fsBase;
  private long gsBase;
  private final List<Patch> patches = new ArrayList<>();

  SiliconStates(Random random, Form form, Encoding encoding) {
    this.random = random;
    this.values = new SiliconValues(random);
    this.form = form;
    this.encoding = encoding;
    this.insn = encoding.insn();
    boolean segments = false;
    boolean moves = false;
    if (insn != null) {
      Decoded decoded =
          new Decoded(
              encoding.address(), encoding.code().length, encoding.code(), insn, encoding.cpu());
      for (Uop uop : Lifter.lift(decoded).uops()) {
        segments |= touches(uop, State.FS_BASE) || touches(uop, State.GS_BASE);
        moves |= uop instanceof Uop.Put p && p.state() == State.RSP;
      }
    }
    bases = segments;
    stack = moves;
  }

  private static boolean touches(Uop uop, State state) {
    return uop instanceof Uop.Get g && g.state() == state
        || uop instanceof Uop.Put p && p.state() == state;
  }

  SiliconCase next() {
    registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = values.any();
    }
    fsBase = bases ? values.base() : 0;
    gsBase = bases ? values.base() : 0;
    patches.clear();
    if (insn != null) {
      arrange();
    }
    long flags = random.nextLong() & (Flags.STATUS | Flags.DF) | 0x202;
    return new SiliconCase(
        encoding.cpu(),
        form,
        insn,
        encoding.code(),
        encoding.address(),
        registers,
        flags,
        bases,
        fsBase,
        gsBase,
        List.copyOf(patches));
  }

  private void arrange() {
    special();
    if (stack) {
      registers[RSP] = stackPointer();
      patch(registers[RSP], stackTop());
    }
    for (int i = 0; i < insn.operands().size(); i++) {
      if (insn.operand(i) instanceof Mem mem) {
        if (farBit(mem)) {
          fsBase = 0; // a far bit offset: see the note of the row
          gsBase = 0;
        }
        // Both operands of cmps must not fault: see the note of its rows.
        boolean second = i == 1 && form.mnemonic().startsWith("cmps");
        long target = second ? SiliconMemory.DATA + 2048 : values.address();
        solve(mem, target);
        if (random.nextBoolean()) {
          patch(target, memoryValue());
        }
      } else if (insn.operand(i) instanceof RegOp op && indirect()) {
        registers[op.reg().full().number()] = target();
      }
    }
    if (form.mnemonic().startsWith("cmpxchg") && random.nextBoolean()) {
      makeEqual();
    }
    if (form.repeat == Repeat.REPE && !bases && random.nextBoolean()) {
      runOut();
    }
  }

  /**
   * Returns true if a bit operand may be so far away that its offset is not canonical although the
   * address is.
   */
  private boolean farBit(Mem mem) {
    return form.mnemonic().startsWith("bt")
        && insn.operand(1) instanceof RegOp index
        && (Math.abs(registers[index.reg().full().number()]) > 1L << 40
            || mem.base() != null && mem.base().full() == index.reg().full()
            || mem.index() != null && mem.index().full() == index.reg().full());
  }

  private long stackPointer() {
    if (random.nextInt(3) > 0) {
      return SiliconMemory.DATA + 4096 + 8 * random.nextInt(9);
    }
    long rsp = values.address();
    // popf must read flags that the case has stored.
    boolean fixed = rsp > SiliconMemory.CONSTANTS - 8 && rsp < SiliconMemory.TEXT_END;
    return fixed && form.mnemonic().startsWith("popf") ? SiliconMemory.DATA : rsp;
  }

  private boolean indirect() {
    return form.flow() == Flow.INDIRECT_CALL || form.flow() == Flow.INDIRECT_JUMP;
  }

  private long target() {
    return values.target(encoding.address(), encoding.address() + encoding.code().length);
  }

  private long memoryValue() {
    return indirect() ? target() : values.any();
  }

  /**
   * Returns the top of the stack: a return address, or flags without TF and AC, which would trap
   * later instructions, and without NT, which Linux does not restore.
   */
  private long stackTop() {
    return form.flow() == Flow.RET
        ? target()
        : form.mnemonic().startsWith("popf") ? random.nextLong() & 0x200fd5 & ~0x100 : values.any();
  }

  /** Sets values without which an instruction would almost always take the same path. */
  private void special() {
    if (form.repeat != Repeat.NONE || form.mnemonic().startsWith("loop")) {
      registers[RCX] = random.nextInt(16) == 0 ? random.nextInt(6000) : random.nextInt(12);
      registers[RCX] |= insn.addressBits() == 32 && random.nextBoolean() ? 1L << 40 : 0;
    }
    switch (form.mnemonic()) {
      case "leave", "leavew", "enter" -> registers[RBP] = values.address();
      case "div", "idiv" -> registers[RDX] = random.nextInt(3) - 1;
      case "jecxz", "jrcxz" -> registers[RCX] = (long) random.nextInt(2) << random.nextInt(64);
      case "bt", "bts", "btr", "btc" -> {
        if (insn.operand(1) instanceof RegOp op && random.nextInt(4) > 0) {
          registers[op.reg().full().number()] = random.nextInt(4000) - 2000;
        }
      }
      default -> {}
    }
    if (form.flow() == Flow.NEXT && random.nextInt(3) == 0) {
      registers[RCX] = form.repeat == Repeat.NONE ? values.count() : registers[RCX];
    }
  }

  /** Chooses the registers of a memory operand so that its address is a target, or close to it. */
  private void solve(Mem mem, long target) {
    long offset = target;
    if (mem.segment() == Reg.FS) {
      offset -= fsBase;
    } else if (mem.segment() == Reg.GS) {
      offset -= gsBase;
    }
    long rest = offset - mem.disp();
    boolean indexed = mem.index() != null && mem.index().isGpr();
    if (mem.base() == null || !mem.base().isGpr()) {
      if (indexed) {
        set(mem, mem.index(), rest / mem.scale());
      }
    } else if (!indexed) {
      set(mem, mem.base(), rest);
    } else if (mem.index() == mem.base()) {
      set(mem, mem.base(), rest / (mem.scale() + 1));
    } else {
      set(mem, mem.base(), rest - registers[mem.index().number()] * mem.scale());
    }
  }

  private void set(Mem mem, Reg reg, long value) {
    registers[reg.number()] =
        mem.addressBits() == 32 ? value & 0xffffffffL | random.nextLong() << 32 : value;
  }

  private void patch(long address, long value) {
    long room = SiliconMemory.CONSTANTS - address;
    if (address >= SiliconMemory.DATA && room > 0) {
      byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
      patches.add(new Patch(address, Arrays.copyOf(bytes, (int) Math.min(8, room))));
    }
  }

  /**
   * Sets up a repeated comparison that continues for a few equal elements and then faults:
   * downwards below the data, or upwards with both operands at the same address.
   */
  private void runOut() {
    int left = random.nextInt(5) * form.width() / 8;
    if (random.nextBoolean()) {
      byte[] alike = new byte[32];
      Arrays.fill(alike, (byte) random.nextInt());
      patches.add(new Patch(SiliconMemory.DATA, alike));
      registers[RAX] = random.nextBoolean() ? ByteBuffer.wrap(alike).getLong() : registers[RAX];
      registers[RDI] = SiliconMemory.DATA + left;
      registers[RSI] = random.nextBoolean() ? SiliconMemory.DATA + 16 : registers[RDI];
    } else {
      registers[RDI] = SiliconMemory.CONSTANTS_END - left - random.nextInt(2);
      registers[RSI] = registers[RDI];
    }
  }

  /** Sets up values for which compare-and-exchange succeeds. */
  private void makeEqual() {
    if (insn.operand(0) instanceof RegOp op) {
      registers[RAX] = registers[op.reg().full().number()];
      return;
    }
    byte[] both = new byte[16];
    Arrays.fill(both, (byte) random.nextInt());
    registers[RAX] = ByteBuffer.wrap(both).getLong();
    registers[RDX] = registers[RAX];
    Mem mem = (Mem) insn.operand(0);
    long target = SiliconMemory.DATA + 1024 + 16 * random.nextInt(64);
    solve(mem, target);
    patches.add(new Patch(target, both));
  }
}
