package fastpath.codegen.c;

import fastpath.codegen.c.Expr.IntLit;
import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.pp.Token;
import java.util.Arrays;
import java.util.List;

/** Parses the {@code __atomic_} and {@code __sync_} builtins, on objects of 1, 2, 4 and 8 bytes. */
final class AtomicBuiltins {
  private static final long SEQ_CST = 5;

  private final Parser parser;

  AtomicBuiltins(Parser parser) {
    this.parser = parser;
  }

  Expr parse(Token name, List<Expr> args) {
    return name.text.startsWith("__atomic_")
        ? atomic(name.text.substring("__atomic_".length()), name, args)
        : sync(name.text.substring("__sync_".length()), name, args);
  }

  private static CType object(List<Expr> args, Token name) {
    if (args.isEmpty()) {
      throw name.error("too few arguments to function '" + name.text + "'");
    }
    Expr pointer = args.getFirst();
    if (!(pointer.type() instanceof CType.Pointer p) || !p.to().isScalar()) {
      throw pointer
          .at()
          .error(
              "argument 1 of '%s' must be a pointer to an integer or pointer".formatted(name.text));
    }
    if (p.to().isWide()) {
      throw pointer.at().error("'%s' on 16 bytes is not supported".formatted(name.text));
    }
    return p.to().bare();
  }

  private static long order(List<Expr> args, int index) {
    Long order = Constants.integer(args.get(index));
    // An unknown memory order is treated as the strongest, as in gcc.
    return order == null || order < 0 || order > SEQ_CST ? SEQ_CST : order;
  }

  private static Expr make(BuiltinKind kind, long order, CType type, Token name, Expr... args) {
    return new Expr.Builtin(kind, List.of(args), order, type, name);
  }

  private static Expr value(List<Expr> args, int index, CType type) {
    Expr arg = args.get(index);
    // gcc accepts any scalar as this argument.
    return Sema.cast(arg.type().isReal() ? arg : Sema.scalar(arg, "value"), type);
  }

  private static Expr deref(List<Expr> args, int index) {
    return Sema.deref(args.get(index), args.get(index).at());
  }

  private Expr atomic(String what, Token name, List<Expr> args) {
    switch (what) {
      case "thread_fence", "signal_fence" -> {
        BuiltinParser.count(name, args, 1, 1);
        BuiltinKind kind =
            what.equals("thread_fence") ? BuiltinKind.FENCE : BuiltinKind.COMPILER_FENCE;
        return make(kind, order(args, 0), CType.VOID, name);
      }
      case "always_lock_free", "is_lock_free" -> {
        BuiltinParser.count(name, args, 2, 2);
        Long bytes = Constants.integer(args.getFirst());
        if (bytes == null) {
          throw name.error("the size given to '" + name.text + "' must be a constant");
        }
        boolean free = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
        return new IntLit(free ? 1 : 0, CType.BOOL, name);
      }
      case "test_and_set" -> {
        BuiltinParser.count(name, args, 2, 2);
        Expr byteAt = Sema.cast(args.getFirst(), bytePointer(args.getFirst()));
        CType type = new CType.Int(IntKind.UCHAR, 0);
        Expr old =
            make(
                BuiltinKind.ATOMIC_EXCHANGE,
                order(args, 1),
                type,
                name,
                byteAt,
                Sema.integer(1, type, name));
        return Sema.cast(old, CType.BOOL);
      }
      case "clear" -> {
        BuiltinParser.count(name, args, 2, 2);
        Expr byteAt = Sema.cast(args.getFirst(), bytePointer(args.getFirst()));
        return make(
            BuiltinKind.ATOMIC_STORE,
            order(args, 1),
            CType.VOID,
            name,
            byteAt,
            Sema.integer(0, new CType.Int(IntKind.UCHAR, 0), name));
      }
      default -> {
        return onObject(what, name, args);
      }
    }
  }

  private static CType bytePointer(Expr pointer) {
    int quals = pointer.type() instanceof CType.Pointer p ? p.to().quals() : 0;
    return new CType.Pointer(new CType.Int(IntKind.UCHAR, quals), 0);
  }

  private Expr onObject(String what, Token name, List<Expr> args) {
    CType type = object(args, name);
    Expr p = args.getFirst();
    switch (what) {
      case "load_n" -> {
        BuiltinParser.count(name, args, 2, 2);
        return make(BuiltinKind.ATOMIC_LOAD, order(args, 1), type, name, p);
      }
      case "load" -> {
        BuiltinParser.count(name, args, 3, 3);
        Expr loaded = make(BuiltinKind.ATOMIC_LOAD, order(args, 2), type, name, p);
        return Sema.cast(Sema.assign(deref(args, 1), loaded, name), CType.VOID);
      }
      case "store_n" -> {
        BuiltinParser.count(name, args, 3, 3);
        return make(
            BuiltinKind.ATOMIC_STORE, order(args, 2), CType.VOID, name, p, value(args, 1, type));
      }
      case "store" -> {
        BuiltinParser.count(name, args, 3, 3);
        Expr stored = Sema.cast(deref(args, 1), type);
        return make(BuiltinKind.ATOMIC_STORE, order(args, 2), CType.VOID, name, p, stored);
      }
      case "exchange_n" -> {
        BuiltinParser.count(name, args, 3, 3);
        return make(
            BuiltinKind.ATOMIC_EXCHANGE, order(args, 2), type, name, p, value(args, 1, type));
      }
      case "exchange" -> {
        BuiltinParser.count(name, args, 4, 4);
        Expr old =
            make(
                BuiltinKind.ATOMIC_EXCHANGE,
                order(args, 3),
                type,
                name,
                p,
                Sema.cast(deref(args, 1), type));
        return Sema.cast(Sema.assign(deref(args, 2), old, name), CType.VOID);
      }
      case "compare_exchange_n", "compare_exchange" -> {
        BuiltinParser.count(name, args, 6, 6);
        Expr expected = args.get(1);
        if (!expected.type().isPointer()) {
          throw expected.at().error("argument 2 of '" + name.text + "' must be a pointer type");
        }
        Expr desired = what.endsWith("_n") ? value(args, 2, type) : Sema.cast(deref(args, 2), type);
        return make(
            BuiltinKind.ATOMIC_COMPARE_EXCHANGE,
            order(args, 4),
            CType.BOOL,
            name,
            p,
            args.get(1),
            desired);
      }
      default -> {
        if (what.startsWith("fetch_")) {
          BuiltinParser.count(name, args, 3, 3);
          return fetch(
              what.substring("fetch_".length()),
              order(args, 2),
              type,
              name,
              p,
              value(args, 1, type));
        }
        if (what.endsWith("_fetch")) {
          BuiltinParser.count(name, args, 3, 3);
          String op = what.substring(0, what.length() - "_fetch".length());
          return fetched(op, order(args, 2), type, name, p, value(args, 1, type));
        }
        throw unknown(name);
      }
    }
  }

  private static fastpath.codegen.source.CompileException unknown(Token name) {
    return name.error("builtin '" + name.text + "' is not supported");
  }

  /** The read-modify-writes, each with the operator that computes the object's new value. */
  private enum Fetch {
    ADD("add", BuiltinKind.ATOMIC_FETCH_ADD, Op.ADD, false),
    SUB("sub", BuiltinKind.ATOMIC_FETCH_SUB, Op.SUB, false),
    AND("and", BuiltinKind.ATOMIC_FETCH_AND, Op.AND, false),
    OR("or", BuiltinKind.ATOMIC_FETCH_OR, Op.OR, false),
    XOR("xor", BuiltinKind.ATOMIC_FETCH_XOR, Op.XOR, false),
    NAND("nand", BuiltinKind.ATOMIC_FETCH_NAND, Op.AND, true);

    private final String text;
    private final BuiltinKind kind;
    private final Op op;

    /** True if the new value is the complement of the operator's result. */
    private final boolean complemented;

    Fetch(String text, BuiltinKind kind, Op op, boolean complemented) {
      this.text = text;
      this.kind = kind;
      this.op = op;
      this.complemented = complemented;
    }

    static Fetch of(String text, Token name) {
      return Arrays.stream(values())
          .filter(f -> f.text.equals(text))
          .findFirst()
          .orElseThrow(() -> unknown(name));
    }

    Expr after(Expr old, Expr by, Token name) {
      Expr result = Sema.binary(op, old, by, name);
      return complemented ? Sema.complement(result, name) : result;
    }
  }

  private static Expr fetch(
      String op, long order, CType type, Token name, Expr pointer, Expr value) {
    return make(Fetch.of(op, name).kind, order, type, name, pointer, value);
  }

  /**
   * Returns the object's new value, computed from the old value, for builtins that yield the new
   * value.
   */
  private static Expr fetched(
      String op, long order, CType type, Token name, Expr pointer, Expr value) {
    Expr.Held held = new Expr.Held(type, name);
    CType integer = type.isPointer() ? CType.ULONG : type;
    Expr old = Sema.cast(fetch(op, order, type, name, pointer, held), integer);
    Expr after = Fetch.of(op, name).after(old, Sema.cast(held, integer), name);
    return new Expr.Let(held, value, Sema.cast(after, type), type, name);
  }

  private Expr sync(String what, Token name, List<Expr> args) {
    if (what.equals("synchronize")) {
      return make(BuiltinKind.FENCE, SEQ_CST, CType.VOID, name);
    }
    CType type = object(args, name);
    Expr p = args.getFirst();
    if (what.equals("lock_release")) {
      return make(BuiltinKind.ATOMIC_STORE, 3, CType.VOID, name, p, Sema.integer(0, type, name));
    }
    if (args.size() < 2) {
      throw name.error("too few arguments to function '" + name.text + "'");
    }
    Expr second = value(args, 1, type);
    switch (what) {
      case "lock_test_and_set" -> {
        return make(BuiltinKind.ATOMIC_EXCHANGE, 2, type, name, p, second);
      }
      case "val_compare_and_swap" -> {
        BuiltinParser.count(name, args, 3, 3);
        return make(
            BuiltinKind.ATOMIC_COMPARE_EXCHANGE_VALUE,
            SEQ_CST,
            type,
            name,
            p,
            second,
            value(args, 2, type));
      }
      case "bool_compare_and_swap" -> {
        BuiltinParser.count(name, args, 3, 3);
        Expr.Held held = new Expr.Held(type, name);
        Expr old =
            make(
                BuiltinKind.ATOMIC_COMPARE_EXCHANGE_VALUE,
                SEQ_CST,
                type,
                name,
                p,
                held,
                value(args, 2, type));
        Expr same = Sema.cast(Sema.compare(Expr.Relation.EQ, old, held, name), CType.BOOL);
        return new Expr.Let(held, second, same, CType.BOOL, name);
      }
      default -> {
        if (what.startsWith("fetch_and_")) {
          return fetch(what.substring("fetch_and_".length()), SEQ_CST, type, name, p, second);
        }
        if (what.endsWith("_and_fetch")) {
          String op = what.substring(0, what.length() - "_and_fetch".length());
          return fetched(op, SEQ_CST, type, name, p, second);
        }
        throw unknown(name);
      }
    }
  }
}
