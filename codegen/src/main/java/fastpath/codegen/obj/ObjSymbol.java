package fastpath.codegen.obj;

/** A symbol of an object being written. */
public final class ObjSymbol {
  /** The symbol bindings (STB_). */
  public enum Binding {
    LOCAL(0),
    GLOBAL(1),
    WEAK(2);

    final int number;

    Binding(int number) {
      this.number = number;
    }
  }

  /** Where a symbol is defined: in a section, or in no section. */
  public enum Place {
    UNDEFINED(0),
    SECTION(0),
    ABSOLUTE(0xfff1),
    COMMON(0xfff2);

    final int shndx;

    Place(int shndx) {
      this.shndx = shndx;
    }
  }

  public final String name;
  public Binding binding = Binding.LOCAL;

  /** The symbol type (STT_). */
  public int type;

  /** The symbol visibility (STV_). */
  public int visibility;

  public Place place = Place.UNDEFINED;

  /** The section of the symbol if its place is {@link Place#SECTION}. */
  public ObjSection section;

  /** The offset in the section; for a common symbol its alignment. */
  public long value;

  public long size;

  int index;

  public ObjSymbol(String name) {
    this.name = name;
  }

  /** Returns the symbol that stands for the start of a section. */
  public static ObjSymbol ofSection(ObjSection section) {
    ObjSymbol s = new ObjSymbol("");
    s.type = 3;
    s.place = Place.SECTION;
    s.section = section;
    return s;
  }
}
