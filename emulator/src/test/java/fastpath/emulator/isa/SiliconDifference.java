package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.SiliconCase.After;
import java.util.Objects;

/**
 * The difference between the results of an engine and of the CPU, apart from results that the
 * manual leaves undefined.
 */
final class SiliconDifference {
  private static final long ID = 1 << 21;

  /** The flags that user code can change. */
  private static final long FLAGS = Flags.STATUS | Flags.DF | Flags.AC | ID;

  private final SiliconCase one;
  private final After ours;
  private final After cpu;
  private final StringBuilder text = new StringBuilder();

  private SiliconDifference(SiliconCase one, After ours, After cpu) {
    this.one = one;
    this.ours = ours;
    this.cpu = cpu;
  }

  /** Returns the difference as a short text; "" if there is none. */
  static String between(SiliconCase one, After ours, After cpu) {
    SiliconDifference difference = new SiliconDifference(one, ours, cpu);
    difference.compare();
    return difference.text.toString();
  }

  private void compare() {
    if (!Objects.equals(ours.fault(), cpu.fault())) {
      text.append(" fault ours ").append(ours.fault()).append(" CPU ").append(cpu.fault());
    }
    int count = cpu.faulted() ? 0 : count();
    boolean undefined = ran() && one.form().undefinedResult(one.cpu(), count, cpu.flags());
    int skipped =
        undefined && one.insn().operand(0) instanceof RegOp op ? op.reg().full().number() : -1;
    for (int i = 0; i < 16; i++) {
      if (i != skipped) {
        differ(State.gpr(i).name(), ours.registers()[i], cpu.registers()[i]);
      }
    }
    differ("RIP", ours.rip(), cpu.rip());
    long defined = FLAGS & ~(ran() ? one.form().undefinedFlags(count) : 0);
    differ("flags", ours.flags() & defined, cpu.flags() & defined);
    differ("FS_BASE", ours.fsBase(), cpu.fsBase());
    differ("GS_BASE", ours.gsBase(), cpu.gsBase());
    if (!(undefined && one.insn().operand(0) instanceof Mem)
        && !ours.change().equals(cpu.change())) {
      text.append(" memory ours ").append(ours.change()).append(" CPU ").append(cpu.change());
    }
  }

  /** Returns true if the CPU has executed an instruction that belongs to a row. */
  private boolean ran() {
    return !cpu.faulted() && one.form() != null;
  }

  /** Returns the masked count of a shift or rotate. */
  private int count() {
    if (one.insn() == null || one.form().undefinedBecause().isEmpty()) {
      return 0;
    }
    Operand last = one.insn().operands().isEmpty() ? null : one.insn().operands().getLast();
    long count =
        last instanceof Imm imm
            ? imm.value()
            : last instanceof RegOp op && op.reg() == Reg.CL ? one.registers()[1] : 0;
    return Alu.count(one.form().width(), count);
  }

  private void differ(String name, long mine, long theirs) {
    if (mine != theirs) {
      text.append(' ').append(name).append(" ours ").append(Long.toHexString(mine));
      text.append(" CPU ").append(Long.toHexString(theirs));
    }
  }
}
