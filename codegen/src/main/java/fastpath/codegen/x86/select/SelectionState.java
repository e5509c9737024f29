package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.source.Loc;
import fastpath.codegen.x86.machine.Condition;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * The state that the classes of instruction selection share: which values have a register, and
 * which values may be folded into their users. Blocks are selected from their end to their start.
 * If no user has requested a register for a value before its instruction is reached, the
 * instruction was folded into its users and is dropped.
 */
final class SelectionState {
  final Function function;
  final MachineFunction machine;

  private final int[] registers;
  private final int[] uses;
  private final int[] position;
  private final int[] params;
  private final int[] slots;
  private final Instr[] onlyUser;

  private Block block;
  private int root;
  private Loc loc;
  private final ArrayList<MachineInsn> batch = new ArrayList<>();
  private final ArrayList<MachineInsn> reversed = new ArrayList<>();

  SelectionState(Function function, MachineFunction machine) {
    this.function = function;
    this.machine = machine;
    int n = function.idLimit();
    registers = new int[n];
    uses = new int[n];
    position = new int[n];
    onlyUser = new Instr[n];
    slots = new int[n];
    params = new int[function.params.size()];
    java.util.Arrays.fill(slots, -1);
    for (Block b : function.blocks) {
      for (Instr instr : b.instrs) {
        for (Value arg : instr.args) {
          if (arg instanceof Instr a) {
            onlyUser[a.id] = uses[a.id]++ == 0 ? instr : null;
          }
        }
      }
    }
  }

  /** Records the position of each instruction; instructions must not be moved afterwards. */
  void number() {
    for (Block b : function.blocks) {
      for (int i = 0; i < b.instrs.size(); i++) {
        position[b.instrs.get(i).id] = i;
      }
    }
  }

  void startBlock(Block b) {
    block = b;
    reversed.clear();
  }

  /** All machine instructions selected for the block, in order of execution. */
  List<MachineInsn> finishBlock() {
    return reversed.reversed();
  }

  /** Starts the selection of the instruction at a position of the block. */
  void startRoot(int index) {
    root = index;
    loc = block.instrs.get(index).loc;
  }

  void finishRoot() {
    reversed.addAll(batch.reversed());
    batch.clear();
  }

  /**
   * Returns the instructions that an action emits, separate from those of the block that is being
   * selected.
   */
  List<MachineInsn> collect(Runnable action) {
    ArrayList<MachineInsn> saved = new ArrayList<>(batch);
    batch.clear();
    action.run();
    ArrayList<MachineInsn> result = new ArrayList<>(batch);
    batch.clear();
    batch.addAll(saved);
    return result;
  }

  Block block() {
    return block;
  }

  int root() {
    return root;
  }

  Loc loc() {
    return loc;
  }

  MachineInsn emit(MachineInsn insn) {
    batch.add(insn);
    return insn;
  }

  MachineInsn emit(Opcode opcode, MachineOperand... operands) {
    return emit(MachineInsn.plain(opcode, loc, operands));
  }

  MachineInsn emit(Opcode opcode, Condition condition, MachineOperand... operands) {
    return emit(MachineInsn.conditional(opcode, condition, loc, operands));
  }

  MachineInsn copy(int to, int from, int bits) {
    return emit(MachineInsn.copy(to, from, bits, loc));
  }

  /** Emits a copy that exists only because of a two-operand form. */
  void tie(int to, int from, int bits) {
    MachineInsn insn = MachineInsn.copy(to, from, bits, loc);
    insn.tie = true;
    emit(insn);
  }

  int fresh(int bits) {
    return machine.newRegister(bits);
  }

  /**
   * Skips conversions without an instruction: a narrower value is the low part of the same
   * register.
   */
  static Value strip(Value v) {
    while (v instanceof Instr i && (i.op == Op.EXPECT || i.op == Op.TRUNC && i.type != Type.I1)) {
      v = i.arg(0);
    }
    return v;
  }

  /** True if a user that is already selected needs the value in a register. */
  boolean isDemanded(Value v) {
    v = strip(v);
    return switch (v) {
      case Instr i -> registers[i.id] != 0;
      case Param p -> params[p.index()] != 0;
      case Const _, SymbolAddr _, Undef _ -> false;
    };
  }

  /** Returns the register that holds a value, which is created on first use. */
  int register(Value value) {
    Value v = strip(value);
    return switch (v) {
      case Instr i -> {
        if (i.op == Op.ALLOCA) {
          yield slotAddress(i);
        }
        if (registers[i.id] == 0) {
          registers[i.id] = fresh(i.type.bits());
        }
        yield registers[i.id];
      }
      case Param p -> {
        if (params[p.index()] == 0) {
          params[p.index()] = fresh(p.type().bits());
        }
        yield params[p.index()];
      }
      case Const c -> {
        int r = fresh(c.type().bits());
        emit(Opcode.MOV, new Register(r, opBits(c.type())), new Immediate(c.value(), null));
        yield r;
      }
      case SymbolAddr s -> {
        int r = fresh(64);
        emit(Opcode.MOV, new Register(r, 64), new Immediate(s.offset(), s.symbol()));
        yield r;
      }
      case Undef u -> fresh(u.type().bits());
    };
  }

  Register registerOperand(Value v, int bits) {
    return new Register(register(v), bits);
  }

  /** Returns the register of a value; 0 if no user has requested one. */
  int demandedRegister(Instr i) {
    return registers[i.id];
  }

  int paramRegister(int index) {
    return params[index];
  }

  int slot(Instr alloca) {
    if (slots[alloca.id] < 0) {
      var slot = alloca.slot();
      slots[alloca.id] = machine.newSlot(MachineFunction.Area.LOCAL, slot.size(), slot.align(), 0);
    }
    return slots[alloca.id];
  }

  private int slotAddress(Instr alloca) {
    machine.slotEscapes = true;
    int r = fresh(64);
    emit(Opcode.LEA, new Register(r, 64), Memory.inSlot(0, slot(alloca), 0));
    return r;
  }

  int uses(Instr i) {
    return uses[i.id];
  }

  /** Returns the only user of a value in this block, or null. */
  boolean isOnlyUsedHere(Instr i) {
    return uses[i.id] == 1 && i.block == block;
  }

  Instr onlyUser(Instr i) {
    return onlyUser[i.id];
  }

  /**
   * Returns the width at which a type is computed: 32 or 64; narrower operations have no advantage.
   */
  static int opBits(Type type) {
    return type == Type.I64 ? 64 : 32;
  }

  /** Returns the width at which a value of the type is compared or stored. */
  static int exactBits(Type type) {
    return Math.max(8, type.bits());
  }

  static boolean fitsImmediate(long value) {
    return value == (int) value;
  }

  /** Returns a constant operand if instructions can have the value as an immediate, else null. */
  static Immediate immediate(Value v) {
    return switch (strip(v)) {
      case Const c when fitsImmediate(v.type().canonical(c.value())) ->
          new Immediate(v.type().canonical(c.value()), null);
      // No relocation yields the low part of an address.
      case SymbolAddr s when v.type() == Type.I64 -> new Immediate(s.offset(), s.symbol());
      case Const _, SymbolAddr _, Instr _, Param _, Undef _ -> null;
    };
  }

  /** Returns an immediate if possible, else a register. */
  MachineOperand immediateOrRegister(Value v, int bits) {
    Immediate immediate = immediate(v);
    return immediate != null ? immediate : registerOperand(v, bits);
  }

  /** Returns an immediate, the memory operand of a load without other users, or a register. */
  MachineOperand source(Value v, int bits) {
    Immediate immediate = immediate(v);
    if (immediate != null) {
      return immediate;
    }
    return registerOrMemory(v, bits);
  }

  /** Returns a register, or the memory operand of a load that can be executed at this place. */
  MachineOperand registerOrMemory(Value v, int bits) {
    Memory memory = foldedLoad(v, bits);
    return memory != null ? memory : registerOperand(v, bits);
  }

  /**
   * Returns the memory operand of a load of exactly these bits that can move to the root; else
   * null.
   */
  Memory foldedLoad(Value v, int bits) {
    if (v instanceof Instr i && i.op == Op.LOAD && exactBits(i.type) == bits && canFold(i)) {
      return address(i.arg(0), bits, i.mem().seg());
    }
    return null;
  }

  /** True if a plain load with one use can be executed at the root instead. */
  boolean canFold(Instr load) {
    return isOnlyUsedHere(load)
        && registers[load.id] == 0
        && load.mem().isPlain()
        && !writesBetween(position[load.id], root);
  }

  /** True if memory may change strictly between two positions of the block. */
  boolean writesBetween(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (writesMemory(block.instrs.get(i))) {
        return true;
      }
    }
    return false;
  }

  int position(Instr i) {
    return position[i.id];
  }

  private static boolean writesMemory(Instr i) {
    return switch (i.op) {
      case STORE, CALL, ASM, ATOMIC_RMW, CMPXCHG, FENCE -> true;
      case LOAD -> !i.mem().isPlain();
      case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> false;
      case SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> false;
      case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, ALLOCA -> false;
      case RESULT, READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS -> false;
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> false;
    };
  }

  /** Returns the operand that addresses memory at a value. */
  Memory address(Value address, int bits, Segment segment) {
    return new AddressMatcher(this, segment).match(address, bits);
  }
}
