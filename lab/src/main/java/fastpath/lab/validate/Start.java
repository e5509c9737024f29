package fastpath.lab.validate;

/**
 * The place at which the execution of a run starts. The choice does not change the results of a
 * validation.
 */
public enum Start {
  /** Runs start at the entry of the call. */
  ENTRY,
  /** Runs start from a snapshot, at the place where the last interrupt is taken. */
  PLACE
}
