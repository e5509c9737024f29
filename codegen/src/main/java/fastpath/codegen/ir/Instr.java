package fastpath.codegen.ir;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;
import java.util.List;

/** One instruction, and the value it defines. */
public final class Instr extends Value {
  public Op op;
  public Type type;
  public final ArrayList<Value> args;

  /** What the operation needs beyond arguments; its class is said at each {@link Op}. */
  public Object attr;

  /** Where it comes from in the source; may be null. */
  public Loc loc;

  /** The block it stands in; null when in none. */
  public Block block;

  /** Unique in its function; set when it enters a block. */
  public int id = -1;

  public Instr(Op op, Type type, List<? extends Value> args, Object attr, Loc loc) {
    this.op = op;
    this.type = type;
    this.args = new ArrayList<>(args);
    this.attr = attr;
    this.loc = loc;
  }

  /** An instruction without attribute. */
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

  public Pred pred() {
    return (Pred) attr;
  }

  public Mem mem() {
    return (Mem) attr;
  }

  public AsmInfo asm() {
    return (AsmInfo) attr;
  }

  public boolean is(Op other) {
    return op == other;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
