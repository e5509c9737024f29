package fastpath.emulator.isa;

import java.util.OptionalLong;

/** A relocatable expression in an operand; {@link #toString()} returns its assembler text. */
public interface Symbolic {
  /**
   * Returns the expression's value if it is known during encoding (an absolute {@code .set}
   * symbol); otherwise empty.
   */
  default OptionalLong constant() {
    return OptionalLong.empty();
  }
}
