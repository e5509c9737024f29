package fastpath.codegen.c;

import java.util.List;
import java.util.Map;

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
  /**
   * A function's definition.
   *
   * @param params its parameters as variables
   * @param labelScopes for each label's unique name the innermost cleanup in whose scope it stands;
   *     a label outside all of them is not among the keys
   */
  public record FunctionDef(
      Symbol symbol, List<Symbol> params, Stmt.Block body, Map<String, Stmt.Cleanup> labelScopes) {}
}
