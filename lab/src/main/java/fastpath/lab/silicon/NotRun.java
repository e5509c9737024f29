package fastpath.lab.silicon;

import fastpath.emulator.Machine;
import fastpath.emulator.engine.Fetch;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.util.Optional;

/**
 * Reasons why the host CPU could not run a guest; such a case is no difference between the machine
 * and the host CPU.
 */
final class NotRun {
  private static final int INVALID_OPCODE = 6;
  private static final int PROTECTION = 13;

  /** End of the user address space on x86-64 Linux with four levels of page tables. */
  private static final long USER_END = 0x7ffffffff000L;

  /** Start of the user address space: Linux's usual vm.mmap_min_addr, in bytes. */
  private static final long USER_START = 0x10000;

  private NotRun() {}

  /**
   * Returns a reason if the machine uses memory at addresses that no process of the host can map.
   */
  static Optional<String> because(Machine machine) {
    for (Mapping m : machine.memory().mappings()) {
      boolean high = Long.compareUnsigned(m.address() + m.size(), USER_END) > 0;
      if (high || Long.compareUnsigned(m.address(), USER_START) < 0) {
        return Optional.of(
            "%s lies at 0x%x, where user code has no memory".formatted(m.name(), m.address()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a reason if the host CPU's run ended in a way that cannot be compared with the
   * machine's outcome.
   */
  static Optional<String> because(Machine machine, Outcome outcome, Reply reply) {
    if (reply.why() != null) {
      return Optional.of(at(machine, reply) + ": " + reply.why().text());
    }
    if (outcome.stop() == Stop.FAULT && isOurs(outcome.fault().kind())) {
      return Optional.of("the machine stopped first: " + outcome.fault().message());
    }
    if (!reply.kind().equals("fault") || CallEnd.of(outcome).equals(CallEnd.of(reply))) {
      return Optional.empty();
    }
    long vector = reply.number("vector");
    return vector == PROTECTION || vector == INVALID_OPCODE
        ? decoded(machine, reply.number("rip"))
            .filter(insn -> insn.insn().form().isPrivileged())
            .map(insn ->
                "%s: %s is privileged, and the host CPU runs in user mode"
                    .formatted(at(machine, reply), insn.insn().mnemonic()))
        : Optional.empty();
  }

  /**
   * True if the fault exists only in the machine, so that the host CPU does not stop at the
   * instruction. At a system call the host CPU stops as well.
   */
  private static boolean isOurs(Fault.Kind kind) {
    return switch (kind) {
      case UNSUPPORTED, UNDEFINED -> true;
      case DIVIDE, BREAKPOINT, INVALID_OPCODE, DOUBLE, PROTECTION, STACK, PAGE -> false;
      case INTERRUPT, SYSTEM_CALL -> false;
    };
  }

  private static String at(Machine machine, Reply reply) {
    long rip = reply.number("rip");
    return "0x%x %s".formatted(rip, machine.image().symbolize(rip)).strip();
  }

  private static Optional<Decoded> decoded(Machine machine, long rip) {
    try {
      return Optional.of(Fetch.instruction(machine.cpu().profile(), machine.memory(), rip).insn());
    } catch (GuestFault e) {
      return Optional.empty();
    }
  }
}
