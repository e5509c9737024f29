package fastpath.codegen.ir;

import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.List;

/** An instruction, which is also the value that it defines. */
public final class Instr extends Value {
  public Op op;
  public Type type;
  public final ArrayList<Value> args;

  /** The attribute that the operation has; null for operations without one. */
  public Attribute attr;

  /** Place in the source; may be null. */
  public Loc loc;

  /** The block that contains the instruction; null if the instruction is in no block. */
  public Block block;

  /**
   * The instruction's number, unique in the function, assigned when the instruction is added to a
   * block.
   */
  public int id = -1;

  public Instr(Op op, Type type, List<? extends Value> args, Attribute attr, Loc loc) {
    this.op = op;
    this.type = type;
    this.args = new ArrayList<>(args);
    this.attr = attr;
    this.loc = loc;
  }

  /** Creates an instruction without an attribute. */
  public static Instr of(Op op, Type type, Loc loc, Value... args) {
    return new Instr(op, type, List.of(args), null, loc);
  }

  @Override
  public Type type() {
    return type;
  }

  public Value arg(int index) {
    return args.get(index);
  }

  /** The relation that an ICMP tests. */
  public Pred pred() {
    return (Pred) attr;
  }

  /** How a LOAD, STORE or CMPXCHG accesses memory. */
  public Mem mem() {
    return (Mem) attr;
  }

  /** The asm statement of an ASM or ASM_GOTO. */
  public AsmInfo asm() {
    return (AsmInfo) attr;
  }

  /** The properties of a CALL. */
  public CallInfo call() {
    return (CallInfo) attr;
  }

  /** The operation of an ATOMIC_RMW. */
  public Rmw rmw() {
    return (Rmw) attr;
  }

  /** The stack slot whose address an ALLOCA yields. */
  public StackSlot slot() {
    return (StackSlot) attr;
  }

  /** The memory order of a FENCE. */
  public MemoryOrder order() {
    return (MemoryOrder) attr;
  }

  /** The weight of a CONDBR; null if it has no weight yet. */
  public BranchWeight weight() {
    return (BranchWeight) attr;
  }

  /** The values of a SWITCH, in the order of its successors after the first. */
  public long[] cases() {
    return ((Cases) attr).values();
  }

  /** The hardware register of a READ_REG or WRITE_REG. */
  public Reg hardware() {
    return ((Attribute.Hardware) attr).register();
  }

  /**
   * Returns the call directly before a RET that returns exactly the call's result, whose return may
   * be the callee's; null if there is none.
   */
  public Instr returnedCall() {
    List<Instr> instrs = block.instrs;
    int at = instrs.size() - 2;
    while (at >= 0 && instrs.get(at).op == Op.RESULT) {
      at--;
    }
    Instr call = at < 0 ? null : instrs.get(at);
    boolean returned = call != null && call.op == Op.CALL;
    for (int i = 0; returned && i < args.size(); i++) {
      returned = i == 0 ? arg(0) == call : arg(i) instanceof Instr r && r.isResult(call, i);
    }
    return returned ? call : null;
  }

  /** True for the RESULT that is an output of a call or asm. */
  public boolean isResult(Instr of, int index) {
    return op == Op.RESULT && arg(0) == of && output() == index;
  }

  /** The number of the output that a RESULT yields. */
  public int output() {
    return ((Attribute.Output) attr).index();
  }

  /** The value that an EXPECT declares to be likely. */
  public long expected() {
    return ((Attribute.Expected) attr).value();
  }

  public boolean is(Op other) {
    return op == other;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
