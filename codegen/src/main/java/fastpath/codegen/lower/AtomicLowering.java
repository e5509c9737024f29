package fastpath.codegen.lower;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import fastpath.codegen.c.BuiltinKind;
import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.MemoryOrder;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Rmw;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lowers atomic loads, stores, read-modify-writes and compare-and-exchange. */
final class AtomicLowering {
  /**
   * Operations that are a single locked instruction if the old value is unused or if the
   * instruction yields the old value.
   */
  private static final Map<BuiltinKind, Rmw.Kind> INSTRUCTIONS =
      new EnumMap<>(
          ImmutableMap.of(
              BuiltinKind.ATOMIC_EXCHANGE, Rmw.Kind.XCHG,
              BuiltinKind.ATOMIC_FETCH_ADD, Rmw.Kind.ADD,
              BuiltinKind.ATOMIC_FETCH_SUB, Rmw.Kind.SUB,
              BuiltinKind.ATOMIC_FETCH_AND, Rmw.Kind.AND,
              BuiltinKind.ATOMIC_FETCH_OR, Rmw.Kind.OR,
              BuiltinKind.ATOMIC_FETCH_XOR, Rmw.Kind.XOR));

  /**
   * Operations whose old value no instruction yields; such an operation becomes a loop around a
   * compare-and-exchange.
   */
  private static final Set<BuiltinKind> NEED_LOOP =
      EnumSet.of(
          BuiltinKind.ATOMIC_FETCH_NAND,
          BuiltinKind.ATOMIC_FETCH_AND,
          BuiltinKind.ATOMIC_FETCH_OR,
          BuiltinKind.ATOMIC_FETCH_XOR);

  private static final Map<BuiltinKind, Op> COMBINATIONS =
      new EnumMap<>(
          ImmutableMap.of(
              BuiltinKind.ATOMIC_FETCH_AND, Op.AND,
              BuiltinKind.ATOMIC_FETCH_OR, Op.OR,
              BuiltinKind.ATOMIC_FETCH_XOR, Op.XOR));

  private final FunctionLowering f;

  AtomicLowering(FunctionLowering f) {
    this.f = f;
  }

  /** gcc's numbering of memory orders. */
  static MemoryOrder order(long number) {
    return switch (Ints.saturatedCast(number)) {
      case 0 -> MemoryOrder.RELAXED;
      case 1, 2 -> MemoryOrder.ACQUIRE;
      case 3 -> MemoryOrder.RELEASE;
      case 4 -> MemoryOrder.ACQ_REL;
      default -> MemoryOrder.SEQ_CST;
    };
  }

  Value lower(Expr.Builtin b, boolean wanted) {
    CType object = b.args().getFirst().type().target();
    Type type = Abi.type(object);
    MemoryOrder order = order(b.extra());
    Segment segment = Lvalue.segment(object);
    Mem mem = new Mem(segment, object.isVolatile(), order);
    List<Value> args = new ArrayList<>();
    for (Expr arg : b.args()) {
      args.add(f.expressions.value(arg));
    }
    f.out.at(b.at());
    Rmw.Kind kind = INSTRUCTIONS.get(b.kind());
    // Only xadd and xchg yield the old value.
    if (kind != null && !(wanted && NEED_LOOP.contains(b.kind()))) {
      return f.out.emit(Op.ATOMIC_RMW, type, new Rmw(kind, segment, order), args);
    }
    if (NEED_LOOP.contains(b.kind())) {
      return loop(b.kind(), type, mem, args);
    }
    if (b.kind() == BuiltinKind.ATOMIC_LOAD) {
      return f.out.load(type, args.getFirst(), mem);
    }
    if (b.kind() == BuiltinKind.ATOMIC_STORE) {
      f.out.store(args.getFirst(), args.get(1), mem);
      return null;
    }
    return b.kind() == BuiltinKind.ATOMIC_COMPARE_EXCHANGE
        ? exchange(b, type, mem, args)
        : f.out.emit(Op.CMPXCHG, type, mem, args);
  }

  private Value exchange(Expr.Builtin b, Type type, Mem mem, List<Value> args) {
    Mem expectedMem = Lvalue.mem(b.args().get(1).type().target());
    Value expected = f.out.load(type, args.get(1), expectedMem);
    Value old = f.out.emit(Op.CMPXCHG, type, mem, args.getFirst(), expected, args.get(2));
    Value same = f.out.compare(Pred.EQ, old, expected);
    Block failed = f.out.newBlock("failed");
    Block end = f.out.newBlock("end");
    f.out.branch(same, end, failed, null);
    f.out.start(failed);
    f.out.store(args.get(1), old, expectedMem);
    f.out.start(end);
    return f.out.resize(same, Type.I8, false);
  }

  private Value loop(BuiltinKind kind, Type type, Mem mem, List<Value> args) {
    return repeated(type, mem, args.getFirst(), old -> desired(kind, old, args.get(1)), true);
  }

  /**
   * Emits a loop that compares and exchanges until no other CPU has changed the object in between.
   *
   * @param desired computes the new value from the old one
   * @param resultOld true if the old value is returned, false if the new one is
   */
  private Value repeated(
      Type type, Mem mem, Value address, UnaryOperator<Value> desired, boolean resultOld) {
    Value slot = f.out.alloca(type.bytes(), type.bytes(), "old");
    f.out.store(slot, f.out.load(type, address, mem), Mem.PLAIN);
    Block again = f.out.newBlock("again");
    Block end = f.out.newBlock("end");
    f.out.start(again);
    Value old = f.out.load(type, slot, Mem.PLAIN);
    Value wanted = desired.apply(old);
    Value seen = f.out.emit(Op.CMPXCHG, type, mem, address, old, wanted);
    f.out.store(slot, seen, Mem.PLAIN);
    f.out.branch(f.out.compare(Pred.EQ, seen, old), end, again, null);
    f.out.start(end);
    return resultOld ? seen : wanted;
  }

  /** Updates an atomic object by an operator that no instruction performs. */
  Value update(Expr.Update u, Lvalue place) {
    Type type = Abi.type(u.type());
    CType object = place.type();
    Mem mem = new Mem(Lvalue.segment(object), object.isVolatile(), MemoryOrder.SEQ_CST);
    return repeated(
        type,
        mem,
        place.address(),
        old -> {
          f.held.put(u.held(), old);
          return f.expressions.value(u.newValue());
        },
        u.resultOld());
  }

  private Value desired(BuiltinKind kind, Value old, Value by) {
    if (kind == BuiltinKind.ATOMIC_FETCH_NAND) {
      return f.out.emit(Op.NOT, old.type(), null, f.out.binary(Op.AND, old, by));
    }
    return f.out.binary(COMBINATIONS.get(kind), old, by);
  }
}
