package fastpath.lab.validate;

/** Where runs start. The results are the same. */
public enum Start {
  /** At the entry of the call. */
  ENTRY,
  /** At the place where the last interrupt is taken, from a snapshot. */
  PLACE
}
