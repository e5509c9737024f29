package fastpath.lab.silicon;

import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Outcome;

/**
 * Describes how a call ended, in words that are equal if the machine and the host CPU agree. A
 * fault is described by its vector, its error code and, for a page fault, the address.
 */
final class CallEnd {
  private static final int PAGE_FAULT = 14;
  private static final int PRESENT = 1;
  private static final int USER = 4;

  /** At and above this address Linux reports every faulting page to user code as present. */
  private static final long KERNEL_FROM = 0x7ffffffff000L;

  private CallEnd() {}

  /** Returns how the machine's call ended. */
  static String of(Outcome outcome) {
    return switch (outcome.stop()) {
      case RETURN -> "returned 0x" + Long.toHexString(outcome.value());
      case EXIT -> "exited with " + outcome.exitCode();
      case HALT -> "halted";
      case LIMIT -> "budget spent";
      case FAULT -> of(outcome.fault());
      case CANCELLED -> "interrupted";
      case INTERRUPT -> throw new IllegalStateException("an engine's stop, never an outcome");
    };
  }

  private static String of(Fault fault) {
    return fault(fault.kind().vector(), fault.errorCode(), fault.address(), fault.rip());
  }

  /** Returns how the host CPU's call ended. */
  static String of(Reply reply) {
    return switch (reply.kind()) {
      case "step" -> "returned 0x" + Long.toHexString(reply.number("rax"));
      case "exit" -> "exited with " + reply.number("exit");
      case "halt" -> "halted";
      case "limit" -> "budget spent";
      case "fault" ->
          fault(
              (int) reply.number("vector"),
              (int) reply.number("error"),
              reply.number("address"),
              reply.number("rip"));
      default -> reply.text();
    };
  }

  /**
   * Returns the description of a fault, without the error code's bits that differ: the machine's
   * guest runs at privilege level 0, and the host CPU's at level 3.
   */
  private static String fault(int vector, int error, long address, long rip) {
    String place = " at 0x" + Long.toHexString(rip);
    if (vector < 0) {
      return "stopped" + place;
    }
    if (vector != PAGE_FAULT) {
      return "fault %s, error code 0x%x,%s".formatted(name(vector), error, place);
    }
    boolean hidden = Long.compareUnsigned(address, KERNEL_FROM) >= 0;
    return "fault %s of 0x%x, error code 0x%x,%s"
        .formatted(name(vector), address, error & ~USER & (hidden ? ~PRESENT : -1), place);
  }

  private static String name(int vector) {
    for (Fault.Kind kind : Fault.Kind.values()) {
      if (kind.vector() == vector && kind != Fault.Kind.INTERRUPT) {
        return kind.text();
      }
    }
    return "vector " + vector;
  }
}
