package fastpath.emulator.image;

/**
 * A symbol of an object or image.
 *
 * @param value in an image the symbol's address; in an object the offset in the symbol's section,
 *     the value of an absolute symbol, or the alignment of a common symbol
 * @param size size in bytes; 0 if not known
 * @param section in an object the index of the section (ELF's st_shndx); in an image the index in
 *     {@link Image#sections()}, or -1 for an absolute symbol
 * @param sectionName name of the section; "" for an undefined, absolute or common symbol
 */
public record Symbol(
    String name,
    long value,
    long size,
    Type type,
    Binding binding,
    int section,
    String sectionName) {
  /** The value of ELF's st_shndx for an undefined symbol. */
  public static final int UNDEFINED = 0;

  public static final int ABSOLUTE = 0xfff1;
  public static final int COMMON = 0xfff2;

  /** The type of a symbol (STT_). */
  public enum Type {
    NOTYPE,
    OBJECT,
    FUNC,
    SECTION,
    FILE,
    COMMON,
    TLS
  }

  /** The binding of a symbol (STB_). */
  public enum Binding {
    LOCAL,
    GLOBAL,
    WEAK
  }

  public boolean isFunction() {
    return type == Type.FUNC;
  }
}
