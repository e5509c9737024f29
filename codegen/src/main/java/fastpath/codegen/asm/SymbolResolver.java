package fastpath.codegen.asm;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Loc;
import java.util.HashMap;
import java.util.Map;

/** Resolves the symbols of a file to places. */
final class SymbolResolver {
  private static final int DEEPEST = 100;

  /**
   * The limit on the symbols of one expression, because a symbol may stand for a sum of symbols,
   * recursively.
   */
  private static final int MOST_STEPS = 100_000;

  private final AsmFile file;
  private final Map<String, Frag.Mark> labels = new HashMap<>();
  private int steps;

  SymbolResolver(AsmFile file) {
    this.file = file;
  }

  void define(String label, Frag.Mark mark, Loc at) {
    if (labels.put(label, mark) != null || file.symbol(label).value != null) {
      throw error(at, "symbol '" + label + "' is already defined");
    }
  }

  Frag.Mark label(String name) {
    return labels.get(name);
  }

  /**
   * Returns the current value of an expression. Addresses are from the latest layout pass.
   *
   * @param here the position that "." means; may be null
   * @return null if the expression is a difference that is not a number
   */
  ResolvedValue value(RelocatableExpr e, Frag.Mark here, Loc at) {
    steps = 0;
    return value(e, here, at, 0);
  }

  /**
   * True if the linker may replace the expression's symbol, so that even a jump close to it needs a
   * relocation.
   */
  boolean isWeak(RelocatableExpr e) {
    if (e.add() == null || e.add().equals(RelocatableExpr.HERE)) {
      return false;
    }
    AsmSymbol s = file.referred(AsmFile.bare(e.add()));
    return s.weak || s.type == AsmSymbol.Type.IFUNC;
  }

  /** Returns the value of an expression that must be a number. */
  long number(RelocatableExpr e, Frag.Mark here, Loc at, String what) {
    ResolvedValue v = value(e, here, at);
    if (v == null || !v.isNumber()) {
      throw error(at, what + " is not a constant: " + e);
    }
    return v.offset();
  }

  private ResolvedValue value(RelocatableExpr e, Frag.Mark here, Loc at, int depth) {
    ResolvedValue add =
        e.add() == null ? ResolvedValue.number(0) : name(AsmFile.bare(e.add()), here, at, depth);
    if (add == null) {
      return null;
    }
    if (e.sub() != null) {
      add = difference(add, name(e.sub(), here, at, depth));
    }
    return add == null ? null : add.plus(e.addend());
  }

  private static ResolvedValue difference(ResolvedValue l, ResolvedValue r) {
    if (r == null) {
      return null;
    }
    if (r.isNumber()) {
      return l.plus(-r.offset());
    }
    boolean same =
        l.section() != null
            ? l.section() == r.section()
            : l.undefined() != null && l.undefined() == r.undefined();
    return same ? ResolvedValue.number(l.address() - r.address()) : null;
  }

  ResolvedValue name(String name, Frag.Mark here, Loc at) {
    steps = 0;
    return name(name, here, at, 0);
  }

  private ResolvedValue name(String name, Frag.Mark here, Loc at, int depth) {
    Frag.Mark mark = name.equals(RelocatableExpr.HERE) ? here : labels.get(name);
    if (mark != null) {
      return new ResolvedValue(mark.frag(), null, mark.offset());
    }
    AsmSymbol symbol = file.symbol(name);
    if (symbol.value == null) {
      return new ResolvedValue(null, symbol, 0);
    }
    if (++steps > MOST_STEPS) {
      throw error(
          at != null ? at : symbol.valueAt, "the value of '" + name + "' takes too long to find");
    }
    if (depth > DEEPEST) {
      Loc place = at != null ? at : symbol.valueAt;
      throw error(place, "symbol definition loop at '" + name + "'");
    }
    return term(symbol.value, here, at, depth + 1);
  }

  private ResolvedValue term(Term term, Frag.Mark here, Loc at, int depth) {
    return switch (term) {
      case Term.Number n -> ResolvedValue.number(n.value());
      case Term.Name n -> name(n.name(), here, at, depth);
      case Term.Unary u -> {
        ResolvedValue v = term(u.operand(), here, at, depth);
        yield v == null || !v.isNumber()
            ? null
            : ResolvedValue.number(Terms.apply(u.operator(), v.offset()));
      }
      case Term.Binary b ->
          binary(
              b.operator(), term(b.left(), here, at, depth), term(b.right(), here, at, depth), at);
    };
  }

  private ResolvedValue binary(String operator, ResolvedValue l, ResolvedValue r, Loc at) {
    if (l == null || r == null) {
      return null;
    }
    if (operator.equals("-")) {
      return difference(l, r);
    }
    if (operator.equals("+")) {
      return r.isNumber() ? l.plus(r.offset()) : l.isNumber() ? r.plus(l.offset()) : null;
    }
    if (!l.isNumber() || !r.isNumber()) {
      boolean compare =
          "== <> < > <= >=".contains(operator) && l.section() != null && l.section() == r.section();
      return compare ? ResolvedValue.number(Terms.apply(operator, l.address(), r.address())) : null;
    }
    try {
      return ResolvedValue.number(Terms.apply(operator, l.offset(), r.offset()));
    } catch (ArithmeticException e) {
      throw error(at, e.getMessage());
    }
  }

  CompileException error(Loc at, String message) {
    if (at != null) {
      return new CompileException(at, message);
    }
    String text = file.context().textName;
    String name = text != null ? text : file.name();
    return new CompileException(name == null ? "" : name, 0, 0, message);
  }
}
