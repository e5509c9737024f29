package fastpath.codegen.c;

import java.util.stream.Collectors;

/** Prints types in the form of error messages: {@code const struct s *}, {@code int (*)(void)}. */
final class TypePrinter {
  private TypePrinter() {}

  static String print(CType type) {
    return print(type, "");
  }

  private static String print(CType type, String inner) {
    return switch (type) {
      case CType.Void v -> base(v.quals(), "void", inner);
      case CType.Real r -> base(r.quals(), r.kind().text, inner);
      case CType.Int i -> base(i.quals(), i.kind().text, inner);
      case CType.Rec r -> base(r.quals(), r.def().toString(), inner);
      case CType.Pointer p when p.isNullptr() -> base(p.quals(), "nullptr_t", inner);
      case CType.Pointer p -> {
        String star = "*" + (p.quals() == 0 ? "" : " " + quals(p.quals()).strip()) + inner;
        boolean paren = p.to() instanceof CType.Array || p.to() instanceof CType.Func;
        yield print(p.to(), paren ? "(" + star + ")" : star);
      }
      case CType.Array a ->
          print(a.of(), inner + "[" + (a.length() < 0 ? "" : Long.toString(a.length())) + "]");
      case CType.Func f -> print(f.result(), inner + "(" + params(f) + ")");
    };
  }

  private static String params(CType.Func f) {
    if (!f.prototyped()) {
      return "";
    }
    String list = f.params().stream().map(CType::toString).collect(Collectors.joining(", "));
    return list.isEmpty() && !f.variadic() ? "void" : f.variadic() ? list + ", ..." : list;
  }

  private static String base(int quals, String name, String inner) {
    return quals(quals) + name + (inner.isEmpty() ? "" : " " + inner);
  }

  private static String quals(int quals) {
    return ((quals & CType.ATOMIC) != 0 ? "_Atomic " : "")
        + ((quals & CType.CONST) != 0 ? "const " : "")
        + ((quals & CType.VOLATILE) != 0 ? "volatile " : "")
        + ((quals & CType.SEG_GS) != 0 ? "__seg_gs " : "")
        + ((quals & CType.SEG_FS) != 0 ? "__seg_fs " : "");
  }
}
