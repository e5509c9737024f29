package fastpath.codegen.asm;

import fastpath.codegen.Loc;

/** AT&amp;T assembly text into the model. */
public final class AsmParser {
  private AsmParser() {}

  /**
   * A whole .s file or a top-level asm statement.
   *
   * @param fileName for messages
   * @throws fastpath.codegen.CompileException with the place of the first error
   */
  public static void parse(String fileName, String text, AsmFile file) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The body of an inline asm after its operands were put in.
   *
   * @param current the section it stands in, where it also must end
   * @param loc of the asm statement, for its instructions and for messages
   * @throws fastpath.codegen.CompileException with the place of the first error
   */
  public static void parseInline(String text, AsmFile file, Section current, Loc loc) {
    throw new UnsupportedOperationException("to come");
  }
}
