package fastpath.codegen.ir;

/** Memory order of an access, as C11; {@link #NONE} is a plain access. */
public enum MemoryOrder {
  NONE,
  RELAXED,
  ACQUIRE,
  RELEASE,
  ACQ_REL,
  SEQ_CST
}
