package fastpath.emulator.isa;

/** Makes instructions by mnemonic. */
public final class Isa {
  private Isa() {}

  /**
   * The instruction in the row and encoding that GNU as would pick.
   *
   * @param mnemonic the manual's, in lower case: "add", "movzx", "cmovne", "setne", "jne"
   * @param intelOrder destination first
   * @throws IllegalArgumentException naming what no row takes
   */
  public static Insn make(String mnemonic, Operand... intelOrder) {
    return make(Prefixes.NONE, mnemonic, intelOrder);
  }

  /** The same with prefixes. */
  public static Insn make(Prefixes prefixes, String mnemonic, Operand... intelOrder) {
    throw new UnsupportedOperationException("to come");
  }
}
