package fastpath.emulator.image;

/**
 * A symbol of an object or image.
 *
 * @param value its address in an image; in an object the offset in its section, the value if
 *     absolute, the alignment if common
 * @param size in bytes; 0 if not known
 * @param section index of the section in the object (ELF's st_shndx); in an image the index in
 *     {@link Image#sections()}, or -1 if absolute
 * @param sectionName "" if undefined, absolute or common
 */
public record Symbol(
    String name,
    long value,
    long size,
    Type type,
    Binding binding,
    int section,
    String sectionName) {
  /** ELF's st_shndx of special meaning. */
  public static final int UNDEFINED = 0;

  public static final int ABSOLUTE = 0xfff1;
  public static final int COMMON = 0xfff2;

  /** What it stands for. */
  public enum Type {
    NOTYPE,
    OBJECT,
    FUNC,
    SECTION,
    FILE,
    COMMON,
    TLS
  }

  /** Its scope. */
  public enum Binding {
    LOCAL,
    GLOBAL,
    WEAK
  }

  public boolean isFunction() {
    return type == Type.FUNC;
  }
}
