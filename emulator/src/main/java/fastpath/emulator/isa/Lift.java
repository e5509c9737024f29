package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A builder of the micro-ops of one instruction. Reads give the state before the instruction.
 * Writes to registers and flags are added after all memory accesses, so that a fault leaves the
 * state unchanged.
 */
final class Lift {
  private static final int STATES = State.COUNT;

  private final Decoded decoded;
  private final Insn insn;
  private final List<Uop> uops = new ArrayList<>();
  private final List<Uop> writes = new ArrayList<>();
  private final int[] gets = new int[STATES];
  private final int[] pending = new int[gets.length];
  private final int[] addresses;
  private Uop control;
  private int temps;

  Lift(Decoded decoded) {
    this.decoded = decoded;
    this.insn = decoded.insn();
    this.addresses = new int[insn.operands().size()];
    Arrays.fill(gets, -1);
    Arrays.fill(pending, -1);
    Arrays.fill(addresses, -1);
    if (insn.prefixes().lock()) {
      lock();
    }
  }

  Lifted finish() {
    uops.addAll(writes);
    if (control != null) {
      uops.add(control);
    }
    Form form = insn.form();
    Repeat repeat = insn.prefixes().repeat();
    if (repeat == Repeat.REPNE && form.repeat == Repeat.REP) {
      repeat = Repeat.REP; // As CPUs execute REPE and REPNE if nothing is compared.
    }
    boolean intelRepeats = repeat != Repeat.NONE && cpu() == CpuProfile.INTEL;
    return new Lifted(
        decoded,
        uops.toArray(new Uop[0]),
        temps,
        form.flow(),
        repeat,
        intelRepeats && insn.addressBits() == 32 ? form.zeroExtended : List.of(),
        intelRepeats && !form.flagsOnFault.isEmpty());
  }

  /** Returns the maker for whose CPUs the meaning is built. */
  CpuProfile cpu() {
    return decoded.cpu();
  }

  Insn insn() {
    return insn;
  }

  /** Returns the operand size in bits. */
  int width() {
    return insn.form().width();
  }

  /** Returns a temp with the address after the instruction. */
  int next() {
    return imm(decoded.next());
  }

  /** Returns the length of the instruction in bytes. */
  int length() {
    return decoded.length();
  }

  void lock() {
    if (uops.isEmpty()) {
      uops.add(new Uop.Lock());
    }
  }

  int imm(long value) {
    uops.add(new Uop.Imm(temps, value));
    return temps++;
  }

  int get(State state) {
    int known = gets[state.index()];
    if (known >= 0) {
      return known;
    }
    uops.add(new Uop.Get(temps, state));
    gets[state.index()] = temps;
    return temps++;
  }

  int flags() {
    return get(State.RFLAGS);
  }

  /** Adds a function of a given width, and returns the temp of its value. */
  int pure(int bits, Fn fn, int a, int b, int c) {
    uops.add(new Uop.Pure(temps, fn, bits, a, b, c));
    return temps++;
  }

  int pure(int bits, Fn fn, int a, int b) {
    return pure(bits, fn, a, b, -1);
  }

  int pure(int bits, Fn fn, int a) {
    return pure(bits, fn, a, -1, -1);
  }

  /** Adds a function of 64 bits, and returns the temp of its value. */
  int pure(Fn fn, int a, int b, int c) {
    return pure(64, fn, a, b, c);
  }

  int pure(Fn fn, int a, int b) {
    return pure(64, fn, a, b, -1);
  }

  int pure(Fn fn, int a) {
    return pure(64, fn, a, -1, -1);
  }

  /** Adds a function of the operand size, and returns the temp of its value. */
  int sized(Fn fn, int a, int b, int c) {
    return pure(width(), fn, a, b, c);
  }

  int sized(Fn fn, int a, int b) {
    return pure(width(), fn, a, b, -1);
  }

  int sized(Fn fn, int a) {
    return pure(width(), fn, a, -1, -1);
  }

  void put(State state, int src) {
    pending[state.index()] = src;
    writes.add(new Uop.Put(state, src));
  }

  void setFlags(int src, long mask) {
    writes.add(new Uop.SetFlags(src, mask));
  }

  int load(int address, int bytes) {
    uops.add(new Uop.Load(temps, address, bytes));
    return temps++;
  }

  void store(int address, int src, int bytes) {
    uops.add(new Uop.Store(address, src, bytes));
  }

  void add(Uop uop) {
    uops.add(uop);
  }

  int newTemp() {
    return temps++;
  }

  void jump(int target) {
    control = new Uop.Jump(target);
  }

  /**
   * Adds a jump to a computed target; the target must be canonical, and is checked before anything
   * is written.
   */
  void jumpTo(int target) {
    uops.add(new Uop.Canonical(target));
    jump(target);
  }

  void branch(int cond, int target) {
    control = new Uop.Branch(cond, target);
  }

  void trap(Uop.Trap.Kind kind, int number) {
    control = new Uop.Trap(kind, number);
  }

  /** Returns a temp with the linear address of memory operand i. */
  int address(int i) {
    if (addresses[i] < 0) {
      addresses[i] = linear((Mem) insn.operand(i), effective((Mem) insn.operand(i)));
    }
    return addresses[i];
  }

  /**
   * Returns a temp with the linear address at a byte offset from memory operand i, for bit strings.
   */
  int addressPlus(int i, int offset) {
    Mem mem = (Mem) insn.operand(i);
    return linear(mem, pure(mem.addressBits(), Fn.ADD, effective(mem), offset));
  }

  /** Returns a temp with the offset of a memory operand in its segment. */
  int effective(Mem mem) {
    int sum = sum(mem);
    boolean computed = mem.base() != null || mem.index() != null;
    return mem.addressBits() == 32 && computed ? pure(32, Fn.ZX, sum) : sum;
  }

  private int sum(Mem mem) {
    if (mem.ripRelative()) {
      return imm(decoded.next() + mem.disp());
    }
    boolean indexed = mem.index() != null && mem.index().isGpr();
    if (!indexed) {
      if (mem.base() == null) {
        return imm(mem.addressBits() == 32 ? Alu.zx(32, mem.disp()) : mem.disp());
      }
      int base = gpr(mem.base());
      return mem.disp() == 0 ? base : pure(Fn.ADD, base, imm(mem.disp()));
    }
    int base = mem.base() == null ? imm(0) : gpr(mem.base());
    int index = gpr(mem.index());
    if (mem.scale() == 1 && mem.disp() == 0) {
      return pure(Fn.ADD, base, index);
    }
    Fn fn =
        switch (mem.scale()) {
          case 1 -> Fn.ADDRESS1;
          case 2 -> Fn.ADDRESS2;
          case 4 -> Fn.ADDRESS4;
          default -> Fn.ADDRESS8;
        };
    return pure(fn, base, index, imm(mem.disp()));
  }

  private int linear(Mem mem, int offset) {
    if (mem.segment() == Reg.FS) {
      return pure(Fn.ADD, get(State.FS_BASE), offset);
    }
    return mem.segment() == Reg.GS ? pure(Fn.ADD, get(State.GS_BASE), offset) : offset;
  }

  private int gpr(Reg reg) {
    return get(State.gpr(reg.full().number()));
  }

  /**
   * Returns a temp with the value of operand i. For a register the bits above the operand's size
   * are undetermined; functions ignore these bits.
   */
  int read(int i) {
    return switch (insn.operand(i)) {
      case RegOp op -> readRegister(op.reg());
      case Imm op -> imm(op.value());
      case Mem mem -> load(address(i), mem.bits() / 8);
      case Rel op -> imm(op.target());
    };
  }

  int readRegister(Reg reg) {
    return switch (reg.kind()) {
      case GPR -> gpr(reg);
      case HIGH -> pure(8, Fn.HIGH, gpr(reg));
      case SEGMENT -> get(State.segment(reg.number()));
      case CONTROL ->
          switch (reg.number()) {
            case 0 -> get(State.CR0);
            case 2 -> get(State.CR2);
            case 3 -> get(State.CR3);
            case 4 -> get(State.CR4);
            default -> get(State.CR8);
          };
      case DEBUG, ZERO -> imm(0);
      case POINTER -> next();
    };
  }

  /** Returns a temp with the value of operand i, zero-extended. */
  int readZeroExtended(int i) {
    int value = read(i);
    return insn.operand(i) instanceof RegOp op && op.reg().kind() == Reg.Kind.GPR
        ? extend(op.reg().bits(), value)
        : value;
  }

  private int extend(int bits, int value) {
    return bits == 64 ? value : pure(bits, Fn.ZX, value);
  }

  /**
   * Writes a value to operand i; for a 32-bit register the value must be zero-extended from 32
   * bits.
   */
  void write(int i, int value) {
    switch (insn.operand(i)) {
      case RegOp op -> writeRegister(op.reg(), value);
      case Mem mem -> store(address(i), value, mem.bits() / 8);
      case Imm op -> throw new IllegalStateException("writes an immediate: " + insn);
      case Rel op -> throw new IllegalStateException("writes a target: " + insn);
    }
  }

  /**
   * Writes a register: a 32-bit write clears the upper half, and a narrower write keeps the other
   * bits (SDM vol. 1, 3.4.1.1).
   */
  void writeRegister(Reg reg, int value) {
    State state = State.gpr(reg.full().number());
    if (reg.bits() >= 32) {
      put(state, value);
      return;
    }
    Fn insert = reg.kind() == Reg.Kind.HIGH ? Fn.INSERT_HIGH : Fn.INSERT;
    int rest = pending[state.index()];
    put(state, pure(reg.bits(), insert, rest < 0 ? get(state) : rest, value));
  }

  /**
   * Returns the register with an encoding number, such as the accumulator or rdx, in the operand
   * size.
   */
  Reg sizedRegister(int number) {
    return Reg.gpr(number, width());
  }
}
