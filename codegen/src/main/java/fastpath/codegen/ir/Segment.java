package fastpath.codegen.ir;

/** The segment override of a memory access. Addresses in GS and FS are offsets from its base. */
public enum Segment implements Spelled {
  NONE("none"),
  GS("gs"),
  FS("fs");

  private final String text;

  Segment(String text) {
    this.text = text;
  }

  /** The segment's word in the text form. */
  @Override
  public String text() {
    return text;
  }
}
