package fastpath.codegen.lower;

import fastpath.codegen.c.BuiltinKind;
import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.MemoryOrder;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.List;
import java.util.Set;

/** Lowers builtin functions other than the atomic ones. */
final class BuiltinLowering {
  private final FunctionLowering f;
  final AtomicLowering atomics;
  private final OverflowLowering overflow;
  private final VarargsLowering varargs;

  BuiltinLowering(FunctionLowering f) {
    this.f = f;
    this.atomics = new AtomicLowering(f);
    this.overflow = new OverflowLowering(f);
    this.varargs = new VarargsLowering(f);
  }

  private Value arg(Expr.Builtin b, int index) {
    return f.expressions.value(b.args().get(index));
  }

  /**
   * Returns the value of a builtin call; null for void, and possibly null if the value is not
   * {@code wanted}.
   */
  Value lower(Expr.Builtin b, boolean wanted) {
    return switch (b.kind()) {
      case EXPECT -> expect(b);
      // The argument may become constant by inlining, so that a pass answers the call.
      case CONSTANT_P -> {
        Value value = arg(b, 0);
        f.out.at(b.at());
        yield value instanceof Const
            ? Const.i32(1)
            : f.call("__builtin_constant_p", Type.I32, List.of(value));
      }
      // The object may become known by inlining, so that a pass answers the call.
      case OBJECT_SIZE -> {
        Value pointer = arg(b, 0);
        f.out.at(b.at());
        yield f.call("__builtin_object_size", Type.I64, List.of(pointer));
      }
      case UNREACHABLE -> {
        f.out.end(Op.UNREACHABLE, null, List.of());
        yield null;
      }
      case TRAP -> trap(b);
      case MEMCPY, MEMMOVE, MEMSET, MEMCMP, STRLEN -> memory(b);
      case CTZ, CLZ, POPCOUNT -> {
        Op op =
            b.kind() == BuiltinKind.CTZ ? Op.CTZ : b.kind() == BuiltinKind.CLZ ? Op.CLZ : Op.POPCNT;
        Value value = unary(op, b);
        yield f.out.resize(value, Type.I32, false);
      }
      case FFS -> ffs(b);
      case PARITY -> {
        Value count = f.out.resize(unary(Op.POPCNT, b), Type.I32, false);
        yield f.out.binary(Op.AND, count, Const.i32(1));
      }
      case BSWAP -> bswap(b);
      case ADD_OVERFLOW, SUB_OVERFLOW, MUL_OVERFLOW -> overflow.lower(b);
      case RETURN_ADDRESS -> f.out.emit(Op.RETURN_ADDRESS, Type.I64, null);
      case FRAME_ADDRESS -> f.out.emit(Op.FRAME_ADDRESS, Type.I64, null);
      case ALLOCA -> takeStack(b);
      case VA_START -> {
        varargs.start(b);
        yield null;
      }
      case VA_ARG -> varargs.argument(b);
      case PREFETCH -> {
        f.expressions.effect(b.args().getFirst());
        yield null;
      }
      case ATOMIC_LOAD,
          ATOMIC_STORE,
          ATOMIC_EXCHANGE,
          ATOMIC_FETCH_ADD,
          ATOMIC_FETCH_SUB,
          ATOMIC_FETCH_AND,
          ATOMIC_FETCH_OR,
          ATOMIC_FETCH_XOR,
          ATOMIC_FETCH_NAND,
          ATOMIC_COMPARE_EXCHANGE_VALUE,
          ATOMIC_COMPARE_EXCHANGE ->
          atomics.lower(b, wanted);
      case FENCE -> {
        MemoryOrder order = AtomicLowering.order(b.extra());
        f.out.at(b.at());
        if (order != MemoryOrder.RELAXED) {
          f.out.emit(Op.FENCE, Type.VOID, order);
        }
        yield null;
      }
      case COMPILER_FENCE -> {
        f.out.at(b.at());
        barrier();
        yield null;
      }
    };
  }

  /** An object with a larger alignment than the stack's is enlarged and its address aligned. */
  private Value takeStack(Expr.Builtin b) {
    Value size = arg(b, 0);
    f.out.at(b.at());
    return f.out.dynamicAlloca(size, b.extra());
  }

  private void barrier() {
    AsmInfo info = new AsmInfo("", List.of(), Set.of(), true, true, List.of());
    f.out.emit(Op.ASM, Type.VOID, info);
  }

  private Value expect(Expr.Builtin b) {
    Expr operand = b.args().getFirst();
    if (f.conditions.isExpectedTruth(b)) {
      return f.out.resize(f.conditions.bit(b), Type.I64, false);
    }
    Value value = f.expressions.value(operand);
    f.out.at(b.at());
    return value instanceof Const
        ? value
        : f.out.emit(Op.EXPECT, value.type(), new Attribute.Expected(b.extra()), value);
  }

  private Value trap(Expr.Builtin b) {
    f.out.at(b.at());
    AsmInfo info = new AsmInfo("ud2", List.of(), Set.of(), false, true, List.of());
    f.out.emit(Op.ASM, Type.VOID, info);
    f.out.end(Op.UNREACHABLE, null, List.of());
    return null;
  }

  private Value unary(Op op, Expr.Builtin b) {
    Value value = arg(b, 0);
    f.out.at(b.at());
    return f.out.emit(op, value.type(), null, value);
  }

  private Value bswap(Expr.Builtin b) {
    Value value = arg(b, 0);
    f.out.at(b.at());
    return value.type() == Type.I16
        ? f.out.emit(Op.ROTL, Type.I16, null, value, Const.of(Type.I16, 8))
        : f.out.emit(Op.BSWAP, value.type(), null, value);
  }

  private Value ffs(Expr.Builtin b) {
    Value value = arg(b, 0);
    f.out.at(b.at());
    Value count = f.out.resize(f.out.emit(Op.CTZ, value.type(), null, value), Type.I32, false);
    Value found = f.out.binary(Op.ADD, count, Const.i32(1));
    return f.out.emit(Op.SELECT, Type.I32, null, f.out.isTrue(value), found, Const.i32(0));
  }

  private Value memory(Expr.Builtin b) {
    Value[] args = new Value[b.args().size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = arg(b, i);
    }
    f.out.at(b.at());
    Value done = inline(b.kind(), b.args(), args);
    if (done != null) {
      return done;
    }
    Type type = b.kind() == BuiltinKind.MEMCMP ? Type.I32 : Type.I64;
    return f.call(b.kind().library(), type, List.of(args));
  }

  /**
   * Lowers a call of memcpy or a similar function as the builtin if the size is small; returns null
   * if the call stays.
   */
  Value library(Symbol symbol, Expr.Call c) {
    if (symbol.defined || symbol.isStatic) {
      return null;
    }
    if (symbol.name.equals("alloca") && c.args().size() == 1 && c.type().isPointer()) {
      return takeStack(new Expr.Builtin(BuiltinKind.ALLOCA, c.args(), 16, c.type(), c.at()));
    }
    BuiltinKind kind =
        switch (symbol.name) {
          case "memcpy" -> BuiltinKind.MEMCPY;
          case "memmove" -> BuiltinKind.MEMMOVE;
          case "memset" -> BuiltinKind.MEMSET;
          default -> null;
        };
    if (kind == null
        || c.args().size() != 3
        || !(c.args().get(2) instanceof Expr.IntLit n)
        || n.value() > AggregateLowering.INLINE_LIMIT
        || n.value() < 0
        || !c.args().getFirst().type().isPointer()) {
      return null;
    }
    boolean pointer = kind == BuiltinKind.MEMSET || c.args().get(1).type().isPointer();
    if (!pointer) {
      return null;
    }
    return memory(new Expr.Builtin(kind, c.args(), 0, c.type(), c.at()));
  }

  private Value inline(BuiltinKind kind, List<Expr> exprs, Value[] args) {
    if (args.length < 3
        || !(args[2] instanceof Const size)
        || size.value() < 0
        || size.value() > AggregateLowering.INLINE_LIMIT) {
      return null;
    }
    List<CopyPieces.Leaf> words = CopyPieces.words(0, size.value(), 8);
    Mem to = Lvalue.mem(target(exprs.get(0)));
    if (kind == BuiltinKind.MEMCPY) {
      f.aggregates.copy(args[0], to, args[1], Lvalue.mem(target(exprs.get(1))), words);
      return args[0];
    }
    if (kind == BuiltinKind.MEMMOVE) {
      return words.size() <= 8 ? move(args, words) : null;
    }
    return kind == BuiltinKind.MEMSET && args[1] instanceof Const c
        ? fill(args[0], to, c.value(), words)
        : null;
  }

  private static CType target(Expr pointer) {
    // The segment of the pointed-to type is kept. Volatile is dropped, because the library function
    // ignores it.
    CType to = pointer.type() instanceof CType.Pointer p ? p.to() : CType.VOID;
    return to.with(to.quals() & CType.SEGMENTS);
  }

  private Value move(Value[] args, List<CopyPieces.Leaf> words) {
    Value[] loaded = new Value[words.size()];
    for (int i = 0; i < loaded.length; i++) {
      CopyPieces.Leaf leaf = words.get(i);
      loaded[i] =
          f.out.load(Type.ofBytes(leaf.bytes()), f.out.add(args[1], leaf.offset()), Mem.PLAIN);
    }
    for (int i = 0; i < loaded.length; i++) {
      f.out.store(f.out.add(args[0], words.get(i).offset()), loaded[i], Mem.PLAIN);
    }
    return args[0];
  }

  private Value fill(Value address, Mem mem, long value, List<CopyPieces.Leaf> words) {
    long pattern = (value & 255) * 0x0101_0101_0101_0101L;
    for (CopyPieces.Leaf leaf : words) {
      f.out.store(
          f.out.add(address, leaf.offset()), Const.of(Type.ofBytes(leaf.bytes()), pattern), mem);
    }
    return address;
  }
}
