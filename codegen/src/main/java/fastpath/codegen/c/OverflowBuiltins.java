package fastpath.codegen.c;

import com.google.common.collect.ImmutableMap;
import fastpath.codegen.pp.Token;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the overflow builtins: the generic ones on operands of any integer types, those with the
 * operands' type in the name, and those that only answer.
 */
final class OverflowBuiltins {
  /**
   * The name without its prefix, such as {@code add}, {@code uaddl} or {@code mul} with {@code _p}.
   */
  private static final Pattern NAME = Pattern.compile("([su]?)(add|sub|mul)(l{0,2})_overflow(_p)?");

  /** An arithmetic operation of exact integers, and the builtin that checks it. */
  private record Operation(BuiltinKind kind, BinaryOperator<BigInteger> exact) {}

  private static final Map<String, Operation> OPERATIONS =
      ImmutableMap.of(
          "add", new Operation(BuiltinKind.ADD_OVERFLOW, BigInteger::add),
          "sub", new Operation(BuiltinKind.SUB_OVERFLOW, BigInteger::subtract),
          "mul", new Operation(BuiltinKind.MUL_OVERFLOW, BigInteger::multiply));

  /** The signed types by their letters in a name. */
  private static final Map<String, IntKind> KINDS =
      ImmutableMap.of("", IntKind.INT, "l", IntKind.LONG, "ll", IntKind.LLONG);

  private OverflowBuiltins() {}

  /** Returns the call; null if the name is not that of an overflow builtin. */
  static Expr parse(String builtin, Token name, List<Expr> args) {
    Matcher m = NAME.matcher(builtin);
    boolean generic = m.matches() && m.group(1).isEmpty() && m.group(3).isEmpty();
    boolean named = m.matches() && !m.group(1).isEmpty() && m.group(4) == null;
    if (!generic && !named) {
      return null;
    }
    BuiltinParser.count(name, args, 3, 3);
    boolean answersOnly = m.group(4) != null;
    CType result = args.get(2).type();
    if (!answersOnly) {
      result = result instanceof CType.Pointer p ? p.to() : CType.VOID;
    }
    checkResult(name, args.get(2), result, answersOnly ? "" : "pointer to ");
    if (!isOperand(args.get(0).type()) || !isOperand(args.get(1).type()) || !isOperand(result)) {
      throw name.error("argument of '" + name.text + "' has invalid type");
    }
    if (answersOnly && args.get(2) instanceof Expr.Member f && f.field().isBitField()) {
      throw name.error("a bit-field as argument of '" + name.text + "' is not supported");
    }
    Expr left = operand(args.get(0), named ? type(m) : null);
    Expr right = operand(args.get(1), named ? type(m) : null);
    Operation operation = OPERATIONS.get(m.group(2));
    if (answersOnly) {
      Boolean known = fold(operation, left, right, args.get(2));
      if (known != null) {
        return new Expr.IntLit(known ? 1 : 0, CType.BOOL, name);
      }
    }
    return BuiltinParser.make(operation.kind, List.of(left, right, args.get(2)), CType.BOOL, name);
  }

  private static void checkResult(Token name, Expr arg, CType result, String pointerTo) {
    String mistake =
        result instanceof CType.Int i && i.kind() == IntKind.BOOL
            ? pointerTo + "boolean type"
            : result.isConst() && !pointerTo.isEmpty() ? "pointer to 'const' type" : null;
    if (mistake != null) {
      throw arg.at()
          .error("argument 3 in call to function '%s' has %s".formatted(name.text, mistake));
    }
  }

  private static boolean isOperand(CType type) {
    return type.isInteger() && !type.isWide();
  }

  private static CType type(Matcher m) {
    IntKind kind = KINDS.get(m.group(3));
    return new CType.Int(m.group(1).equals("u") ? kind.unsigned() : kind, 0);
  }

  private static Expr operand(Expr e, CType type) {
    return type == null ? Sema.promote(e) : Sema.cast(e, type);
  }

  private static Boolean fold(Operation operation, Expr left, Expr right, Expr result) {
    BigInteger a = WideConstants.value(left);
    BigInteger b = WideConstants.value(right);
    if (a == null || b == null || Effects.any(result)) {
      return null;
    }
    BigInteger exact = operation.exact.apply(a, b);
    return !exact.equals(WideConstants.wrap(exact, (CType.Int) result.type()));
  }
}
