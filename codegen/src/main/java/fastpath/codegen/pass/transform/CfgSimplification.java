package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.CallInfo;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.CfgEdits;
import fastpath.codegen.pass.edit.Replacements;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Simplifies the control flow graph: constant branches, unreachable blocks, blocks that only
 * branch, chains of blocks, PHIs with one value.
 */
public final class CfgSimplification {
  private final Function function;

  private CfgSimplification(Function function) {
    this.function = function;
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    CfgSimplification cleanup = new CfgSimplification(f);
    for (int round = 0; round < 8; round++) {
      boolean changed = false;
      for (Block b : f.blocks) {
        changed |= cleanup.branch(b);
      }
      changed |= cleanup.removeUnreachable();
      changed |= cleanup.phis();
      changed |= cleanup.forward();
      changed |= cleanup.merge();
      if (!changed) {
        break;
      }
    }
  }

  /**
   * Simplifies the end of a block: a call that does not return, a branch whose outcome is known, an
   * impossible case.
   */
  private boolean branch(Block b) {
    for (int i = 0; i < b.instrs.size() - 2; i++) {
      if (b.instrs.get(i).attr instanceof CallInfo c && c.noreturn()) {
        CfgEdits.cutAfter(b, i);
        return true;
      }
    }
    Instr t = b.terminator();
    if (t.attr instanceof CallInfo) {
      return false;
    }
    int beforeLast = b.instrs.size() - 2;
    if (beforeLast >= 0
        && t.op != Op.UNREACHABLE
        && b.instrs.get(beforeLast).attr instanceof CallInfo c
        && c.noreturn()) {
      CfgEdits.cutAfter(b, beforeLast);
      return true;
    }
    return t.op == Op.CONDBR ? conditional(b, t) : t.op == Op.SWITCH && decide(b, t);
  }

  private boolean conditional(Block b, Instr t) {
    if (t.arg(0) instanceof Const c) {
      CfgEdits.keepOnly(b, c.value() != 0 ? 0 : 1);
      return true;
    }
    if (b.succs.get(0) == b.succs.get(1)) {
      int first = CfgEdits.predIndex(b, 0);
      int second = CfgEdits.predIndex(b, 1);
      if (CfgEdits.phiArgs(b.succs.get(0), first)
          .equals(CfgEdits.phiArgs(b.succs.get(1), second))) {
        CfgEdits.keepOnly(b, 0);
        return true;
      }
      return false;
    }
    for (int i = 0; i < 2; i++) {
      Block s = b.succs.get(i);
      if (s.instrs.get(0).op == Op.UNREACHABLE) {
        CfgEdits.keepOnly(b, 1 - i);
        return true;
      }
    }
    if (t.arg(0) instanceof Undef) {
      CfgEdits.keepOnly(b, 0);
      return true;
    }
    return false;
  }

  private boolean decide(Block b, Instr t) {
    long[] values = t.cases();
    if (values.length == 0) {
      CfgEdits.keepOnly(b, 0);
      return true;
    }
    if (!(t.arg(0) instanceof Const c)) {
      return false;
    }
    int taken = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == c.value()) {
        taken = i + 1;
      }
    }
    CfgEdits.keepOnly(b, taken);
    return true;
  }

  private boolean removeUnreachable() {
    List<Block> reachable = Dominators.reversePostorder(function);
    if (reachable.size() == function.blocks.size()) {
      return false;
    }
    for (Block b : function.blocks) {
      if (b.index < 0) {
        while (!b.succs.isEmpty()) {
          CfgEdits.remove(b, b.succs.size() - 1);
        }
      }
    }
    function.removeBlocks(b -> b.index < 0);
    return true;
  }

  private boolean phis() {
    Replacements rewrite = new Replacements();
    boolean any = false;
    for (boolean changed = true; changed; any |= changed) {
      changed = false;
      for (Block b : function.blocks) {
        for (int i = 0; i < b.instrs.size() && b.instrs.get(i).op == Op.PHI; i++) {
          Instr phi = b.instrs.get(i);
          if (rewrite.get(phi) != phi) {
            continue;
          }
          Value only = onlyValue(phi, rewrite);
          if (only != null) {
            rewrite.replace(phi, only);
            changed = true;
          }
        }
      }
    }
    rewrite.apply(function);
    return any;
  }

  /** Returns the only value that a PHI can have, or null. */
  private static Value onlyValue(Instr phi, Replacements rewrite) {
    Value only = null;
    for (Value arg : phi.args) {
      Value v = rewrite.get(arg);
      if (v != phi && !v.equals(only)) {
        if (only != null) {
          return null;
        }
        only = v;
      }
    }
    return only == null ? Undef.of(phi.type) : only;
  }

  /** Redirects edges past blocks that contain only a branch. */
  private boolean forward() {
    boolean changed = false;
    for (Block b : function.blocks) {
      if (b != function.entry()
          && b.instrs.size() == 1
          && b.terminator().op == Op.BR
          && b.succs.get(0) != b) {
        changed |= bypass(b);
      }
    }
    return changed | removeUnreachable();
  }

  private boolean bypass(Block b) {
    Block to = b.succs.get(0);
    boolean phis = to.instrs.get(0).op == Op.PHI;
    List<Value> args = CfgEdits.phiArgs(to, CfgEdits.predIndex(b, 0));
    Set<Block> targets = phis ? new HashSet<>(to.preds) : new HashSet<>();
    boolean changed = false;
    for (int i = b.preds.size() - 1; i >= 0; i--) {
      Block p = b.preds.get(i);
      // If the block already has an edge to the target, both edges must have the same PHI
      // arguments.
      boolean differs =
          phis && targets.contains(p) && !CfgEdits.phiArgs(to, to.preds.indexOf(p)).equals(args);
      if (p == b || differs || p.terminator().op == Op.ASM_GOTO && phis) {
        continue;
      }
      int position = CfgEdits.redirect(p, CfgEdits.succIndex(b, i), to);
      CfgEdits.insertPhiArgs(to, position, args);
      targets.add(p);
      changed = true;
    }
    return changed;
  }

  /** Merges a block with its only successor if the successor has no other predecessor. */
  private boolean merge() {
    boolean changed = false;
    for (int i = 0; i < function.blocks.size(); i++) {
      Block b = function.blocks.get(i);
      while (!b.instrs.isEmpty()
          && b.terminator().op == Op.BR
          && b.succs.get(0) != b
          && b.succs.get(0).preds.size() == 1
          && b.succs.get(0).phiCount() == 0) {
        join(b, b.succs.get(0));
        changed = true;
      }
    }
    if (changed) {
      function.blocks.removeIf(b -> b.instrs.isEmpty());
    }
    return changed;
  }

  private static void join(Block b, Block next) {
    b.instrs.remove(b.instrs.size() - 1);
    for (Instr x : next.instrs) {
      b.append(x);
    }
    next.instrs.clear();
    b.succs.clear();
    b.succs.addAll(next.succs);
    for (Block s : new HashSet<>(next.succs)) {
      s.preds.replaceAll(p -> p == next ? b : p);
    }
    next.succs.clear();
    next.preds.clear();
  }
}
