package fastpath.codegen.c;

import fastpath.codegen.c.Expr.IntLit;
import java.math.BigInteger;
import java.util.Objects;

/** Evaluates constant expressions: integers, and addresses known at link time (C17 6.6). */
public final class Constants {
  /**
   * A symbol's address plus an offset; a plain number when {@code symbol} is null.
   *
   * @param minus the label from which the distance to the label {@code symbol} is counted, or null
   */
  public record Address(Symbol symbol, Expr.StringLit string, Symbol minus, long offset) {
    boolean isNumber() {
      return symbol == null && string == null;
    }

    Address plus(long more) {
      return new Address(symbol, string, minus, offset + more);
    }
  }

  private Constants() {}

  /** The value of an integer constant expression; null if the expression is not one. */
  public static Long integer(Expr expr) {
    Address address = address(expr);
    return address != null && address.isNumber() ? (Long) address.offset : null;
  }

  /**
   * The value of a constant expression of type __int128; null if the expression is not constant or
   * has another type.
   */
  public static BigInteger wide(Expr expr) {
    return expr.type().isWide() ? WideConstants.value(expr) : null;
  }

  /** True if an object with static storage duration may be initialized by the expression. */
  static boolean isInitializer(Expr expr) {
    return expr.type().isWide() ? WideConstants.value(expr) != null : address(expr) != null;
  }

  /** The value of an address constant or integer constant; null if the expression is neither. */
  public static Address address(Expr expr) {
    if (expr.type().isWide()) {
      BigInteger value = WideConstants.value(expr);
      return value == null || value.bitLength() > 63 ? null : number(value.longValue());
    }
    return switch (expr) {
      case IntLit i -> number(i.value());
      case Expr.RealLit r -> null;
      case Expr.StringLit s -> null;
      case Expr.AddressOf a -> object(a.object());
      case Expr.Cast c -> cast(c);
      case Expr.PointerAdd p -> {
        Address base = address(p.pointer());
        Long index = integer(p.index());
        long size = p.pointer().type().target().size();
        yield base == null || index == null
            ? null
            : base.plus(p.minus() ? -index * size : index * size);
      }
      case Expr.PointerDiff d -> {
        Address l = address(d.left());
        Address r = address(d.right());
        Address distance = l == null || r == null ? null : distance(l, r);
        yield distance != null && distance.isNumber()
            ? number(distance.offset / d.size())
            : distance;
      }
      case Expr.Binary b -> binary(b);
      case Expr.Compare c -> compare(c);
      case Expr.Negate n -> map(n.operand(), n.type(), v -> -v);
      case Expr.Complement n -> map(n.operand(), n.type(), v -> ~v);
      case Expr.Not n -> {
        Address a = address(n.operand());
        yield a == null ? null : number(a.isNumber() && a.offset == 0 ? 1 : 0);
      }
      case Expr.Logical l -> logical(l);
      case Expr.Conditional c -> {
        Long test = integer(c.test());
        yield test == null ? null : address(test != 0 ? c.yes() : c.no());
      }
      case Expr.Builtin b -> builtin(b);
      case Expr.Let l -> null;
      case Expr.Var v -> contents(v);
      case Expr.Member m -> contents(m);
      case Expr.Deref d -> null;
      case Expr.Assign a -> null;
      case Expr.Update u -> null;
      case Expr.Held h -> null;
      case Expr.Comma c -> null;
      case Expr.Call c -> null;
      case Expr.StatementExpr s -> null;
      case Expr.CompoundLiteral c -> contents(c);
    };
  }

  /**
   * The value of a constexpr object or of a member of one (C23 6.6); null if the expression is
   * something else.
   */
  private static Address contents(Expr expr) {
    long offset = 0;
    Field bits = expr instanceof Expr.Member m && m.field().isBitField() ? m.field() : null;
    Expr object = expr;
    while (object instanceof Expr.Member m) {
      offset += m.field().offset();
      object = m.object();
    }
    Symbol symbol =
        object instanceof Expr.Var v
            ? v.symbol()
            : object instanceof Expr.CompoundLiteral c ? c.variable() : null;
    if (symbol == null || symbol.constant == null || !expr.type().isScalar()) {
      return null;
    }
    for (Initializer.Item item : symbol.constant.items()) {
      if (item.offset() == offset && Objects.equals(item.field(), bits)) {
        return item.type().size() == expr.type().size() ? address(item.value()) : null;
      }
    }
    return number(0);
  }

  private static Address number(long value) {
    return new Address(null, null, null, value);
  }

  private static Address object(Expr object) {
    return switch (object) {
      case Expr.Var v ->
          v.symbol().kind == Symbol.Kind.GLOBAL || v.symbol().isFunction()
              ? new Address(v.symbol(), null, null, 0)
              : null;
      case Expr.StringLit s -> new Address(null, s, null, 0);
      case Expr.CompoundLiteral c ->
          c.variable().kind == Symbol.Kind.GLOBAL ? new Address(c.variable(), null, null, 0) : null;
      case Expr.Member m -> {
        Address base = object(m.object());
        yield base == null ? null : base.plus(m.field().offset());
      }
      case Expr.Deref d -> address(d.pointer());
      case Expr.IntLit _, Expr.RealLit _, Expr.AddressOf _, Expr.Negate _, Expr.Complement _ ->
          null;
      case Expr.Not _, Expr.Binary _, Expr.Compare _, Expr.PointerAdd _ -> null;
      case Expr.PointerDiff _, Expr.Logical _, Expr.Conditional _ -> null;
      case Expr.Assign _, Expr.Update _, Expr.Held _, Expr.Let _, Expr.Cast _ -> null;
      case Expr.Comma _, Expr.Call _, Expr.StatementExpr _, Expr.Builtin _ -> null;
    };
  }

  private static Address cast(Expr.Cast c) {
    Address a = address(c.operand());
    if (a == null || !c.type().isScalar()) {
      return null;
    }
    if (a.isNumber()) {
      return number(Sema.wrap(c.type(), a.offset));
    }
    if (c.type() instanceof CType.Int i && i.kind() == IntKind.BOOL) {
      return number(1);
    }
    return c.type().size() == 8 || a.minus != null && c.type().size() == 4 ? a : null;
  }

  private static Address map(
      Expr operand, CType type, java.util.function.LongUnaryOperator function) {
    Long value = integer(operand);
    return value == null ? null : number(Sema.wrap(type, function.applyAsLong(value)));
  }

  private static Address binary(Expr.Binary b) {
    Address l = address(b.left());
    Address r = address(b.right());
    if (l == null || r == null) {
      return null;
    }
    if (l.isNumber() && r.isNumber()) {
      Long value = Sema.fold(b.op(), l.offset, r.offset, b.type());
      return value == null ? null : number(value);
    }
    if (b.type().size() == 8 && b.op() == Expr.Op.ADD && (l.isNumber() || r.isNumber())) {
      return l.isNumber() ? r.plus(l.offset) : l.plus(r.offset);
    }
    if (b.type().size() == 8 && b.op() == Expr.Op.SUB) {
      if (r.isNumber()) {
        return l.plus(-r.offset);
      }
      return distance(l, r);
    }
    return null;
  }

  /** The distance of two addresses in an object, or of two labels; null if it is not known. */
  private static Address distance(Address l, Address r) {
    if (l.minus != null || r.minus != null) {
      return null;
    }
    if (l.symbol == r.symbol && l.string == r.string) {
      return number(l.offset - r.offset);
    }
    boolean labels =
        l.symbol != null
            && r.symbol != null
            && l.symbol.labelOf != null
            && l.symbol.labelOf == r.symbol.labelOf;
    return labels ? new Address(l.symbol, null, r.symbol, l.offset - r.offset) : null;
  }

  private static Address compare(Expr.Compare c) {
    Address l = address(c.left());
    Address r = address(c.right());
    if (l == null || r == null) {
      return null;
    }
    if (l.symbol == r.symbol && l.string == r.string) {
      return number(
          Sema.fold(c.relation(), l.offset, r.offset, c.left().type().isSigned()) ? 1 : 0);
    }
    // An object's address is not null, unless it is weak.
    boolean zero = l.isNumber() && l.offset == 0 || r.isNumber() && r.offset == 0;
    Symbol symbol = l.symbol == null ? r.symbol : l.symbol;
    if (zero && (symbol == null || !symbol.isWeak())) {
      return switch (c.relation()) {
        case EQ -> number(0);
        case NE -> number(1);
        case LT, GT, LE, GE -> null;
      };
    }
    return null;
  }

  private static Address logical(Expr.Logical l) {
    Address left = address(l.left());
    if (left == null) {
      return null;
    }
    boolean isTrue = !left.isNumber() || left.offset != 0;
    if (isTrue != l.and()) {
      return number(isTrue ? 1 : 0);
    }
    Address right = address(l.right());
    return right == null ? null : number(!right.isNumber() || right.offset != 0 ? 1 : 0);
  }

  private static Address builtin(Expr.Builtin b) {
    return switch (b.kind()) {
      case EXPECT -> address(b.args().getFirst());
      case OBJECT_SIZE -> null;
      // The context requires a constant expression, so that an operand that is not constant here
      // never becomes one.
      case CONSTANT_P -> number(address(b.args().getFirst()) != null ? 1 : 0);
      case CTZ, CLZ, FFS, POPCOUNT, PARITY, BSWAP -> {
        Long v = integer(b.args().getFirst());
        yield v == null
            ? null
            : number(BuiltinParser.fold(b.kind(), v, b.args().getFirst().type()));
      }
      case UNREACHABLE, TRAP, MEMCPY, MEMMOVE, MEMSET, MEMCMP, STRLEN -> null;
      case ADD_OVERFLOW, SUB_OVERFLOW, MUL_OVERFLOW, RETURN_ADDRESS -> null;
      case VA_START, VA_ARG, ALLOCA -> null;
      case FRAME_ADDRESS, PREFETCH, ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_EXCHANGE -> null;
      case ATOMIC_FETCH_ADD, ATOMIC_FETCH_SUB, ATOMIC_FETCH_AND -> null;
      case ATOMIC_FETCH_OR, ATOMIC_FETCH_XOR, ATOMIC_FETCH_NAND -> null;
      case ATOMIC_COMPARE_EXCHANGE_VALUE, ATOMIC_COMPARE_EXCHANGE, FENCE -> null;
      case COMPILER_FENCE -> null;
    };
  }
}
