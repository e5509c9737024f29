package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Function.Attr;
import fastpath.codegen.ir.Global;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides which calls are inlined, callees before callers: always_inline functions, small
 * functions, and static functions that are called once. The limits follow gcc 12's parameters for
 * -O2.
 */
public final class Inlining {
  /** gcc's parameters max-inline-insns-single and max-inline-insns-auto at -O2. */
  private static final int DECLARED_INLINE = 70;

  private static final int SMALL = 15;

  /**
   * gcc's parameter large-function-insns. A caller larger than this does not grow by inlining
   * functions that are called once.
   */
  private static final int LARGE = 2700;

  /**
   * Limit on basic blocks, whatever the source asks for, because each inlined body moves the
   * instructions that follow the call. gcc limits what a large function may grow by.
   */
  private static final int MOST_BLOCKS = 2000;

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Integer> references = new HashMap<>();
  private final Map<Function, Integer> sizes = new HashMap<>();
  private final Set<Function> started = new HashSet<>();
  private final Set<Function> done = new HashSet<>();
  private final Consumer<Function> early;

  private Inlining(Module module, Consumer<Function> early) {
    this.early = early;
    module.functions.forEach(f -> functions.put(f.name, f));
    for (Global g : module.globals) {
      g.relocs.forEach(r -> references.merge(r.symbol(), 2, Integer::sum));
    }
    for (Function f : module.functions) {
      for (Block b : f.blocks) {
        b.instrs.forEach(this::count);
      }
    }
  }

  /**
   * Inlines the calls of a module. {@code early} optimizes a function before its calls are
   * examined, and again afterwards.
   */
  public static void run(Module module, Consumer<Function> early) {
    Inlining inlining = new Inlining(module, early);
    module.functions.forEach(inlining::visit);
  }

  private void count(Instr x) {
    for (int i = 0; i < x.args.size(); i++) {
      if (x.args.get(i) instanceof SymbolAddr s) {
        references.merge(s.symbol(), x.op == Op.CALL && i == 0 ? 1 : 2, Integer::sum);
      }
    }
  }

  private void visit(Function f) {
    if (!started.add(f)) {
      return;
    }
    early.accept(f);
    // Replacements are applied in one sweep, since a function may have many calls.
    Replacements rewrite = new Replacements();
    for (Instr call : calls(f)) {
      Function callee = callee(call);
      if (callee != null) {
        visit(callee);
        if (done.contains(callee) && wanted(f, call, callee)) {
          List<Instr> body = Inliner.inline(call, callee, rewrite);
          int more = body.stream().mapToInt(Inlining::cost).sum() - cost(call);
          sizes.computeIfPresent(f, (key, size) -> size + more);
        }
      }
    }
    if (!rewrite.isEmpty()) {
      rewrite.apply(f);
      early.accept(f);
      sizes.remove(f);
    }
    done.add(f);
  }

  private static List<Instr> calls(Function f) {
    List<Instr> calls = new ArrayList<>();
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (x.op == Op.CALL) {
          calls.add(x);
        }
      }
    }
    return calls;
  }

  private Function callee(Instr call) {
    Value target = call.arg(0);
    return target instanceof SymbolAddr s && s.offset() == 0 ? functions.get(s.symbol()) : null;
  }

  private boolean wanted(Function caller, Instr call, Function callee) {
    if (callee.has(Attr.NOINLINE)
        || callee.has(Attr.NAKED)
        || callee.has(Attr.WEAK)
        || callee.has(Attr.VARIADIC)
        || caller.blocks.size() + callee.blocks.size() > MOST_BLOCKS
        || !Inliner.fits(call, callee)) {
      return false;
    }
    if (callee.has(Attr.ALWAYS_INLINE)) {
      return true;
    }
    // The stack that a callee takes would be released only when the caller returns. gcc too inlines
    // such a callee only if the source says always_inline.
    if (callee.has(Attr.DYNAMIC_FRAME)) {
      return false;
    }
    if (callee.has(Attr.COLD) || callee.has(Attr.NORETURN)) {
      return false;
    }
    int size = size(callee);
    boolean once =
        callee.has(Attr.STATIC)
            && !callee.has(Attr.USED)
            && references.getOrDefault(callee.name, 0) == 1
            && size(caller) + size < LARGE;
    return once || size <= (callee.has(Attr.INLINE) ? DECLARED_INLINE : SMALL);
  }

  private int size(Function f) {
    return sizes.computeIfAbsent(f, Inlining::measure);
  }

  /**
   * Returns an estimate of the number of instructions of the body. Instructions that fold into
   * others are not counted.
   */
  private static int measure(Function f) {
    int size = 0;
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        size += cost(x);
      }
    }
    return size;
  }

  private static int cost(Instr x) {
    return switch (x.op) {
      case PHI, ALLOCA, RESULT, EXPECT, ZEXT, TRUNC, BR, RET, UNREACHABLE -> 0;
      case CALL -> 1 + x.args.size();
      case SWITCH -> 2 + x.block.succs.size();
      case ICMP -> 1;
      case ADD -> x.arg(1) instanceof Const ? 0 : 1;
      case SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL, SDIV, UDIV, SREM -> 1;
      case UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT, SELECT, SEXT -> 1;
      case LOAD, STORE, ATOMIC_RMW, CMPXCHG, FENCE, ASM, READ_REG -> 1;
      case DYNAMIC_ALLOCA, WRITE_REG, FRAME_ADDRESS, RETURN_ADDRESS, CONDBR, ASM_GOTO -> 1;
    };
  }
}
