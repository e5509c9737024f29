package fastpath.codegen.ir;

/**
 * The segment override of a memory access. An address in GS or FS is an offset from the segment's
 * base.
 */
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
