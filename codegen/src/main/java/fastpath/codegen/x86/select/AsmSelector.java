package fastpath.codegen.x86.select;

import com.google.common.collect.Sets;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.Condition;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Selects inline asm: moves operands to the locations that the constraints require. */
final class AsmSelector {
  /** Caller-saved registers, which need no save in the prologue. */
  private static final Set<Reg> JUMP_OUTPUTS =
      Arrays.stream(Registers.allocationOrder())
          .filter(Registers::isCallerSaved)
          .mapToObj(register -> Reg.gpr(register, 64))
          .collect(Sets.toImmutableEnumSet());

  private final SelectionState s;

  AsmSelector(SelectionState selection) {
    this.s = selection;
  }

  /** Selects the ASM or ASM_GOTO that is the root. */
  void select(Instr asm) {
    AsmInfo info = asm.asm();
    int n = info.operands().size();
    MachineOperand[] operands = new MachineOperand[n];
    int[] roles = new int[n];
    int[] results = results(asm);
    int[] fixed = fixedRegisters(asm);
    List<MachineInsn> into = new ArrayList<>();
    List<MachineInsn> outOf = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      AsmOperand operand = info.operands().get(k);
      roles[k] = operand.kind() == AsmOperand.Kind.IN ? MachineInsn.USE : MachineInsn.DEF;
      if (operand.kind() == AsmOperand.Kind.FLAG_OUT) {
        operands[k] = new Immediate(0, null);
      } else if (operand.isMemoryOnly()) {
        operands[k] =
            s.address(
                asm.arg(operand.arg()), SelectionState.exactBits(operand.type()), operand.seg());
      } else if (operand.kind() == AsmOperand.Kind.OUT) {
        int wanted = operand.result() < 0 ? 0 : results[operand.result()];
        operands[k] = output(k, fixed[k], wanted, outOf, asm);
        roles[k] |= operand.earlyClobber() ? MachineInsn.EARLY : 0;
      } else if (operand.tiedTo() < 0) {
        operands[k] = input(operand, fixed[k], asm, into);
      }
    }
    for (int k = 0; k < n; k++) {
      AsmOperand operand = info.operands().get(k);
      if (operands[k] == null) {
        operands[k] = operands[operand.tiedTo()];
        tie(asm, operand, operands[k], into);
        roles[operand.tiedTo()] |= MachineInsn.BOTH;
      }
    }
    // Copies to hardware registers come last, because these registers are occupied after them.
    into.stream().filter(c -> Registers.isVirtual(c.register(0))).forEach(s::emit);
    into.stream().filter(c -> !Registers.isVirtual(c.register(0))).forEach(s::emit);
    MachineInsn insn = new MachineInsn(Kind.ASM, Opcode.PSEUDO, asm.loc, operands);
    insn.roles = roles;
    insn.asm = info;
    for (Reg reg : info.clobbers()) {
      insn.clobbers |= reg.isGpr() ? 1 << reg.full().number() : 0;
    }
    s.emit(insn);
    flagOutputs(info, results);
    outOf.forEach(s::emit);
  }

  /**
   * Selects a RESULT of an ASM_GOTO. No copy can follow the jump, so that the output stays in its
   * hardware register until the start of the successor.
   */
  void jumpOutput(Instr result, Instr jump) {
    int[] fixed = fixedRegisters(jump);
    List<AsmOperand> operands = jump.asm().operands();
    for (int k = 0; k < fixed.length; k++) {
      if (operands.get(k).result() == result.output()) {
        int bits = Math.max(32, SelectionState.exactBits(result.type));
        s.copy(s.demandedRegister(result), fixed[k], bits);
      }
    }
  }

  /** Returns the hardware register that each result needs; 0 for none. */
  private int[] results(Instr asm) {
    int max = 0;
    for (AsmOperand operand : asm.asm().operands()) {
      max = Math.max(max, operand.result() + 1);
    }
    int[] results = new int[max];
    List<Instr> instrs = asm.block.instrs;
    for (int k = s.position(asm) + 1; k < instrs.size() && instrs.get(k).op == Op.RESULT; k++) {
      Instr result = instrs.get(k);
      if (result.arg(0) == asm) {
        results[result.output()] = s.demandedRegister(result);
      }
    }
    return results;
  }

  private MachineOperand output(
      int number, int fixed, int wanted, List<MachineInsn> outOf, Instr asm) {
    AsmOperand operand = asm.asm().operands().get(number);
    int bits = SelectionState.exactBits(operand.type());
    int entering = widestTied(asm.asm(), number);
    int register = fixed;
    if (register < 0) {
      if (wanted != 0 && entering <= bits) {
        return new Register(wanted, bits);
      }
      register = s.fresh(Math.max(bits, entering));
    }
    if (wanted != 0) {
      MachineInsn copy = MachineInsn.copy(wanted, register, Math.max(32, bits), asm.loc);
      copy.tie = true;
      outOf.add(copy);
    }
    return new Register(register, bits);
  }

  /** An input may be wider than the output with which it shares a register. */
  private static int widestTied(AsmInfo info, int output) {
    return info.operands().stream()
        .filter(operand -> operand.tiedTo() == output)
        .mapToInt(operand -> SelectionState.exactBits(operand.type()))
        .max()
        .orElse(0);
  }

  private MachineOperand input(AsmOperand operand, int fixed, Instr asm, List<MachineInsn> into) {
    Value value = asm.arg(operand.arg());
    int bits = SelectionState.exactBits(operand.type());
    if (operand.immediate() && SelectionState.immediate(value) instanceof Immediate immediate) {
      return immediate;
    }
    if (operand.immediate() && !operand.register() && value instanceof Const c) {
      return new Immediate(c.value(), null);
    }
    if (!operand.register()) {
      throw InstructionSelector.unsupported(
          asm, "impossible constraint in asm: the operand is not a constant");
    }
    if (fixed < 0) {
      return new Register(s.register(value), bits);
    }
    moveInto(fixed, value, bits, asm, into);
    return new Register(fixed, bits);
  }

  private void tie(Instr asm, AsmOperand in, MachineOperand out, List<MachineInsn> into) {
    if (out instanceof Register r) {
      int bits = Math.max(r.bits(), SelectionState.exactBits(in.type()));
      moveInto(r.number(), asm.arg(in.arg()), bits, asm, into);
    }
  }

  private void moveInto(int target, Value value, int bits, Instr asm, List<MachineInsn> into) {
    if (target == Registers.RSP) {
      return;
    }
    int width = Math.max(32, bits);
    Immediate immediate = SelectionState.immediate(value);
    MachineInsn move =
        immediate != null
            ? MachineInsn.plain(Opcode.MOV, asm.loc, new Register(target, width), immediate)
            : MachineInsn.copy(target, s.register(value), width, asm.loc);
    move.tie = immediate == null;
    into.add(move);
  }

  /**
   * Returns the hardware register of each operand, or NONE. An operand that allows several
   * registers gets one that no other operand and no clobber names. So does each output of an
   * ASM_GOTO.
   */
  private static int[] fixedRegisters(Instr asm) {
    List<AsmOperand> operands = asm.asm().operands();
    int[] fixed = new int[operands.size()];
    Set<Reg> taken = EnumSet.noneOf(Reg.class);
    taken.addAll(asm.asm().clobbers());
    operands.stream()
        .filter(o -> isFixed(o) && o.registers().size() == 1)
        .forEach(o -> taken.addAll(o.registers()));
    for (int k = 0; k < fixed.length; k++) {
      AsmOperand operand = operands.get(k);
      fixed[k] = MachineOperand.NONE;
      Set<Reg> allowed = allowed(asm, operand);
      if (!allowed.isEmpty() && operand.tiedTo() < 0) {
        Reg reg =
            allowed.stream()
                .filter(r -> allowed.size() == 1 || !taken.contains(r))
                .findFirst()
                .orElseThrow(() ->
                    InstructionSelector.unsupported(
                        asm, "impossible constraint in asm: the registers are taken"));
        taken.add(reg);
        fixed[k] = reg.full().number();
      }
    }
    return fixed;
  }

  /** The hardware registers of which the operand needs one; empty if any virtual one will do. */
  private static Set<Reg> allowed(Instr asm, AsmOperand operand) {
    if (isFixed(operand)) {
      return operand.registers();
    }
    boolean jumpOutput = asm.op == Op.ASM_GOTO && operand.result() >= 0;
    return jumpOutput ? JUMP_OUTPUTS : Set.of();
  }

  private static boolean isFixed(AsmOperand operand) {
    return operand.registers() != null && !operand.registers().isEmpty();
  }

  private void flagOutputs(AsmInfo info, int[] results) {
    for (AsmOperand operand : info.operands()) {
      if (operand.kind() == AsmOperand.Kind.FLAG_OUT
          && operand.result() >= 0
          && results[operand.result()] != 0) {
        s.emit(
            Opcode.SET, Condition.of(operand.flag()), new Register(results[operand.result()], 8));
      }
    }
  }
}
