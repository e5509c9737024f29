package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.ArrayList;
import java.util.List;

/** Parses GNU {@code asm} with operands, clobbers and labels. */
final class AsmStatements {
  private final Parser parser;
  private final StatementParser statements;

  AsmStatements(Parser parser, StatementParser statements) {
    this.parser = parser;
    this.statements = statements;
  }

  Stmt.Asm parse() {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    boolean isVolatile = false;
    boolean isGoto = false;
    while (!cursor.at("(")) {
      Token word = cursor.next();
      switch (word.text) {
        case "volatile", "__volatile__", "__volatile" -> isVolatile = true;
        case "goto" -> isGoto = true;
        case "inline", "__inline", "__inline__" -> {}
        default -> throw word.error("expected '(' before '" + word.text + "'");
      }
    }
    cursor.next();
    String template = parser.string();
    List<Stmt.AsmArg> outputs = new ArrayList<>();
    List<Stmt.AsmArg> inputs = new ArrayList<>();
    List<Stmt.Clobber> clobbers = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    boolean extended = cursor.at(":");
    if (cursor.accept(":")) {
      operands(outputs, true, outputs);
    }
    if (cursor.accept(":")) {
      operands(inputs, false, outputs);
    }
    if (cursor.accept(":")) {
      clobbers(clobbers);
    }
    if (cursor.at(":")) {
      if (!isGoto) {
        throw cursor.expected("')'");
      }
      cursor.next();
      do {
        labels.add(statements.target(cursor.identifier("label name")));
      } while (cursor.accept(","));
    }
    cursor.expect(")");
    cursor.expect(";");
    return new Stmt.Asm(
        // In an asm without operands a percent sign stands for itself.
        extended ? template : template.replace("%", "%%"),
        outputs,
        inputs,
        clobbers,
        labels,
        isVolatile || outputs.isEmpty(),
        isGoto,
        at);
  }

  private void operands(List<Stmt.AsmArg> into, boolean output, List<Stmt.AsmArg> outputs) {
    Cursor cursor = parser.cursor;
    while (!cursor.at(":") && !cursor.at(")")) {
      String name = null;
      Token at = cursor.peek();
      if (cursor.accept("[")) {
        name = cursor.next().text;
        cursor.expect("]");
      }
      Token text = cursor.peek();
      String constraint = parser.string();
      cursor.expect("(");
      if (!output) {
        constraint = numbered(constraint, outputs, text);
      }
      Expr e = parser.expressions.expression();
      if (e.type().isReal()) {
        throw Reals.refused(e.at());
      }
      cursor.expect(")");
      into.add(new Stmt.AsmArg(name, constraint, operand(e, constraint, output, text), at));
      if (!cursor.accept(",")) {
        break;
      }
    }
  }

  /** Replaces a matching constraint {@code [name]} by the number of the output with that name. */
  private static String numbered(String constraint, List<Stmt.AsmArg> outputs, Token at) {
    int open = constraint.indexOf('[');
    int close = constraint.indexOf(']', open);
    if (open < 0 || close < 0) {
      return constraint;
    }
    String name = constraint.substring(open + 1, close);
    for (int i = 0; i < outputs.size(); i++) {
      if (name.equals(outputs.get(i).name())) {
        return constraint.substring(0, open) + i + constraint.substring(close + 1);
      }
    }
    throw at.error("undefined named operand '" + name + "'");
  }

  private static Expr operand(Expr e, String constraint, boolean output, Token at) {
    boolean memoryOnly =
        constraint.chars().noneMatch(c -> "rqabcdSDRQinegIJKL0123456789".indexOf(c) >= 0)
            && constraint.contains("m");
    if (output) {
      if (!constraint.startsWith("=") && !constraint.startsWith("+")) {
        throw at.error("output operand constraint lacks '='");
      }
      if (!Sema.isLvalue(e)) {
        throw e.at().error("lvalue required in 'asm' statement");
      }
      if (!memoryOnly && !e.type().isScalar()) {
        throw e.at()
            .error("impossible constraint in 'asm': a register cannot hold '" + e.type() + "'");
      }
      return memoryOnly ? e : inRegister(e);
    }
    if (constraint.startsWith("=") || constraint.startsWith("+")) {
      throw at.error("input operand constraint contains '" + constraint.charAt(0) + "'");
    }
    if (memoryOnly) {
      if (!Sema.isLvalue(e)) {
        throw e.at().error("memory input is not directly addressable");
      }
      return e;
    }
    return Sema.scalar(inRegister(e), "asm");
  }

  private static Expr inRegister(Expr e) {
    if (e.type().isWide()) {
      throw e.at().error("'" + e.type() + "' in a register of 'asm' is not supported");
    }
    return e;
  }

  private void clobbers(List<Stmt.Clobber> into) {
    Cursor cursor = parser.cursor;
    while (!cursor.at(":") && !cursor.at(")")) {
      Token at = cursor.peek();
      into.add(new Stmt.Clobber(parser.string(), at));
      if (!cursor.accept(",")) {
        break;
      }
    }
  }
}
