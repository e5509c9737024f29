package fastpath.codegen.ir;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import fastpath.codegen.ir.Function.Attr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the invariants of the representation: edges agree on both sides, every block ends in one
 * terminator, PHIs come first with one argument for each predecessor, definitions dominate uses,
 * types fit.
 */
public final class IrVerifier {
  private final Function function;
  private final List<String> errors = new ArrayList<>();

  private IrVerifier(Function function) {
    this.function = function;
  }

  /** Verifies every function; throws {@link IllegalStateException} naming every violation. */
  public static void verify(Module module) {
    module.functions.forEach(IrVerifier::verify);
  }

  /** Verifies a function; throws {@link IllegalStateException} naming every violation. */
  public static void verify(Function function) {
    List<String> errors = errors(function);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          "IR of " + function.name + ": " + String.join("; ", errors) + "\n" + text(function));
    }
  }

  /** Returns the violations; empty if the function is valid. */
  public static List<String> errors(Function function) {
    IrVerifier verifier = new IrVerifier(function);
    verifier.check();
    return verifier.errors;
  }

  private static String text(Function function) {
    try {
      return IrPrinter.print(function);
    } catch (RuntimeException e) {
      return "(cannot be printed: " + e + ")";
    }
  }

  private void error(Object where, String what) {
    errors.add(where + ": " + what);
  }

  private void check() {
    if (function.blocks.isEmpty()) {
      error(function.name, "no blocks");
      return;
    }
    if (!function.entry().preds.isEmpty()) {
      error(function.entry(), "the entry has predecessors");
    }
    edges();
    function.blocks.forEach(this::shape);
    if (errors.isEmpty()) {
      dominance();
    }
  }

  /** An edge, which must occur equally often in its source's list and in its target's list. */
  private record Edge(Block from, Block to) {}

  private void edges() {
    Set<Block> blocks = new HashSet<>(function.blocks);
    Multiset<Edge> out = HashMultiset.create();
    Multiset<Edge> in = HashMultiset.create();
    for (Block b : function.blocks) {
      b.succs.forEach(to -> out.add(new Edge(b, to)));
      b.preds.forEach(from -> in.add(new Edge(from, b)));
    }
    for (Edge edge : Multisets.union(out, in).elementSet()) {
      if (!blocks.contains(edge.to)) {
        error(edge.from, "successor " + edge.to + " is not in the function");
      } else if (!blocks.contains(edge.from) || !out.contains(edge)) {
        error(edge.to, edge.from + " is no predecessor");
      } else if (out.count(edge) != in.count(edge)) {
        error(edge.from, "edges to " + edge.to + " disagree");
      }
    }
  }

  private void shape(Block b) {
    if (b.terminator() == null) {
      error(b, "no terminator");
      return;
    }
    boolean phis = true;
    for (int i = 0; i < b.instrs.size(); i++) {
      Instr x = b.instrs.get(i);
      if (x.block != b || x.id < 0) {
        error(b, "instruction " + x.op + " does not belong");
      }
      if (x.op.isTerminator() && i != b.instrs.size() - 1) {
        error(b, "terminator inside");
      }
      phis &= x.op == Op.PHI;
      if (x.op == Op.PHI && !phis) {
        error(x, "phi after another instruction");
      }
      if (x.op == Op.RESULT && !followsAsm(b, i)) {
        error(x, "result does not follow its asm");
      }
      String wrong = wrong(x);
      if (wrong != null) {
        error(IrPrinter.print(x), wrong);
      }
    }
  }

  /** The RESULTs of an asm goto are at the start of its successors. */
  private static boolean followsAsm(Block b, int position) {
    Instr asm = b.instrs.get(position).arg(0) instanceof Instr a ? a : null;
    int i = position - 1;
    while (i >= 0 && b.instrs.get(i).op == Op.RESULT) {
      i--;
    }
    return asm != null && (asm.op == Op.ASM_GOTO || i >= 0 && b.instrs.get(i) == asm);
  }

  private String wrong(Instr x) {
    int n = x.args.size();
    return switch (x.op) {
      case ADD, SUB, MUL, SDIV, UDIV, SREM, UREM, AND, OR, XOR ->
          n == 2 && type(x, 0) == x.type && type(x, 1) == x.type ? null : "types";
      case SHL, LSHR, ASHR, ROTL -> n == 2 && type(x, 0) == x.type ? null : "types";
      case NEG, NOT, BSWAP, CTZ, CLZ, POPCNT, EXPECT ->
          n == 1 && type(x, 0) == x.type ? null : "types";
      case ICMP ->
          n == 2 && x.type == Type.I1 && type(x, 0) == type(x, 1) && x.attr instanceof Pred
              ? null
              : "types";
      case SELECT ->
          n == 3 && type(x, 0) == Type.I1 && type(x, 1) == x.type && type(x, 2) == x.type
              ? null
              : "types";
      case ZEXT, SEXT -> n == 1 && type(x, 0).bits() < x.type.bits() ? null : "types";
      case TRUNC -> n == 1 && type(x, 0).bits() > x.type.bits() ? null : "types";
      case LOAD -> n == 1 && memory(x) && x.type != Type.VOID && x.type != Type.I1 ? null : "types";
      case STORE ->
          n == 2 && memory(x) && type(x, 1) != Type.VOID && type(x, 1) != Type.I1 ? null : "types";
      case CMPXCHG ->
          n == 3 && memory(x) && type(x, 1) == x.type && type(x, 2) == x.type ? null : "types";
      case ATOMIC_RMW ->
          n == 2 && type(x, 0) == Type.I64 && type(x, 1) == x.type && x.attr instanceof Rmw
              ? null
              : "types";
      case ALLOCA ->
          n == 0 && x.attr instanceof StackSlot && x.block == function.entry() ? null : "alloca";
      case CALL -> n >= 1 && type(x, 0) == Type.I64 && x.attr instanceof CallInfo ? null : "call";
      case ASM -> x.attr instanceof AsmInfo a && asmFits(x, a) ? null : "asm";
      case ASM_GOTO ->
          x.attr instanceof AsmInfo a
                  && asmFits(x, a)
                  && x.block.succs.size() == 1 + a.labels().size()
              ? null
              : "asm goto";
      case RESULT -> n == 1 && x.attr instanceof Attribute.Output ? null : "result";
      case PHI -> n == x.block.preds.size() && phiTypes(x) ? null : "phi arguments";
      case BR -> n == 0 && x.block.succs.size() == 1 ? null : "successors";
      case CONDBR ->
          n == 1 && type(x, 0) == Type.I1 && x.block.succs.size() == 2 ? null : "condition";
      case SWITCH ->
          n == 1 && x.attr instanceof Cases c && x.block.succs.size() == 1 + c.values().length
              ? null
              : "cases";
      case RET ->
          n == (function.returnType == Type.VOID ? 0 : function.has(Attr.PAIR) ? 2 : 1)
                  && x.args.stream().allMatch(v -> v.type() == function.returnType)
                  && x.block.succs.isEmpty()
              ? null
              : "return type";
      case UNREACHABLE -> n == 0 && x.block.succs.isEmpty() ? null : "successors";
      case FENCE -> n == 0 && x.attr instanceof MemoryOrder ? null : "fence";
      case READ_REG, FRAME_ADDRESS, RETURN_ADDRESS -> n == 0 ? null : "arguments";
      case WRITE_REG -> n == 1 ? null : "arguments";
      case DYNAMIC_ALLOCA ->
          n == 1 && function.has(Function.Attr.DYNAMIC_FRAME) ? null : "dynamic_alloca";
    };
  }

  private static Type type(Instr x, int arg) {
    return x.arg(arg).type();
  }

  private static boolean memory(Instr x) {
    return type(x, 0) == Type.I64 && x.attr instanceof Mem;
  }

  private static boolean asmFits(Instr x, AsmInfo a) {
    for (AsmOperand o : a.operands()) {
      if (o.arg() >= x.args.size() || o.tiedTo() >= a.operands().size()) {
        return false;
      }
      if (o.arg() >= 0 && o.isMemoryOnly() && type(x, o.arg()) != Type.I64) {
        return false;
      }
    }
    return true;
  }

  private static boolean phiTypes(Instr x) {
    for (Value v : x.args) {
      if (v.type() != x.type) {
        return false;
      }
    }
    return true;
  }

  private void dominance() {
    Dominators dominators = Dominators.of(function);
    Set<Instr> seen = new HashSet<>();
    Set<Param> params = new HashSet<>(function.params);
    Set<Instr> all = new HashSet<>();
    function.blocks.forEach(b -> all.addAll(b.instrs));
    for (Block b : dominators.order()) {
      for (Instr x : b.instrs) {
        if (!seen.add(x)) {
          error(x, "stands twice");
        }
        for (int i = 0; i < x.args.size(); i++) {
          if (x.arg(i) instanceof Instr def) {
            Block at = x.op == Op.PHI ? b.preds.get(i) : b;
            if (!dominators.isReachable(at)) {
              continue;
            }
            boolean fine =
                def.block == at && at == b && x.op != Op.PHI
                    ? seen.contains(def)
                    : def.block != null && all.contains(def) && dominators.dominates(def.block, at);
            if (!fine) {
              error(IrPrinter.print(x), "use of " + def + " which does not dominate it");
            }
          } else if (x.arg(i) instanceof Param p && !params.contains(p)) {
            error(IrPrinter.print(x), "foreign parameter " + p);
          }
        }
      }
    }
  }
}
