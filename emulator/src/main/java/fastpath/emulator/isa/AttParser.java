package fastpath.emulator.isa;

import java.util.function.Function;

/** Instructions from AT&amp;T assembler text. */
public final class AttParser {
  private AttParser() {}

  /**
   * Parses one instruction statement with its prefixes.
   *
   * @param symbols turns the text of an expression that is no integer into a symbol; throws what it
   *     likes on bad ones
   * @throws AsmSyntaxException if it is none
   */
  public static Insn parse(String statement, Function<String, Symbolic> symbols) {
    throw new UnsupportedOperationException("to come");
  }
}
