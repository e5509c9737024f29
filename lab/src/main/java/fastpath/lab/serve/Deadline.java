package fastpath.lab.serve;

/** Where a service registers what ends its work early. */
public interface Deadline {
  /** Registers an action that is run once when the time of the request is over. */
  void atEnd(Runnable action);
}
