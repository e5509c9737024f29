package fastpath.lab.validate;

/** Where runs start. The choice does not change the results. */
public enum Start {
  /** At the entry of the call. */
  ENTRY,
  /** At the place where the last interrupt is taken, from a snapshot. */
  PLACE
}
