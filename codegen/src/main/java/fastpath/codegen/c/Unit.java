package fastpath.codegen.c;

import java.util.List;
import java.util.Map;

/**
 * A translation unit.
 *
 * @param functions functions with a body, in order
 * @param variables variables with static storage duration that are defined in this file, in order
 * @param symbols all functions and variables declared at file scope
 * @param asm top-level asm statements
 */
public record Unit(
    String file,
    List<FunctionDef> functions,
    List<Symbol> variables,
    List<Symbol> symbols,
    List<String> asm) {
  /**
   * The definition of a function.
   *
   * @param params the parameters as variables
   * @param labelScopes the unique names of labels in a cleanup's scope, each with the innermost
   *     such cleanup
   * @param addressed the unique names of labels whose address is taken, each with the symbol of its
   *     address
   */
  public record FunctionDef(
      Symbol symbol,
      List<Symbol> params,
      Stmt.Block body,
      Map<String, Stmt.Cleanup> labelScopes,
      Map<String, Symbol> addressed) {}
}
