package fastpath.emulator.isa;

import java.util.OptionalLong;

/** A relocatable expression in an operand; {@link #toString()} is its assembler text. */
public interface Symbolic {
  /** The value where it is known while encoding (an absolute {@code .set} symbol), else empty. */
  default OptionalLong constant() {
    return OptionalLong.empty();
  }
}
