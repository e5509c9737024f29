package fastpath.codegen.pass.edit;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restores SSA form for a value that has several definitions after its block was copied (Braun et
 * al., "Simple and efficient construction of SSA form").
 */
final class SsaUpdater {
  private final Type type;
  private final Map<Block, Value> atEnd = new HashMap<>();
  private final Map<Block, Value> atStart = new HashMap<>();

  private SsaUpdater(Type type) {
    this.type = type;
  }

  /**
   * Makes each use of {@code original} use the definition that reaches it. Uses in the defining
   * blocks are kept, except uses by PHIs.
   */
  static void repair(Function f, Instr original, Block copyBlock, Value copy) {
    SsaUpdater updater = new SsaUpdater(original.type);
    updater.atEnd.put(original.block, original);
    updater.atEnd.put(copyBlock, copy);
    // PHIs that this method adds are already correct, so that it may change the lists of blocks and
    // instructions.
    for (Block b : List.copyOf(f.blocks)) {
      for (Instr x : List.copyOf(b.instrs)) {
        for (int i = 0; i < x.args.size(); i++) {
          if (x.args.get(i) != original) {
            continue;
          }
          if (x.op == Op.PHI) {
            x.args.set(i, updater.end(b.preds.get(i)));
          } else if (b != original.block && b != copyBlock) {
            x.args.set(i, updater.start(b));
          }
        }
      }
    }
  }

  private Value end(Block b) {
    Value v = atEnd.get(b);
    return v != null ? v : start(b);
  }

  private Value start(Block b) {
    Value v = atStart.get(b);
    if (v != null) {
      return v;
    }
    if (b.preds.isEmpty()) {
      v = Undef.of(type);
    } else if (b.preds.size() == 1) {
      v = end(b.preds.get(0));
    } else {
      Instr phi = b.insert(0, new Instr(Op.PHI, type, List.of(), null, b.instrs.get(0).loc));
      atStart.put(b, phi);
      for (Block p : List.copyOf(b.preds)) {
        phi.args.add(end(p));
      }
      v = phi;
    }
    atStart.put(b, v);
    return v;
  }
}
