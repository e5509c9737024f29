package fastpath.codegen.c;

import java.util.List;
import java.util.Map;

/**
 * A translation unit.
 *
 * @param functions functions with a body, in order
 * @param variables variables of static storage that are defined in this file, in order
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
   * A function's definition.
   *
   * @param params its parameters as variables
   * @param labelScopes unique names of labels, each with the innermost cleanup whose scope contains
   *     the label; a label outside of every scope is not among the keys
   */
  public record FunctionDef(
      Symbol symbol, List<Symbol> params, Stmt.Block body, Map<String, Stmt.Cleanup> labelScopes) {}
}
