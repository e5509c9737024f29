package fastpath.codegen.c;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import fastpath.codegen.c.Expr.IntLit;
import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.pp.Extensions;
import fastpath.codegen.pp.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parses GNU's builtin functions. A call with a known value is folded; every other call becomes an
 * {@link Expr.Builtin}.
 */
final class BuiltinParser {
  private static final Map<String, BuiltinKind> BIT_COUNTS =
      ImmutableMap.of(
          "ctz", BuiltinKind.CTZ,
          "clz", BuiltinKind.CLZ,
          "ffs", BuiltinKind.FFS,
          "popcount", BuiltinKind.POPCOUNT,
          "parity", BuiltinKind.PARITY);

  /** The largest alignment, in bits, that gcc takes. */
  private static final long MOST_ALIGN_BITS = 1L << 31;

  private final Parser parser;
  private final VarargsParser varargs;

  BuiltinParser(Parser parser) {
    this.parser = parser;
    this.varargs = new VarargsParser(parser);
  }

  /**
   * Parses the call of a builtin. Returns null and consumes no token if the next token is not a
   * builtin's name.
   */
  Expr parse(Token name) {
    String text = name.text;
    if (Extensions.isRefused(Extensions.Kind.BUILTIN, text)) {
      throw name.error("builtin '" + text + "' is not supported");
    }
    if (text.startsWith("__atomic_") || text.startsWith("__sync_")) {
      parser.cursor.next();
      return new AtomicBuiltins(parser).parse(name, arguments(name));
    }
    if (!text.startsWith("__builtin_")) {
      return null;
    }
    parser.cursor.next();
    String builtin = text.substring("__builtin_".length());
    return switch (builtin) {
      case "offsetof" -> offsetof();
      case "types_compatible_p" -> typesCompatible(name);
      case "choose_expr" -> choose();
      case "expect_with_probability" -> expectWithProbability(name);
      case "va_arg" -> varargs.argument(name);
      default -> call(builtin, name, arguments(name));
    };
  }

  List<Expr> arguments(Token name) {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    List<Expr> args = new ArrayList<>();
    if (!cursor.at(")")) {
      do {
        args.add(Sema.rvalue(parser.expressions.assignment()));
      } while (cursor.accept(","));
    }
    cursor.expect(")");
    return args;
  }

  static void count(Token name, List<Expr> args, int from, int to) {
    if (args.size() < from) {
      throw name.error("too few arguments to function '" + name.text + "'");
    }
    if (args.size() > to) {
      throw name.error("too many arguments to function '" + name.text + "'");
    }
  }

  private Expr call(String builtin, Token name, List<Expr> args) {
    switch (builtin) {
      case "expect" -> {
        count(name, args, 2, 2);
        return expect(args.getFirst(), args.get(1), name);
      }
      case "constant_p" -> {
        count(name, args, 1, 1);
        return constantP(args.getFirst(), name);
      }
      case "unreachable" -> {
        return make(BuiltinKind.UNREACHABLE, List.of(), CType.VOID, name);
      }
      case "trap" -> {
        return make(BuiltinKind.TRAP, List.of(), CType.VOID, name);
      }
      case "memcpy", "memmove" -> {
        count(name, args, 3, 3);
        return make(
            builtin.equals("memcpy") ? BuiltinKind.MEMCPY : BuiltinKind.MEMMOVE,
            List.of(pointer(args, 0, name), pointer(args, 1, name), size(args.get(2), name)),
            CType.VOID_POINTER,
            name);
      }
      case "memset" -> {
        count(name, args, 3, 3);
        return make(
            BuiltinKind.MEMSET,
            List.of(
                pointer(args, 0, name),
                convert(args.get(1), CType.INT, name),
                size(args.get(2), name)),
            CType.VOID_POINTER,
            name);
      }
      case "memcmp" -> {
        count(name, args, 3, 3);
        Expr known = StringBuiltins.compare(args, name);
        if (known != null) {
          return known;
        }
        return make(
            BuiltinKind.MEMCMP,
            List.of(pointer(args, 0, name), pointer(args, 1, name), size(args.get(2), name)),
            CType.INT,
            name);
      }
      case "strlen" -> {
        count(name, args, 1, 1);
        if (args.getFirst() instanceof Expr.AddressOf a && a.object() instanceof Expr.StringLit s) {
          return new IntLit(Bytes.indexOf(s.bytes(), (byte) 0), CType.ULONG, name);
        }
        return make(BuiltinKind.STRLEN, List.of(pointer(args, 0, name)), CType.ULONG, name);
      }
      case "bswap16" -> {
        return unary(BuiltinKind.BSWAP, args, new CType.Int(IntKind.USHORT, 0), null, name);
      }
      case "bswap32" -> {
        return unary(BuiltinKind.BSWAP, args, CType.UINT, null, name);
      }
      case "bswap64" -> {
        return unary(BuiltinKind.BSWAP, args, CType.ULONG, null, name);
      }
      case "return_address", "frame_address" -> {
        count(name, args, 1, 1);
        Long level = Constants.integer(args.getFirst());
        if (level == null || level != 0) {
          throw name.error("'" + name.text + "' is supported for level 0 only");
        }
        BuiltinKind kind =
            builtin.equals("return_address")
                ? BuiltinKind.RETURN_ADDRESS
                : BuiltinKind.FRAME_ADDRESS;
        return make(kind, List.of(), CType.VOID_POINTER, name);
      }
      case "alloca", "alloca_with_align" -> {
        return alloca(args, name);
      }
      case "va_start" -> {
        return varargs.start(args, name);
      }
      case "va_copy" -> {
        return varargs.copy(args, name);
      }
      case "va_end" -> {
        return varargs.end(args, name);
      }
      case "prefetch" -> {
        count(name, args, 1, 3);
        return make(BuiltinKind.PREFETCH, List.of(args.getFirst()), CType.VOID, name);
      }
      case "assume_aligned" -> {
        count(name, args, 2, 3);
        Expr pointer = Sema.cast(pointer(args, 0, name), CType.VOID_POINTER);
        boolean misaligned = args.size() == 3 && Effects.any(args.get(2));
        return misaligned
            ? new Expr.Comma(args.get(2), pointer, CType.VOID_POINTER, name)
            : pointer;
      }
      case "object_size", "dynamic_object_size" -> {
        count(name, args, 2, 2);
        return ObjectSizes.parse(pointer(args, 0, name), Constants.integer(args.get(1)), name);
      }
      case "LINE" -> {
        count(name, args, 0, 0);
        return new IntLit(name.line, CType.INT, name);
      }
      default -> {
        return bitsOrOverflow(builtin, name, args);
      }
    }
  }

  private Expr bitsOrOverflow(String builtin, Token name, List<Expr> args) {
    String base = builtin;
    CType operand = CType.UINT;
    if (base.endsWith("ll")) {
      base = base.substring(0, base.length() - 2);
      operand = CType.ULONG;
    } else if (base.endsWith("l")) {
      base = base.substring(0, base.length() - 1);
      operand = CType.ULONG;
    }
    BuiltinKind bits = BIT_COUNTS.get(base);
    if (bits != null) {
      return unary(bits, args, operand, CType.INT, name);
    }
    Expr string = new StringBuiltins(parser).parse(builtin, name, args);
    if (string != null) {
      return string;
    }
    Expr overflow = OverflowBuiltins.parse(builtin, name, args);
    if (overflow != null) {
      return overflow;
    }
    String near = Extensions.near(Extensions.Kind.BUILTIN, name.text);
    throw name.error("builtin '" + name.text + "' is not supported" + near);
  }

  static Expr make(BuiltinKind kind, List<Expr> args, CType type, Token at) {
    return new Expr.Builtin(kind, args, 0, type, at);
  }

  private static Expr convert(Expr arg, CType to, Token name) {
    return Sema.assignable(arg, to, "passing argument to '" + name.text + "'", arg.at());
  }

  private static Expr size(Expr arg, Token name) {
    return convert(arg, CType.ULONG, name);
  }

  private static Expr pointer(List<Expr> args, int index, Token name) {
    Expr arg = args.get(index);
    if (!arg.type().isPointer() && !Sema.isNullPointer(arg)) {
      throw arg.at()
          .error(
              "passing argument %d of '%s' makes pointer from integer without a cast"
                  .formatted(index + 1, name.text));
    }
    return arg.type().isPointer() ? arg : Sema.cast(arg, CType.VOID_POINTER);
  }

  private static Expr unary(
      BuiltinKind kind, List<Expr> args, CType operand, CType result, Token name) {
    count(name, args, 1, 1);
    Expr arg = convert(args.getFirst(), operand, name);
    CType type = result == null ? operand : result;
    if (arg instanceof IntLit i) {
      return Sema.integer(fold(kind, i.value(), operand), type, name);
    }
    return make(kind, List.of(arg), type, name);
  }

  static long fold(BuiltinKind kind, long value, CType type) {
    int bits = (int) type.size() * 8;
    long v = bits == 64 ? value : value & (1L << bits) - 1;
    return switch (kind) {
      case CTZ -> v == 0 ? bits : Long.numberOfTrailingZeros(v);
      case CLZ -> Long.numberOfLeadingZeros(v) - (64 - bits);
      case FFS -> v == 0 ? 0 : Long.numberOfTrailingZeros(v) + 1;
      case POPCOUNT -> Long.bitCount(v);
      case PARITY -> Long.bitCount(v) & 1;
      case BSWAP -> Long.reverseBytes(v) >>> 64 - bits;
      case EXPECT, CONSTANT_P, OBJECT_SIZE, UNREACHABLE, TRAP -> throw new AssertionError(kind);
      case MEMCPY, MEMMOVE, MEMSET, MEMCMP, STRLEN -> throw new AssertionError(kind);
      case ADD_OVERFLOW, SUB_OVERFLOW, MUL_OVERFLOW -> throw new AssertionError(kind);
      case RETURN_ADDRESS, FRAME_ADDRESS, ALLOCA, PREFETCH -> throw new AssertionError(kind);
      case VA_START, VA_ARG -> throw new AssertionError(kind);
      case ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_EXCHANGE -> throw new AssertionError(kind);
      case ATOMIC_FETCH_ADD, ATOMIC_FETCH_SUB -> throw new AssertionError(kind);
      case ATOMIC_FETCH_AND, ATOMIC_FETCH_OR -> throw new AssertionError(kind);
      case ATOMIC_FETCH_XOR, ATOMIC_FETCH_NAND -> throw new AssertionError(kind);
      case ATOMIC_COMPARE_EXCHANGE_VALUE -> throw new AssertionError(kind);
      case ATOMIC_COMPARE_EXCHANGE, FENCE -> throw new AssertionError(kind);
      case COMPILER_FENCE -> throw new AssertionError(kind);
    };
  }

  /** The alignment of {@code __builtin_alloca} is that of the largest scalar, 16 bytes. */
  private static Expr alloca(List<Expr> args, Token name) {
    boolean stated = name.text.endsWith("_with_align");
    count(name, args, stated ? 2 : 1, stated ? 2 : 1);
    long align = 16;
    if (stated) {
      Long bits = Constants.integer(args.get(1));
      if (bits == null || Long.bitCount(bits) != 1 || bits < 8 || bits > MOST_ALIGN_BITS) {
        throw name.error(
            "second argument to function '%s' must be a constant integer power of 2 from 8 to %d"
                .formatted(name.text, MOST_ALIGN_BITS));
      }
      align = Math.max(align, bits / 8);
    }
    Expr size = size(args.getFirst(), name);
    return new Expr.Builtin(BuiltinKind.ALLOCA, List.of(size), align, CType.VOID_POINTER, name);
  }

  private static Expr expect(Expr value, Expr expected, Token name) {
    Expr v =
        value instanceof Expr.RealLit
            ? Sema.cast(value, CType.LONG)
            : Sema.cast(Sema.scalar(value, "expect"), CType.LONG);
    Long constant = Constants.integer(expected);
    if (constant == null) {
      return new Expr.Comma(expected, v, CType.LONG, name);
    }
    if (v instanceof IntLit) {
      return v;
    }
    return new Expr.Builtin(BuiltinKind.EXPECT, List.of(v), constant, CType.LONG, name);
  }

  private Expr expectWithProbability(Token name) {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    Expr value = parser.expressions.assignment();
    cursor.expect(",");
    Expr expected = parser.expressions.assignment();
    cursor.expect(",");
    int depth = 0;
    while (depth > 0 || !cursor.at(")")) {
      Token token = cursor.next();
      if (token.kind == Token.Kind.END) {
        throw cursor.expected("')'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    cursor.next();
    return expect(value, expected, name);
  }

  private static Expr constantP(Expr arg, Token name) {
    if (arg instanceof IntLit
        || arg instanceof Expr.RealLit
        || arg instanceof Expr.AddressOf a && a.object() instanceof Expr.StringLit) {
      return new IntLit(1, CType.INT, name);
    }
    if (Constants.integer(arg) != null) {
      return new IntLit(1, CType.INT, name);
    }
    // The operand is not evaluated, so that an operand with side effects is not a constant.
    if (arg.type().isWide()) {
      return new IntLit(Constants.wide(arg) != null ? 1 : 0, CType.INT, name);
    }
    if (!arg.type().isScalar() || arg instanceof Expr.AddressOf || Effects.any(arg)) {
      return new IntLit(0, CType.INT, name);
    }
    return make(BuiltinKind.CONSTANT_P, List.of(arg), CType.INT, name);
  }

  private Expr typesCompatible(Token name) {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    CType a = parser.declarators.typeName();
    cursor.expect(",");
    CType b = parser.declarators.typeName();
    cursor.expect(")");
    return new IntLit(Types.compatible(a, b) ? 1 : 0, CType.INT, name);
  }

  private Expr choose() {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    long test = parser.constant();
    cursor.expect(",");
    Expr yes = parser.expressions.assignment();
    cursor.expect(",");
    Expr no = parser.expressions.assignment();
    cursor.expect(")");
    return test != 0 ? yes : no;
  }

  private Expr offsetof() {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    Token at = cursor.peek();
    CType type = parser.declarators.typeName();
    cursor.expect(",");
    Expr base = new Expr.Deref(new IntLit(0, new CType.Pointer(type, 0), at), type, at);
    Expr e = Sema.member(base, cursor.identifier("identifier").text, at);
    while (!cursor.at(")")) {
      if (cursor.accept(".")) {
        e = Sema.member(e, cursor.identifier("identifier").text, at);
      } else {
        Token open = cursor.expect("[");
        Expr index = parser.expressions.expression();
        cursor.expect("]");
        e = Sema.deref(Sema.binary(Op.ADD, Sema.rvalue(e), index, open), open);
      }
    }
    cursor.expect(")");
    Expr address = Sema.addressOf(e, at);
    Long value = Constants.integer(address);
    return value != null ? new IntLit(value, CType.ULONG, at) : Sema.cast(address, CType.ULONG);
  }
}
