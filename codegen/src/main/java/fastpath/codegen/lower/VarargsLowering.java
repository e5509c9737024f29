package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.VaList;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.List;

/**
 * Lowers va_start and va_arg (psABI 3.5.7). A variadic function has a parameter for every argument
 * register, and a last parameter that is the address of the unnamed arguments on the stack.
 */
final class VarargsLowering {
  /** The size in bytes of the area for the argument registers; vector registers are not saved. */
  private static final int SAVED = 8 * Abi.REGISTERS;

  private final FunctionLowering f;

  VarargsLowering(FunctionLowering f) {
    this.f = f;
  }

  void start(Expr.Builtin b) {
    if (!((CType.Func) f.symbol.type).variadic()) {
      throw b.at().error("'va_start' used in function with fixed arguments");
    }
    Value list = f.expressions.value(b.args().getFirst());
    f.out.at(b.at());
    Value area = f.out.alloca(SAVED, 8, "registers.");
    List<Param> params = f.out.function.params;
    for (int i = f.namedRegisters; i < Abi.REGISTERS; i++) {
      f.out.store(f.out.add(area, 8L * i), params.get(i), Mem.PLAIN);
    }
    store(list, VaList.GP_OFFSET, Const.i32(8 * f.namedRegisters));
    store(list, VaList.FP_OFFSET, Const.i32(SAVED));
    store(list, VaList.OVERFLOW_ARG_AREA, params.getLast());
    store(list, VaList.REG_SAVE_AREA, area);
  }

  /** Returns the address of the next argument; the result's type is a pointer to its type. */
  Value argument(Expr.Builtin b) {
    CType type = b.type().target();
    Value list = f.expressions.value(b.args().getFirst());
    f.out.at(b.at());
    List<Abi.Word> words = Abi.registerWords(type);
    if (words == null || words.isEmpty()) {
      return onStack(list, type);
    }
    Value address = f.out.alloca(8, 8, "argument.");
    Block saved = f.out.newBlock("saved");
    Block stack = f.out.newBlock("stack");
    Block end = f.out.newBlock("end");
    Value offset = f.out.load(Type.I32, f.out.add(list, VaList.GP_OFFSET), Mem.PLAIN);
    Const last = Const.i32(SAVED - 8 * words.size());
    f.out.branch(f.out.compare(Pred.ULE, offset, last), saved, stack, null);
    f.out.start(saved);
    Value area = f.out.load(Type.I64, f.out.add(list, VaList.REG_SAVE_AREA), Mem.PLAIN);
    Value from = f.out.binary(Op.ADD, area, f.out.resize(offset, Type.I64, false));
    store(list, VaList.GP_OFFSET, f.out.binary(Op.ADD, offset, Const.i32(8 * words.size())));
    f.out.store(address, inOrder(from, type, words), Mem.PLAIN);
    f.out.branch(end);
    f.out.start(stack);
    f.out.store(address, onStack(list, type), Mem.PLAIN);
    f.out.start(end);
    return f.out.load(Type.I64, address, Mem.PLAIN);
  }

  /** Returns the address of an object whose words were saved one after the other. */
  private Value inOrder(Value from, CType type, List<Abi.Word> words) {
    if (words.size() * 8L >= type.size()) {
      return from;
    }
    // A word without a member has no register.
    Value object = f.out.alloca(type.size(), type.align(), "argument.");
    for (int i = 0; i < words.size(); i++) {
      Value word = f.out.load(Type.I64, f.out.add(from, 8L * i), Mem.PLAIN);
      Value to = f.out.add(object, words.get(i).offset());
      f.aggregates.storeBytes(to, word, (int) words.get(i).bytes());
    }
    return object;
  }

  private Value onStack(Value list, CType type) {
    Value next = f.out.load(Type.I64, f.out.add(list, VaList.OVERFLOW_ARG_AREA), Mem.PLAIN);
    if (type.align() > 8) {
      Value up = f.out.add(next, type.align() - 1);
      next = f.out.binary(Op.AND, up, Const.i64(-(long) type.align()));
    }
    Value after = f.out.add(next, Abi.stackBytes(type));
    store(list, VaList.OVERFLOW_ARG_AREA, after);
    return next;
  }

  private void store(Value list, int offset, Value value) {
    f.out.store(f.out.add(list, offset), value, Mem.PLAIN);
  }
}
