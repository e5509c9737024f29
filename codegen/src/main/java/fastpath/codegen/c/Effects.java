package fastpath.codegen.c;

import java.util.List;

/** Tells whether an expression has side effects (C17 5.1.2.3). */
final class Effects {
  private Effects() {}

  /** True if the expression assigns, calls, or reads a volatile object. */
  static boolean any(Expr e) {
    return e.type().isVolatile()
        || switch (e) {
          case Expr.IntLit _, Expr.RealLit _, Expr.StringLit _, Expr.Var _, Expr.Held _ -> false;
          case Expr.Assign _, Expr.Update _, Expr.Call _ -> true;
          case Expr.StatementExpr _, Expr.CompoundLiteral _ -> true;
          case Expr.Member m -> any(m.object());
          case Expr.Deref d -> any(d.pointer());
          case Expr.AddressOf a -> any(a.object());
          case Expr.Negate n -> any(n.operand());
          case Expr.Complement c -> any(c.operand());
          case Expr.Not n -> any(n.operand());
          case Expr.Cast c -> any(c.operand());
          case Expr.Binary b -> any(b.left()) || any(b.right());
          case Expr.Compare c -> any(c.left()) || any(c.right());
          case Expr.PointerAdd p -> any(p.pointer()) || any(p.index());
          case Expr.PointerDiff d -> any(d.left()) || any(d.right());
          case Expr.Logical l -> any(l.left()) || any(l.right());
          case Expr.Comma c -> any(c.left()) || any(c.right());
          case Expr.Let l -> any(l.value()) || any(l.body());
          case Expr.Conditional c -> any(c.test()) || any(c.yes()) || any(c.no());
          case Expr.Builtin b -> !isPure(b.kind()) || any(b.args());
        };
  }

  private static boolean any(List<Expr> list) {
    return list.stream().anyMatch(Effects::any);
  }

  private static boolean isPure(BuiltinKind kind) {
    return switch (kind) {
      case OBJECT_SIZE,
          EXPECT,
          CONSTANT_P,
          CTZ,
          CLZ,
          FFS,
          POPCOUNT,
          PARITY,
          BSWAP,
          MEMCMP,
          STRLEN ->
          true;
      case RETURN_ADDRESS, FRAME_ADDRESS -> true;
      case VA_START, VA_ARG, ALLOCA -> false;
      case UNREACHABLE, TRAP, MEMCPY, MEMMOVE, MEMSET, PREFETCH, FENCE, COMPILER_FENCE -> false;
      case ADD_OVERFLOW, SUB_OVERFLOW, MUL_OVERFLOW, ATOMIC_LOAD, ATOMIC_STORE -> false;
      case ATOMIC_EXCHANGE, ATOMIC_FETCH_ADD, ATOMIC_FETCH_SUB, ATOMIC_FETCH_AND -> false;
      case ATOMIC_FETCH_OR, ATOMIC_FETCH_XOR, ATOMIC_FETCH_NAND -> false;
      case ATOMIC_COMPARE_EXCHANGE_VALUE, ATOMIC_COMPARE_EXCHANGE -> false;
    };
  }
}
