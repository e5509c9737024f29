package fastpath.codegen.c;

import java.util.List;

/**
 * A translation unit.
 *
 * @param functions those with a body, in order
 * @param variables of static storage with contents here, in order
 * @param symbols everything declared at file scope, functions and variables
 * @param asm top-level asm
 */
public record Unit(
    String file,
    List<FunctionDef> functions,
    List<Symbol> variables,
    List<Symbol> symbols,
    List<String> asm) {
  /** A function's definition; {@code params} are its parameters as variables. */
  public record FunctionDef(Symbol symbol, List<Symbol> params, Stmt.Block body) {}
}
