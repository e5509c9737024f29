package fastpath.lab.validate;

import java.util.List;

/** An external event between two instructions of a call. */
public sealed interface Injection {
  /** Returns the number of the call's instructions that have retired before the event. */
  long at();

  /** Returns the interrupts that the event requests, the earliest first. */
  List<Request> requests();

  /** Returns the event in the syntax of the option {@code --at}. */
  String text();

  /** Returns the index of the rival thread that the interrupt with a vector wakes; -1 for none. */
  static int rivalOf(int vector) {
    return Afar.isWake(vector) || vector == Afar.IPI ? 0 : Wake.rivalOf(vector);
  }

  /**
   * A wake-up of the first rival by another CPU, which sets the reschedule flag by its own stores
   * and sends an IPI if the config does so.
   *
   * @param ipi number of the call's instructions that have retired before the IPI arrives; not less
   *     than {@code at}
   */
  record Afar(long at, long ipi) implements Injection {
    /** The vector of the reschedule IPI: {@code RESCHEDULE_VECTOR} in C. */
    static final int IPI = 0xfd;

    /**
     * The vector that requests the stores and the IPI: {@code LAB_AFAR_VECTOR} in C. With the next
     * higher vector the stores are made without an IPI, and the runner requests the IPI itself.
     */
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
   * A device interrupt that wakes one of the two threads that are more urgent than the thread under
   * test.
   *
   * @param rival index of the thread: 0, or 1 for the more urgent one
   */
  record Wake(long at, int rival) implements Injection {
    /** The vector of the interrupt that wakes rival 0: {@code LAB_RIVAL_VECTOR} in C. */
    private static final int FIRST_VECTOR = 0x36;

    static final int RIVALS = 2;

    int vector() {
      return FIRST_VECTOR + rival;
    }

    /**
     * Returns the index of the rival thread that a device's vector wakes; -1 if the vector wakes
     * none.
     */
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
