package fastpath.emulator.debug;

import java.util.Map;
import java.util.Optional;

/** Call frame information (.eh_frame): how to find the CFA and the saved registers. */
public final class Cfi {
  /**
   * The rules at an address. Registers have their x86 numbers (rax rcx rdx rbx rsp rbp rsi rdi r8
   * ..), not DWARF's.
   *
   * @param cfaRegister 4 for rsp, 5 for rbp, ...; -1 if the CFA is an expression
   * @param cfaOffset CFA = register + offset
   * @param saved register to offset from the CFA, return address excluded
   */
  public record Rules(int cfaRegister, long cfaOffset, Map<Integer, Long> saved) {}

  /** The rules in force before the instruction at an address; empty if no function covers it. */
  public Optional<Rules> at(long address) {
    throw new UnsupportedOperationException("to come");
  }
}
