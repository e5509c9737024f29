package fastpath.codegen.c;

import fastpath.codegen.pp.Token;

/** Decides whether two types are the same or compatible (C17 6.2.7, 6.5.16.1). */
final class Types {
  private Types() {}

  /**
   * Returns the type of an array with a number of elements.
   *
   * @throws fastpath.codegen.source.CompileException at the given token if the array exceeds the
   *     size limit of an object
   */
  static CType.Array array(CType of, long length, Token at) {
    if (CType.Array.isTooLarge(of, length)) {
      throw at.error(
          "size of array is too large: %d elements of %d bytes".formatted(length, of.size()));
    }
    return new CType.Array(of, length);
  }

  /**
   * True if the types are compatible, regardless of the qualifiers of the types themselves; but
   * _Atomic makes a type of its own.
   */
  static boolean compatible(CType a, CType b) {
    if (a == b) {
      return true;
    }
    if (a.isAtomic() != b.isAtomic()) {
      return false;
    }
    return switch (a) {
      case CType.Void v -> b instanceof CType.Void;
      case CType.Real r -> b instanceof CType.Real s && r.kind() == s.kind();
      case CType.Int i -> b instanceof CType.Int j && i.kind() == j.kind();
      case CType.Rec r -> b instanceof CType.Rec s && r.def() == s.def();
      case CType.Pointer p ->
          b instanceof CType.Pointer q
              && p.to().quals() == q.to().quals()
              && compatible(p.to(), q.to());
      case CType.Array x ->
          b instanceof CType.Array y
              && (x.length() < 0 || y.length() < 0 || x.length() == y.length())
              && compatible(x.of(), y.of());
      case CType.Func f -> b instanceof CType.Func g && functions(f, g);
    };
  }

  private static boolean functions(CType.Func f, CType.Func g) {
    if (!compatible(f.result(), g.result())) {
      return false;
    }
    if (!f.prototyped() || !g.prototyped()) {
      return true;
    }
    if (f.variadic() != g.variadic() || f.params().size() != g.params().size()) {
      return false;
    }
    for (int i = 0; i < f.params().size(); i++) {
      if (!compatible(f.params().get(i), g.params().get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * True if a pointer to one type may be assigned to a pointer to the other without a cast: the
   * types are compatible, or differ only in qualifiers or signedness, for which gcc only warns.
   */
  static boolean similar(CType a, CType b) {
    if (a.isAtomic() != b.isAtomic()) {
      return false;
    }
    if (a instanceof CType.Int i && b instanceof CType.Int j) {
      return i.kind().unsigned() == j.kind().unsigned();
    }
    if (a instanceof CType.Pointer p && b instanceof CType.Pointer q) {
      return similar(p.to(), q.to());
    }
    return compatible(a, b);
  }

  /** Returns the composite type of an object that is declared twice. */
  static CType composite(CType old, CType now) {
    if (old instanceof CType.Array a && now instanceof CType.Array b) {
      return b.length() < 0 ? a : b;
    }
    if (old instanceof CType.Func f && now instanceof CType.Func g) {
      return g.prototyped() || !f.prototyped() ? g : f;
    }
    return now;
  }

  /** Returns the type of a parameter: arrays and functions become pointers (6.7.6.3). */
  static CType parameter(CType type) {
    return switch (type) {
      case CType.Array a -> new CType.Pointer(a.of(), 0);
      case CType.Func f -> new CType.Pointer(f, 0);
      case CType.Void _, CType.Int _, CType.Real _, CType.Pointer _, CType.Rec _ -> type;
    };
  }
}
