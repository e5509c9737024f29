package fastpath.codegen.c;

import com.google.common.primitives.Bytes;
import fastpath.codegen.pp.Token;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Parses builtins on strings. A call on string literals is folded; every other call is a call of
 * the library's function.
 */
final class StringBuiltins {
  private final Parser parser;

  StringBuiltins(Parser parser) {
    this.parser = parser;
  }

  /** Returns the call; null if the name is not that of a builtin on strings. */
  Expr parse(String builtin, Token name, List<Expr> args) {
    CType.Func type = type(builtin);
    if (type == null) {
      return null;
    }
    BuiltinParser.count(name, args, type.params().size(), type.params().size());
    Symbol checked = new Symbol(name.text, Symbol.Kind.FUNCTION, type, name);
    List<Expr> converted =
        ((Expr.Call) Sema.call(new Expr.Var(checked, type, name), args, name, name)).args();
    Expr folded = fold(builtin, name, converted);
    if (folded != null) {
      return folded;
    }
    Symbol function = parser.declarations.library(builtin, type, name);
    Expr callee = new Expr.Var(function, function.type, name);
    return Sema.call(callee, converted, name, name);
  }

  private static CType.Func type(String builtin) {
    CType text = new CType.Pointer(CType.CHAR, 0);
    CType constant = new CType.Pointer(CType.CHAR.with(CType.CONST), 0);
    return switch (builtin) {
      case "strcmp" -> function(CType.INT, constant, constant);
      case "strncmp" -> function(CType.INT, constant, constant, CType.ULONG);
      case "strchr", "strrchr" -> function(text, constant, CType.INT);
      case "strstr" -> function(text, constant, constant);
      case "strcpy", "strcat" -> function(text, text, constant);
      case "strncpy", "strncat" -> function(text, text, constant, CType.ULONG);
      case "strnlen" -> function(CType.ULONG, constant, CType.ULONG);
      default -> null;
    };
  }

  private static CType.Func function(CType result, CType... params) {
    return new CType.Func(result, List.of(params), false, true);
  }

  private static Expr fold(String builtin, Token name, List<Expr> args) {
    byte[] first = literal(args.getFirst());
    byte[] second = literal(args.get(1));
    Long third = Constants.integer(args.getLast());
    return switch (builtin) {
      case "strcmp" -> first == null || second == null ? null : order(first, second, name);
      case "strncmp" ->
          first == null || second == null || third == null || third < 0
              ? null
              : order(head(first, third), head(second, third), name);
      case "strchr", "strrchr" ->
          first == null || third == null
              ? null
              : found(args.getFirst(), first, third, builtin.equals("strchr"), name);
      case "strnlen" ->
          first == null || third == null || third < 0
              ? null
              : new Expr.IntLit(head(first, third).length, CType.ULONG, name);
      case "strcpy" ->
          second == null
              ? null
              : BuiltinParser.make(
                  BuiltinKind.MEMCPY,
                  List.of(
                      args.getFirst(),
                      args.get(1),
                      new Expr.IntLit(second.length + 1, CType.ULONG, name)),
                  new CType.Pointer(CType.CHAR, 0),
                  name);
      default -> null;
    };
  }

  /** Returns the value of memcmp on string literals; null if it is not known. */
  static Expr compare(List<Expr> args, Token name) {
    byte[] first = bytes(args.getFirst());
    byte[] second = bytes(args.get(1));
    Long size = Constants.integer(args.getLast());
    boolean known = first != null && second != null && size != null && size >= 0;
    return known && size <= first.length && size <= second.length
        ? order(head(first, size), head(second, size), name)
        : null;
  }

  /** Returns the bytes of a string literal up to its first NUL; null for another expression. */
  private static byte[] literal(Expr e) {
    byte[] bytes = bytes(e);
    return bytes == null ? null : Arrays.copyOf(bytes, Bytes.indexOf(bytes, (byte) 0));
  }

  private static byte[] bytes(Expr e) {
    Expr inner = e;
    while (inner instanceof Expr.Cast c && c.type().isPointer()) {
      inner = c.operand();
    }
    return inner instanceof Expr.AddressOf a && a.object() instanceof Expr.StringLit s
        ? s.bytes()
        : null;
  }

  private static byte[] head(byte[] bytes, long most) {
    return Arrays.copyOf(bytes, (int) Math.min(bytes.length, most));
  }

  private static Expr order(byte[] a, byte[] b, Token name) {
    int order = Integer.signum(Arrays.compareUnsigned(a, b));
    return new Expr.IntLit(order, CType.INT, name);
  }

  private static Expr found(Expr pointer, byte[] text, long wanted, boolean first, Token name) {
    CType result = new CType.Pointer(CType.CHAR, 0);
    String in = new String(text, StandardCharsets.ISO_8859_1) + '\0';
    char c = (char) (wanted & 255);
    int at = first ? in.indexOf(c) : in.lastIndexOf(c);
    if (at < 0) {
      return new Expr.IntLit(0, result, name);
    }
    Expr index = new Expr.IntLit(at, CType.LONG, name);
    return Sema.binary(Expr.Op.ADD, Sema.cast(pointer, result), index, name);
  }
}
