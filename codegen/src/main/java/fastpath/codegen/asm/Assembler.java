package fastpath.codegen.asm;

/** Assembly to an ELF64 relocatable object. */
public final class Assembler {
  private Assembler() {}

  /** The bytes of the object. */
  public static byte[] assemble(AsmFile file) {
    throw new UnsupportedOperationException("to come");
  }
}
