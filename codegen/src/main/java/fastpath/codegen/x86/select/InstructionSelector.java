package fastpath.codegen.x86.select;

import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Type;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selects machine instructions for a function. Blocks are visited in reverse of reverse postorder,
 * and instructions from last to first, so that users come before the values they use.
 */
public final class InstructionSelector {
  private final MachineFunction machine;
  private final Map<Block, MachineBlock> blocks = new HashMap<>();
  private final SelectionState s;
  private final CompareSelector compares;
  private final ArithmeticSelector arithmetic;
  private final DivisionSelector divisions;
  private final MemorySelector memory;
  private final CallSelector calls;
  private final AsmSelector asm;
  private final BranchSelector branches;
  private boolean skipCall;

  private InstructionSelector(Function function) {
    machine = new MachineFunction(function);
    s = new SelectionState(function, machine);
    compares = new CompareSelector(s);
    arithmetic = new ArithmeticSelector(s, compares);
    divisions = new DivisionSelector(s);
    memory = new MemorySelector(s);
    calls = new CallSelector(s);
    asm = new AsmSelector(s);
    branches = new BranchSelector(s, compares, new PhiCopies(s, blocks));
  }

  /** Selects machine code over virtual registers for a function. */
  public static MachineFunction select(Function function) {
    for (Block block : function.blocks) {
      moveBehindFlags(block);
    }
    InstructionSelector selector = new InstructionSelector(function);
    for (Block block : function.blocks) {
      LateIncrements.delay(block, selector.s);
    }
    selector.s.number();
    return selector.run();
  }

  private MachineFunction run() {
    List<Block> order = Dominators.reversePostorder(s.function);
    for (Block block : s.function.blocks) {
      if (block.index >= 0) {
        blocks.put(block, machine.newBlock(block.frequency));
      }
    }
    for (Block block : order.reversed()) {
      select(block, blocks.get(block));
    }
    parameters();
    machine.renumber();
    return machine;
  }

  private void select(Block block, MachineBlock out) {
    s.startBlock(block);
    skipCall = false;
    for (int k = block.instrs.size() - 1; k >= 0; k--) {
      s.startRoot(k);
      Instr i = block.instrs.get(k);
      if (skipCall && i.op == Op.CALL) {
        skipCall = false;
      } else {
        select(i, out);
      }
      s.finishRoot();
    }
    out.insns.addAll(s.finishBlock());
  }

  private void select(Instr i, MachineBlock out) {
    boolean wanted = i.type != Type.VOID && s.demandedRegister(i) != 0;
    switch (i.op) {
      case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL, NEG, NOT -> arithmetic(i, wanted);
      case ICMP, SELECT, ZEXT, SEXT, BSWAP, CTZ, CLZ, POPCNT -> arithmetic(i, wanted);
      case TRUNC -> arithmetic(i, wanted && i.type == Type.I1);
      case SDIV, UDIV, SREM, UREM -> divisions.select(i);
      case LOAD -> {
        if (wanted || !i.mem().isPlain()) {
          memory.load(i);
        }
      }
      case STORE -> memory.store(i);
      case CALL -> calls.call(i);
      case ASM -> asm.select(i);
      case ATOMIC_RMW -> memory.atomicUpdate(i);
      case CMPXCHG -> memory.compareExchange(i);
      case FENCE -> memory.fence(i);
      case READ_REG -> {
        if (wanted) {
          s.copy(s.demandedRegister(i), i.hardware().full().number(), 64);
        }
      }
      case WRITE_REG -> s.copy(i.hardware().full().number(), s.register(i.arg(0)), 64);
      case RETURN_ADDRESS -> {
        if (wanted) {
          s.emit(Opcode.MOV, new Register(s.demandedRegister(i), 64), incoming(0, 64));
        }
      }
      case DYNAMIC_ALLOCA -> takeStack(i, wanted);
      case FRAME_ADDRESS -> {
        if (wanted) {
          s.emit(Opcode.LEA, new Register(s.demandedRegister(i), 64), incoming(-8, 0));
        }
      }
      case RESULT -> {
        if (wanted && i.arg(0) instanceof Instr jump && jump.op == Op.ASM_GOTO) {
          asm.jumpOutput(i, jump);
        }
      }
      case PHI, EXPECT, ALLOCA -> {}
      case BR -> branches.jump(i.block, out, blocks.get(i.block.succs.get(0)));
      case CONDBR -> branches.branch(i, out);
      case SWITCH -> branches.switches(i, out);
      case RET -> returns(i);
      case UNREACHABLE -> s.emit(new MachineInsn(Kind.STOP, Opcode.PSEUDO, i.loc));
      case ASM_GOTO -> asmGoto(i, out);
    }
  }

  private void arithmetic(Instr i, boolean wanted) {
    if (wanted) {
      arithmetic.select(i);
    }
  }

  /** Moves the stack pointer down by the size, rounded up to the alignment of the stack. */
  private void takeStack(Instr i, boolean wanted) {
    Register rsp = new Register(Registers.RSP, 64);
    if (i.arg(0) instanceof Const size && SelectionState.fitsImmediate(size.value() + 15)) {
      s.emit(Opcode.SUB, rsp, new Immediate(size.value() + 15 & -16, null));
    } else {
      Register bytes = new Register(s.fresh(64), 64);
      s.copy(bytes.number(), s.register(i.arg(0)), 64);
      s.emit(Opcode.ADD, bytes, new Immediate(15, null));
      s.emit(Opcode.AND, bytes, new Immediate(-16, null));
      s.emit(Opcode.SUB, rsp, bytes);
    }
    machine.slotEscapes = true;
    if (wanted) {
      int slot = machine.newSlot(MachineFunction.Area.DYNAMIC, 0, 16, 0);
      s.emit(Opcode.LEA, new Register(s.demandedRegister(i), 64), Memory.inSlot(0, slot, 0));
    }
  }

  private Memory incoming(long offset, int bits) {
    int slot = machine.newSlot(MachineFunction.Area.INCOMING, 8, 8, offset);
    return Memory.inSlot(bits, slot, 0);
  }

  private void returns(Instr i) {
    Instr call = i.returnedCall();
    if (call != null && CallSelector.canJump(call)) {
      skipCall = true;
      calls.tailCall(call);
    } else {
      branches.returns(i);
    }
  }

  private void asmGoto(Instr i, MachineBlock out) {
    PhiCopies edges = new PhiCopies(s, blocks);
    int ways = i.block.succs.size();
    for (int k = 0; k < ways; k++) {
      // No edge of an asm goto is predicted; gcc predicts none either.
      out.succs.add(edges.target(i.block, k, 1.0 / ways));
    }
    asm.select(i);
  }

  private void parameters() {
    List<MachineInsn> copies =
        s.collect(() -> {
          // On the stack the return address is below the arguments.
          long offset = 8;
          for (Param param : s.function.params) {
            parameter(param, offset);
            if (param.index() >= Registers.argumentCount()) {
              offset += Registers.stackBytes(param.bytes());
            }
          }
        });
    machine.entry().insns.addAll(0, copies);
  }

  private void parameter(Param param, long offset) {
    int k = param.index();
    int r = s.paramRegister(k);
    int bits = SelectionState.opBits(param.type());
    if (r == 0) {
      return;
    }
    if (k < Registers.argumentCount()) {
      s.copy(r, Registers.argument(k), bits);
    } else if (param.bytes() > 0) {
      s.emit(Opcode.LEA, new Register(r, 64), incoming(offset, 0));
    } else {
      s.emit(Opcode.MOV, new Register(r, bits), incoming(offset, bits));
    }
  }

  /**
   * Moves pure instructions between an asm with flag outputs and the branch on the outputs to
   * before the asm, so that the branch can use the flags directly.
   */
  private static void moveBehindFlags(Block block) {
    Instr setter = null;
    int at = -1;
    for (int k = block.instrs.size() - 1; k >= 0 && setter == null; k--) {
      Instr i = block.instrs.get(k);
      if (i.op == Op.CMPXCHG || i.op == Op.ASM && hasFlagOutput(i)) {
        setter = i;
        at = k;
      } else if (!i.op.isPure() && i.op != Op.RESULT && !i.op.isTerminator()) {
        return;
      }
    }
    if (setter == null) {
      return;
    }
    java.util.Set<Instr> after = new java.util.HashSet<>(List.of(setter));
    for (int k = at + 1; k < block.instrs.size(); k++) {
      Instr i = block.instrs.get(k);
      if (!i.op.isPure() || i.args.stream().anyMatch(after::contains)) {
        after.add(i);
      } else {
        block.instrs.remove(k);
        block.instrs.add(at++, i);
      }
    }
  }

  private static boolean hasFlagOutput(Instr asm) {
    return asm.asm().operands().stream().anyMatch(o -> o.kind() == AsmOperand.Kind.FLAG_OUT);
  }

  static CompileException unsupported(Instr i, String what) {
    return new CompileException(i.loc, what);
  }
}
