package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.List;

/** A statement, or a declaration of a local variable. */
public sealed interface Stmt {
  Token at();

  /** An expression statement. */
  record Expression(Expr expr, Token at) implements Stmt {}

  /** {@code { ... }}; {@code end} is its closing brace. */
  record Block(List<Stmt> statements, Token at, Token end) implements Stmt {}

  /** The declaration of a local variable; {@code initializer} is null if there is none. */
  record Declare(Symbol symbol, Initializer initializer, Token at) implements Stmt {}

  /**
   * The start of the scope of a variable with attribute cleanup: the call is made wherever control
   * leaves the enclosing block.
   *
   * @param outer the enclosing cleanup, or null
   */
  record Cleanup(Expr call, Cleanup outer, Token at) implements Stmt {}

  /** An if statement; {@code otherwise} is null if there is no else. */
  record If(Expr test, Stmt then, Stmt otherwise, Token at) implements Stmt {}

  record While(Expr test, Stmt body, Token at) implements Stmt {}

  record DoWhile(Stmt body, Expr test, Token at) implements Stmt {}

  /** A for statement; absent parts are null, and {@code init} may be a block of declarations. */
  record For(Stmt init, Expr test, Expr step, Stmt body, Token at) implements Stmt {}

  /**
   * A switch statement; {@code cases} are the labels inside the body, in order, and {@code value}
   * is promoted.
   */
  record Switch(Expr value, List<Case> cases, Stmt body, Token at) implements Stmt {}

  /**
   * A case label {@code case low ... high:}, with values in the type of the switch. A default label
   * has {@code isDefault} and no values.
   */
  record Case(long low, long high, boolean isDefault, Token at) implements Stmt {}

  /** A label, which belongs to the next statement. */
  record Label(String name, Token at) implements Stmt {}

  record Goto(String label, Token at) implements Stmt {}

  /** GNU's {@code goto *target}: a jump to any label whose address the function takes. */
  record ComputedGoto(Expr target, Token at) implements Stmt {}

  record Break(Token at) implements Stmt {}

  record Continue(Token at) implements Stmt {}

  /**
   * A return statement; {@code value} is null in a void function, and otherwise converted to the
   * result type.
   */
  record Return(Expr value, Token at) implements Stmt {}

  /** A GNU inline asm statement. */
  record Asm(
      String template,
      List<AsmArg> outputs,
      List<AsmArg> inputs,
      List<Clobber> clobbers,
      List<String> labels,
      boolean isVolatile,
      boolean isGoto,
      Token at)
      implements Stmt {}

  /** An operand of an inline asm: {@code [name] "constraint" (expr)}. */
  record AsmArg(String name, String constraint, Expr expr, Token at) {}

  /** A clobber of an inline asm: a register, {@code memory} or {@code cc}. */
  record Clobber(String name, Token at) {}
}
