package fastpath.lab.verdict;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.Uop;
import fastpath.lab.workshop.FunctionCode;
import java.util.List;

/** An implementation of a change of the per-CPU preempt count, as the machine code shows it. */
public enum Lowering {
  NONE("not per CPU"),
  LOCKED("one locked instruction"),
  ONE("one instruction"),
  SEVERAL("load, change, store");

  private static final String COUNT = "__preempt_count";

  private final String says;

  Lowering(String says) {
    this.says = says;
  }

  /** Returns a description of the implementation. */
  public String says() {
    return says;
  }

  /**
   * Returns how a function implements its changes of the per-CPU count. If the changes differ, the
   * result is the implementation that an interrupt can divide.
   */
  static Lowering of(Image image, String function) {
    Symbol count = image.symbol(COUNT).filter(image::isPerCpu).orElse(null);
    if (count == null) {
      return NONE;
    }
    Lowering lowering = NONE;
    for (Decoded insn : FunctionCode.of(image, function).insns()) {
      if (insn.insn().operands().stream().anyMatch(o -> isAt(o, insn, count.value()))) {
        Lowering one = of(List.of(Lifter.lift(insn).uops()));
        lowering = one.compareTo(lowering) > 0 ? one : lowering;
      }
    }
    return lowering;
  }

  private static boolean isAt(Operand operand, Decoded insn, long offset) {
    return operand instanceof Operand.Mem mem
        && mem.segment() == Reg.GS
        && mem.index() == null
        && (mem.base() == null
            ? mem.disp() == offset
            : mem.base() == Reg.RIP && insn.next() + mem.disp() == offset);
  }

  /**
   * Returns how one instruction changes the count; NONE for an instruction that only loads the
   * count, which belongs to a test.
   */
  private static Lowering of(List<Uop> uops) {
    if (uops.stream().noneMatch(Uop.Store.class::isInstance)) {
      return NONE;
    }
    if (uops.stream().noneMatch(Uop.Load.class::isInstance)) {
      return SEVERAL;
    }
    return uops.stream().anyMatch(Uop.Lock.class::isInstance) ? LOCKED : ONE;
  }
}
