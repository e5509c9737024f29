package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replaces PHIs by copies on edges. A critical edge gets a new block for its copies. */
final class PhiCopies {
  private record Move(int to, MachineOperand from, int bits) {}

  private final SelectionState s;
  private final Map<Block, MachineBlock> blocks;

  PhiCopies(SelectionState selection, Map<Block, MachineBlock> blocks) {
    this.s = selection;
    this.blocks = blocks;
  }

  /** Emits the copies of the only edge out of a block. */
  void copies(Block from) {
    emitMoves(from, 0);
  }

  /**
   * Returns the target of one of several edges: its block, or a new block that contains the copies
   * and continues at the block.
   *
   * @param probability the probability of the edge
   */
  MachineBlock target(Block from, int succ, double probability) {
    Block to = from.succs.get(succ);
    if (to.phiCount() == 0) {
      return blocks.get(to);
    }
    MachineBlock edge = s.machine.newBlock(blocks.get(from).frequency * probability);
    edge.insns.addAll(s.collect(() -> emitMoves(from, succ)));
    edge.insns.add(new MachineInsn(Kind.JUMP, Opcode.JMP, from.terminator().loc));
    edge.succs.add(blocks.get(to));
    return edge;
  }

  private void emitMoves(Block from, int succ) {
    Block to = from.succs.get(succ);
    int count = to.phiCount();
    if (count == 0) {
      return;
    }
    int pred = predecessorIndex(from, succ);
    List<Move> moves = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      Instr phi = to.instrs.get(k);
      Value v = SelectionState.strip(phi.arg(pred));
      if (v instanceof Undef || v == phi) {
        continue;
      }
      int target = s.register(phi);
      int bits = SelectionState.opBits(phi.type);
      MachineOperand.Memory next = increment(v, to);
      if (next != null) {
        moves.add(new Move(target, next, bits));
        continue;
      }
      MachineOperand source =
          v instanceof Instr i && i.op == Op.PHI && i.block == to
              ? new Register(s.register(v), bits)
              : sourceOf(v, phi.type, bits);
      moves.add(new Move(target, source, bits));
    }
    sequentialize(moves);
  }

  /**
   * Returns the sum, if the value is a PHI of the target plus a constant and only the next
   * iteration uses it; else null. The sum is then computed on the edge, where the old value is
   * dead.
   */
  private MachineOperand.Memory increment(Value v, Block to) {
    if (LateIncrements.isOnEdge(v, s)
        && ((Instr) v).arg(0) instanceof Instr phi
        && phi.block == to) {
      long by = ((fastpath.codegen.ir.Const) ((Instr) v).arg(1)).value();
      return MachineOperand.Memory.at(0, s.register(phi), by);
    }
    return null;
  }

  private MachineOperand sourceOf(Value v, Type type, int bits) {
    if (v instanceof fastpath.codegen.ir.Const c) {
      return new Immediate(type.canonical(c.value()), null);
    }
    return s.immediateOrRegister(v, bits);
  }

  /**
   * Returns the index of an edge among its target's predecessors; parallel edges keep their order.
   */
  private static int predecessorIndex(Block from, int succ) {
    Block to = from.succs.get(succ);
    int nth = 0;
    for (int k = 0; k < succ; k++) {
      nth += from.succs.get(k) == to ? 1 : 0;
    }
    for (int k = 0; k < to.preds.size(); k++) {
      if (to.preds.get(k) == from && nth-- == 0) {
        return k;
      }
    }
    throw new IllegalStateException("no edge " + from + " -> " + to);
  }

  /**
   * The copies of an edge take place in parallel. The copies are ordered so that none reads a
   * register that an earlier one has written.
   */
  private void sequentialize(List<Move> pending) {
    pending.removeIf(m -> m.from() instanceof Register r && r.number() == m.to());
    while (!pending.isEmpty()) {
      boolean progress = false;
      for (int k = 0; k < pending.size(); k++) {
        Move move = pending.get(k);
        if (pending.stream().noneMatch(o -> o != move && reads(o, move.to()))) {
          emit(move);
          pending.remove(k--);
          progress = true;
        }
      }
      if (!progress) {
        Move first = pending.get(0);
        int temporary = s.fresh(first.bits());
        emit(new Move(temporary, first.from(), first.bits()));
        pending.set(0, new Move(first.to(), new Register(temporary, first.bits()), first.bits()));
      }
    }
  }

  private static boolean reads(Move move, int register) {
    return switch (move.from()) {
      case Register r -> r.number() == register;
      case MachineOperand.Memory m -> m.base() == register;
      case Immediate _ -> false;
    };
  }

  private void emit(Move move) {
    if (move.from() instanceof Register r) {
      s.copy(move.to(), r.number(), move.bits()).phi = true;
    } else {
      boolean sum = move.from() instanceof MachineOperand.Memory;
      s.emit(sum ? Opcode.LEA : Opcode.MOV, new Register(move.to(), move.bits()), move.from());
    }
  }
}
