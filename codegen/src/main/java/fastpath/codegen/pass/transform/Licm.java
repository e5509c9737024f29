package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.AliasAnalysis;
import fastpath.codegen.pass.analysis.MemoryLocation;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.analysis.SideEffects;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.ArrayList;
import java.util.List;

/**
 * Loop-invariant code motion: moves loop-invariant arithmetic and loads to the block before the
 * loop.
 */
public final class Licm {
  private Licm() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (NaturalLoops.Loop loop : NaturalLoops.of(Dominators.of(f)).all()) {
      addPreheader(loop);
    }
    Dominators dominators = Dominators.of(f);
    AliasAnalysis memory = new AliasAnalysis(f);
    for (NaturalLoops.Loop loop : NaturalLoops.of(dominators).all()) {
      Block entering = entering(loop);
      if (entering != null && entering.succs.size() == 1) {
        hoist(loop, entering, dominators, memory);
      }
    }
  }

  /**
   * Inserts a block before a loop that is entered by one side of a branch. A load must not move
   * above that branch: it may be what keeps a null pointer from being accessed.
   */
  private static void addPreheader(NaturalLoops.Loop loop) {
    Block entering = entering(loop);
    if (entering != null && entering.succs.size() > 1) {
      CfgEdits.split(entering, entering.succs.indexOf(loop.header()));
    }
  }

  /** Returns the only block from which the loop is entered, by one edge; null if there is none. */
  private static Block entering(NaturalLoops.Loop loop) {
    Block entering = null;
    for (Block p : loop.header().preds) {
      if (!loop.contains(p)) {
        if (entering != null) {
          return null;
        }
        entering = p;
      }
    }
    return entering != null && entering.terminator().op != Op.ASM_GOTO ? entering : null;
  }

  private static void hoist(
      NaturalLoops.Loop loop, Block before, Dominators dominators, AliasAnalysis memory) {
    List<Block> leaving = leaving(loop);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Block b : loop.blocks()) {
        List<Instr> moved = new ArrayList<>();
        for (Instr x : b.instrs) {
          boolean load = x.op == Op.LOAD && x.mem().isPlain();
          if ((load || isWorthHoisting(x))
              && (isInvariant(x, loop) || load && isOffset(x.arg(0), loop))
              && (!load
                  || isAlwaysLoaded(x, leaving, dominators) && isUnchanged(x, loop, memory))) {
            if (load && x.arg(0) instanceof Instr address && loop.contains(address.block)) {
              Instr outside = Instr.of(Op.ADD, Type.I64, x.loc, address.arg(0), address.arg(1));
              x.args.set(0, before.insertAtEnd(outside));
            }
            moved.add(x);
          }
        }
        b.instrs.removeAll(moved);
        moved.forEach(before::insertAtEnd);
        changed |= !moved.isEmpty();
      }
    }
  }

  /** True for a constant offset from an invariant address. */
  private static boolean isOffset(Value address, NaturalLoops.Loop loop) {
    return address instanceof Instr x
        && x.op == Op.ADD
        && x.arg(1) instanceof Const
        && isInvariant(x, loop);
  }

  private static boolean isInvariant(Instr x, NaturalLoops.Loop loop) {
    for (Value v : x.args) {
      if (v instanceof Instr def && loop.contains(def.block)) {
        return false;
      }
    }
    return true;
  }

  /** True if every entry of the loop executes the load. */
  private static boolean isAlwaysLoaded(Instr x, List<Block> leaving, Dominators dominators) {
    for (Block b : leaving) {
      if (!dominators.dominates(x.block, b)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the blocks at which an iteration ends. */
  private static List<Block> leaving(NaturalLoops.Loop loop) {
    List<Block> leaving = new ArrayList<>();
    for (Block b : loop.blocks()) {
      for (Block s : b.succs) {
        if (s == loop.header() || !loop.contains(s)) {
          leaving.add(b);
          break;
        }
      }
    }
    return leaving;
  }

  private static boolean isUnchanged(Instr load, NaturalLoops.Loop loop, AliasAnalysis memory) {
    MemoryLocation address = MemoryLocation.of(load.arg(0), load.type.bytes(), load.mem().seg());
    for (Block b : loop.blocks()) {
      for (Instr x : b.instrs) {
        if (SideEffects.clobbersAll(x) && !address.isPrivate(memory)) {
          return false;
        }
        for (MemoryLocation written : AliasAnalysis.writes(x)) {
          if (address.mayAlias(written, memory)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Comparisons are kept next to their branches, and constant offsets with their addresses. */
  private static boolean isWorthHoisting(Instr x) {
    return switch (x.op) {
      case ICMP, SELECT, TRUNC, EXPECT -> false;
      case ADD -> !(x.arg(1) instanceof Const);
      case ZEXT -> x.arg(0).type() != Type.I1 && x.arg(0).type() != Type.I32;
      case SUB, MUL, AND, OR, XOR, SHL, LSHR -> x.op.isPure() || SideEffects.isStackPointer(x);
      case ASHR, ROTL, SDIV, UDIV, SREM -> x.op.isPure() || SideEffects.isStackPointer(x);
      case UREM, NEG, NOT, BSWAP, CTZ, CLZ -> x.op.isPure() || SideEffects.isStackPointer(x);
      case POPCNT, SEXT, LOAD, STORE, ALLOCA -> x.op.isPure() || SideEffects.isStackPointer(x);
      case ATOMIC_RMW, CMPXCHG, FENCE, CALL -> x.op.isPure() || SideEffects.isStackPointer(x);
      case ASM, RESULT, READ_REG, WRITE_REG -> x.op.isPure() || SideEffects.isStackPointer(x);
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS ->
          x.op.isPure() || SideEffects.isStackPointer(x);
      case PHI, BR, CONDBR, SWITCH, RET -> x.op.isPure() || SideEffects.isStackPointer(x);
      case UNREACHABLE, ASM_GOTO -> x.op.isPure() || SideEffects.isStackPointer(x);
    };
  }
}
