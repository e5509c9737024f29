package fastpath.codegen.ir;

/** The segment override of a memory access. Addresses in GS and FS are offsets from its base. */
public enum Segment {
  NONE,
  GS,
  FS
}
