package fastpath.lab.validate;

import fastpath.emulator.CallSite;
import fastpath.emulator.Machine;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the registers and flags that a function must preserve (System V ABI for AMD64, 3.2.1):
 * rbx, rbp, r12 to r15, the stack pointer, and a clear direction flag. A kernel function must also
 * return with interrupts on and with access to user pages closed.
 */
final class Convention {
  private static final State[] CALLEE_SAVED = {
    State.RBX, State.RBP, State.R12, State.R13, State.R14, State.R15
  };
  private static final long DF = 1 << 10;

  /** A violation of the calling convention. */
  record Finding(Check check, String detail) {}

  private Convention() {}

  /** Returns all violations of the calling convention by a call that has just returned. */
  static List<Finding> broken(Machine machine, CallSite from) {
    List<Finding> findings = new ArrayList<>();
    Cpu cpu = machine.cpu();
    for (State state : CALLEE_SAVED) {
      compare(findings, state, cpu.get(state), from.register(state.index()));
    }
    long rsp = machine.stackTop() - Machine.CALLER_BYTES - from.depth();
    compare(findings, State.RSP, cpu.get(State.RSP), rsp);
    if ((cpu.rflags() & Cpu.IF) == 0) {
      findings.add(new Finding(Check.INTERRUPTS, ""));
    }
    if ((cpu.rflags() & Cpu.AC) != 0) {
      findings.add(new Finding(Check.FLAGS, "AC: user pages stay open"));
    }
    if ((cpu.rflags() & DF) != 0) {
      findings.add(new Finding(Check.FLAGS, "DF"));
    }
    return findings;
  }

  private static void compare(List<Finding> findings, State state, long found, long before) {
    if (found != before) {
      String name = state.text();
      findings.add(
          new Finding(
              Check.CALLEE_SAVED, String.format("%s is %#x, and was %#x", name, found, before)));
    }
  }
}
