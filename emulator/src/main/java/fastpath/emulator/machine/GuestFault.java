package fastpath.emulator.machine;

/**
 * A fault of the guest, thrown by an access or a trap before any state changed; the exception
 * carries no stack trace.
 */
public final class GuestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault.Kind kind;
  private final long address;
  private final int errorCode;

  public GuestFault(Fault.Kind kind, long address, int errorCode, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.address = address;
    this.errorCode = errorCode;
  }

  public Fault.Kind kind() {
    return kind;
  }

  public long address() {
    return address;
  }

  public int errorCode() {
    return errorCode;
  }
}
