package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Warning;
import java.util.List;

/** The warnings that the parser gives of statements and calls. */
final class Warnings {
  private final Parser parser;
  private final Report report;

  /** The position after the last attribute fallthrough, or -1. */
  private int fallthrough = -1;

  Warnings(Parser parser, Report report) {
    this.parser = parser;
    this.report = report;
  }

  /**
   * Warns of an assignment as a condition, unless it is in parentheses of its own.
   *
   * @param from the position of the condition's first token; the cursor is after its last
   */
  void condition(Expr test, int from) {
    boolean assigns = test instanceof Expr.Assign;
    if (assigns && report.gives(Warning.PARENTHESES) && !isParenthesized(from)) {
      report.warn(
          Warning.PARENTHESES,
          test.at().note("suggest parentheses around assignment used as truth value"));
    }
  }

  private boolean isParenthesized(int from) {
    int depth = 0;
    int end = parser.cursor.position();
    for (int i = from; i < end; i++) {
      Token token = parser.cursor.token(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0) {
        return i > from && i == end - 1;
      }
    }
    return false;
  }

  /** Warns of an expression statement that drops the result of a call that must be used. */
  void unused(Expr dropped) {
    boolean cast = dropped instanceof Expr.Cast c && c.type().isVoid();
    Expr call = cast ? ((Expr.Cast) dropped).operand() : dropped;
    if (!(call instanceof Expr.Call c) || c.type().isVoid()) {
      return;
    }
    Symbol callee = callee(c);
    boolean must =
        callee != null
            && (callee.attributes.has(Attributes.Flag.WARN_UNUSED_RESULT)
                || callee.attributes.has(Attributes.Flag.NODISCARD) && !cast);
    if (must) {
      report.warn(
          Warning.UNUSED_RESULT,
          c.at()
              .note(
                  "ignoring return value of '%s', declared with attribute '%s'"
                      .formatted(
                          callee.name,
                          callee.attributes.has(Attributes.Flag.NODISCARD)
                              ? "nodiscard"
                              : "warn_unused_result"))
              .with(List.of(callee.place.note("declared here"))));
    }
  }

  /** Returns the function that a call names; null for a call through a pointer. */
  static Symbol callee(Expr.Call call) {
    Expr callee = call.callee() instanceof Expr.AddressOf a ? a.object() : call.callee();
    return callee instanceof Expr.Var v && v.symbol().isFunction() ? v.symbol() : null;
  }

  /** Notes that attribute fallthrough stands at the cursor's place. */
  void fallthrough() {
    fallthrough = parser.cursor.position();
  }

  /**
   * Warns of a case label that control reaches from the statement before it.
   *
   * @param position the label's position
   * @param before the statements before the label in its block
   */
  void label(Token at, int position, List<Stmt> before) {
    if (report.gives(Warning.IMPLICIT_FALLTHROUGH)
        && position != fallthrough
        && !before.isEmpty()
        && !(before.getLast() instanceof Stmt.Case)
        && before.stream().anyMatch(Stmt.Case.class::isInstance)
        && isLeft(before.getLast())) {
      report.warn(
          Warning.IMPLICIT_FALLTHROUGH,
          before
              .getLast()
              .at()
              .note("this statement may fall through")
              .with(List.of(at.note("here"))));
    }
  }

  /** True if control may reach the end of a statement. */
  private static boolean isLeft(Stmt statement) {
    return switch (statement) {
      case Stmt.Break _, Stmt.Continue _, Stmt.Return _, Stmt.Goto _, Stmt.ComputedGoto _ -> false;
      case Stmt.Block block -> block.statements().isEmpty() || isLeft(block.statements().getLast());
      case Stmt.If i -> i.otherwise() == null || isLeft(i.then()) || isLeft(i.otherwise());
      case Stmt.Expression e -> returns(e.expr());
      // An endless loop is left by break only, which is not looked for here.
      case Stmt.While w -> !(w.test() instanceof Expr.IntLit one && one.value() != 0);
      case Stmt.DoWhile d -> isLeft(d.body());
      case Stmt.For f -> f.test() != null;
      case Stmt.Asm a -> !a.isGoto();
      case Stmt.Case _, Stmt.Label _, Stmt.Declare _, Stmt.Cleanup _, Stmt.Switch _ -> true;
    };
  }

  private static boolean returns(Expr e) {
    if (e instanceof Expr.Cast cast) {
      return returns(cast.operand());
    }
    if (e instanceof Expr.StatementExpr statements) {
      return isLeft(statements.body());
    }
    if (e instanceof Expr.Builtin b) {
      return b.kind() != BuiltinKind.UNREACHABLE && b.kind() != BuiltinKind.TRAP;
    }
    Symbol callee = e instanceof Expr.Call call ? callee(call) : null;
    return callee == null || !callee.isNoreturn();
  }

  /** Warns of arguments that do not fit the format string of a call. */
  void format(Expr.Call call) {
    Symbol callee = callee(call);
    if (callee != null && callee.attributes.format != null && report.gives(Warning.FORMAT)) {
      FormatCheck.check(call, callee, at -> report.warn(Warning.FORMAT, at));
    }
  }
}
