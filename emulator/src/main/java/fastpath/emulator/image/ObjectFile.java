package fastpath.emulator.image;

import java.util.List;

/** An ELF64 x86-64 object or static executable, checked and taken apart. */
public final class ObjectFile {
  private ObjectFile() {}

  /**
   * Reads it.
   *
   * @param name for messages
   * @throws LinkException if it is not ELF64 for x86-64, or is cut off or inconsistent
   */
  public static ObjectFile read(String name, byte[] elf) {
    throw new UnsupportedOperationException("to come");
  }

  public String name() {
    throw new UnsupportedOperationException("to come");
  }

  /** Its symbols, in the file's order. */
  public List<Symbol> symbols() {
    throw new UnsupportedOperationException("to come");
  }

  /** Whether an executable (ET_EXEC) rather than a relocatable object. */
  public boolean isExecutable() {
    throw new UnsupportedOperationException("to come");
  }
}
