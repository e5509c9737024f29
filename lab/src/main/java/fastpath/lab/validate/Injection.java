package fastpath.lab.validate;

import java.util.List;

/** An event from outside between two instructions of a call. */
public sealed interface Injection {
  /** Number of the call's instructions that have retired before the event. */
  long at();

  /** The interrupts that the event requests, the earlier first. */
  List<Request> requests();

  /** The event as {@code --at} takes it. */
  String text();

  /** The rival that a vector's interrupt wakes; -1 for none. */
  static int rivalOf(int vector) {
    return Afar.isWake(vector) || vector == Afar.IPI ? 0 : Wake.rivalOf(vector);
  }

  /**
   * Another CPU wakes the first rival: it sets the flag, by stores of its own, and sends an IPI if
   * the config does so.
   *
   * @param ipi number of instructions after which the IPI arrives, at or after the stores
   */
  record Afar(long at, long ipi) implements Injection {
    /** {@code RESCHEDULE_VECTOR} in C. */
    static final int IPI = 0xfd;

    /** {@code LAB_AFAR_VECTOR} in C; the vector after it leaves the IPI to the runner. */
    private static final int WITH_IPI = 0x39;

    private static final int IPI_LATER = 0x3a;

    static boolean isWake(int vector) {
      return vector == WITH_IPI || vector == IPI_LATER;
    }

    int vector() {
      return ipi == at ? WITH_IPI : IPI_LATER;
    }

    @Override
    public List<Request> requests() {
      Request stores = new Request(at, vector());
      return ipi == at ? List.of(stores) : List.of(stores, new Request(ipi, IPI));
    }

    @Override
    public String text() {
      return "afar:" + at + (ipi == at ? "" : "," + ipi);
    }
  }

  /**
   * A device's interrupt wakes one of two threads that are more urgent than the one under test.
   *
   * @param rival 0, or 1 for the more urgent
   */
  record Wake(long at, int rival) implements Injection {
    /** {@code LAB_RIVAL_VECTOR} in C. */
    private static final int FIRST_VECTOR = 0x36;

    static final int RIVALS = 2;

    int vector() {
      return FIRST_VECTOR + rival;
    }

    /** The rival that a vector wakes; -1 if it wakes none. */
    static int rivalOf(int vector) {
      int rival = vector - FIRST_VECTOR;
      return rival >= 0 && rival < RIVALS ? rival : -1;
    }

    @Override
    public List<Request> requests() {
      return List.of(new Request(at, vector()));
    }

    @Override
    public String text() {
      return Long.toString(at);
    }
  }
}
