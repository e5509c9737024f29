package fastpath.lab.silicon;

import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Form;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.translate.analysis.FlagLiveness;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds uses of results that the manual leaves undefined: a status flag that is read before it is
 * written again, or an instruction's undefined destination. After such a use the machine and the
 * host CPU may differ, although both are correct.
 */
final class UndefinedUses implements Tracer {
  private static final int MOST = 5;

  private final Image image;
  private final Set<String> found = new LinkedHashSet<>();
  private long undefined;
  private Decoded producer;

  UndefinedUses(Image image) {
    this.image = image;
  }

  /** Returns the uses, one line each, at most {@value #MOST}, in the order of the run. */
  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    Lifted lifted = Lifter.lift(insn);
    if ((FlagLiveness.uses(lifted) & undefined) != 0) {
      add("an undefined flag of %s is read by %s", producer, insn);
    }
    Form form = insn.insn().form();
    int count = count(insn, cpu);
    long left = form.undefinedFlags(count);
    undefined = undefined & ~FlagLiveness.sets(lifted) | left;
    if (left != 0) {
      producer = insn;
    }
    if (form.undefinedResult(cpu.profile(), count, cpu.rflags())) {
      add("the result of %s is undefined", insn);
    }
  }

  private void add(String text, Decoded... insns) {
    if (found.size() < MOST) {
      Object[] places = new Object[insns.length];
      for (int i = 0; i < insns.length; i++) {
        long address = insns[i].address();
        places[i] =
            "%s at 0x%x %s"
                .formatted(insns[i].insn().mnemonic(), address, image.symbolize(address))
                .strip();
      }
      found.add(text.formatted(places));
    }
  }

  /**
   * Returns the masked count of a shift or rotation. For other instructions the value is not used.
   */
  private static int count(Decoded insn, Cpu cpu) {
    List<Operand> operands = insn.insn().operands();
    Operand last = operands.isEmpty() ? null : operands.getLast();
    long count =
        last instanceof Operand.Imm imm
            ? imm.value()
            : last instanceof Operand.RegOp op && op.reg() == Reg.CL ? cpu.get(State.RCX) : 0;
    return Alu.count(insn.insn().form().width(), count);
  }
}
