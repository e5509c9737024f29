package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.List;

/**
 * Parses {@code __builtin_object_size}: the bytes that are left of an object from a pointer on.
 * Kinds 0 and 2 ask for the whole variable, kinds 1 and 3 for the closest member around it.
 */
final class ObjectSizes {
  private static final long UNKNOWN = -1;

  /**
   * The place in a variable to which a pointer points.
   *
   * @param offset the pointer's offset in the variable, in bytes
   * @param end the size of the variable, or -1 if the variable is not known
   * @param memberEnd the offset of the end of the closest member, or -1 if it is not known
   */
  private record Place(long offset, long end, long memberEnd) {
    Place moved(long bytes) {
      return new Place(offset + bytes, end, memberEnd);
    }

    long rest(boolean member) {
      long to = member ? memberEnd : end;
      return to < 0 || offset < 0 ? UNKNOWN : Math.max(0, to - offset);
    }
  }

  private static final Place NOWHERE = new Place(0, UNKNOWN, UNKNOWN);

  private ObjectSizes() {}

  /** Returns the size; for kind 0 a pass may find it after calls have been inlined. */
  static Expr parse(Expr pointer, Long kind, Token name) {
    if (kind == null || kind < 0 || kind > 3) {
      throw name.error(
          "last argument of '" + name.text + "' is not integer constant between 0 and 3");
    }
    boolean least = kind >= 2;
    Place place = Effects.any(pointer) ? null : pointed(pointer);
    long size = place == null ? UNKNOWN : place.rest(kind % 2 == 1);
    if (size == UNKNOWN && kind == 0 && !Effects.any(pointer)) {
      return BuiltinParser.make(BuiltinKind.OBJECT_SIZE, List.of(pointer), CType.ULONG, name);
    }
    return new Expr.IntLit(size == UNKNOWN && least ? 0 : size, CType.ULONG, name);
  }

  private static Place pointed(Expr e) {
    return switch (e) {
      case Expr.Cast c when c.type().isPointer() && c.operand().type().isPointer() ->
          pointed(c.operand());
      case Expr.AddressOf a -> object(a.object());
      case Expr.PointerAdd p -> {
        Place base = pointed(p.pointer());
        Long index = Constants.integer(p.index());
        yield base == null || index == null
            ? null
            : base.moved((p.minus() ? -index : index) * p.type().target().size());
      }
      case Expr.IntLit _,
          Expr.RealLit _,
          Expr.StringLit _,
          Expr.Var _,
          Expr.Member _,
          Expr.Deref _ ->
          null;
      case Expr.Negate _, Expr.Complement _, Expr.Not _, Expr.Binary _ -> null;
      case Expr.Compare _, Expr.PointerDiff _, Expr.Logical _, Expr.Conditional _ -> null;
      case Expr.Assign _, Expr.Update _, Expr.Held _, Expr.Let _, Expr.Cast _ -> null;
      case Expr.Comma _, Expr.Call _, Expr.StatementExpr _ -> null;
      case Expr.CompoundLiteral _, Expr.Builtin _ -> null;
    };
  }

  private static Place object(Expr e) {
    return switch (e) {
      case Expr.Var v -> {
        long size = size(v);
        yield new Place(0, size, size);
      }
      case Expr.StringLit s -> new Place(0, s.bytes().length, s.bytes().length);
      case Expr.Deref d -> {
        Place place = pointed(d.pointer());
        yield place == null ? NOWHERE : place;
      }
      case Expr.Member m -> member(m);
      case Expr.IntLit _, Expr.RealLit _, Expr.AddressOf _, Expr.Negate _, Expr.Complement _ ->
          NOWHERE;
      case Expr.Not _, Expr.Binary _, Expr.Compare _, Expr.PointerAdd _ -> NOWHERE;
      case Expr.PointerDiff _, Expr.Logical _, Expr.Conditional _, Expr.Assign _ -> NOWHERE;
      case Expr.Update _, Expr.Held _, Expr.Let _, Expr.Cast _, Expr.Comma _ -> NOWHERE;
      case Expr.Call _, Expr.StatementExpr _, Expr.CompoundLiteral _ -> NOWHERE;
      case Expr.Builtin _ -> NOWHERE;
    };
  }

  /**
   * Returns the size in bytes of a variable. A flexible array member has the elements of the
   * variable's initializer, which may follow the use or stand in another file.
   */
  private static long size(Expr.Var v) {
    Symbol symbol = v.symbol();
    if (!v.type().isComplete() || symbol.isWeak()) {
      return UNKNOWN;
    }
    if (symbol.initializer != null) {
      return symbol.initializer.extent();
    }
    boolean isStatic = symbol.kind == Symbol.Kind.GLOBAL;
    return isStatic && endsFlexible(v.type()) ? UNKNOWN : v.type().size();
  }

  private static boolean endsFlexible(CType type) {
    return type instanceof CType.Rec r
        && r.def().fields().stream().map(Field::type).anyMatch(ObjectSizes::isFlexible);
  }

  private static boolean isFlexible(CType member) {
    return member instanceof CType.Array a ? a.length() < 0 : endsFlexible(member);
  }

  private static Place member(Expr.Member m) {
    Place around = object(m.object());
    long start = around.offset + m.field().offset();
    // An array at the end of a structure may be followed by more elements, as a flexible one.
    boolean open = m.type() instanceof CType.Array && isLast(m);
    long memberEnd = open ? around.end : start + m.type().size();
    return new Place(start, around.end, memberEnd);
  }

  private static boolean isLast(Expr.Member m) {
    CType.Rec record = (CType.Rec) m.object().type();
    boolean last = record.def().isUnion() || record.def().fields().getLast().equals(m.field());
    return last && (!(m.object() instanceof Expr.Member outer) || isLast(outer));
  }
}
