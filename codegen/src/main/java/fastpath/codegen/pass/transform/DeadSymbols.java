package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Function.Attr;
import fastpath.codegen.ir.Global;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Value;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Removes static functions and variables that are not referenced, and bodies that exist only for
 * inlining.
 */
public final class DeadSymbols {
  private final Map<String, Object> symbols = new HashMap<>();
  private final Set<Object> live = new HashSet<>();
  private final ArrayDeque<Object> work = new ArrayDeque<>();
  private final StringBuilder asm = new StringBuilder();

  /** Removes unreferenced symbols before inlining. Bodies that may still be inlined are kept. */
  public static void beforeInlining(Module module) {
    new DeadSymbols().sweep(module);
  }

  /** Removes unreferenced symbols after inlining. */
  public static void run(Module module) {
    module.functions.removeIf(f -> f.has(Attr.GNU_INLINE));
    new DeadSymbols().sweep(module);
  }

  private void sweep(Module module) {
    module.asm.forEach(text -> asm.append(text).append('\n'));
    for (Function f : module.functions) {
      symbols.put(f.name, f);
      if (!f.has(Attr.STATIC) && !f.has(Attr.GNU_INLINE) || f.has(Attr.USED)) {
        mark(f);
      }
    }
    for (Global g : module.globals) {
      symbols.put(g.name, g);
      if (!g.isStatic || g.isUsed) {
        mark(g);
      }
    }
    do {
      drain();
      symbols.forEach((name, object) -> inAsm(name, object));
    } while (!work.isEmpty());
    module.functions.removeIf(f -> !live.contains(f));
    module.globals.removeIf(g -> !live.contains(g));
  }

  /** Asm statements may refer to symbols by name in their text. */
  private void inAsm(String name, Object object) {
    if (!live.contains(object) && asm.indexOf(name) >= 0) {
      mark(object);
    }
  }

  private void mark(Object object) {
    if (object != null && live.add(object)) {
      work.add(object);
    }
  }

  private void drain() {
    while (!work.isEmpty()) {
      switch (work.poll()) {
        case Function f -> function(f);
        case Global g -> g.relocs.forEach(r -> mark(symbols.get(r.symbol())));
        default -> throw new IllegalStateException();
      }
    }
  }

  private void function(Function f) {
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        for (Value v : x.args) {
          if (v instanceof SymbolAddr s) {
            mark(symbols.get(s.symbol()));
          }
        }
        if (x.attr instanceof AsmInfo a) {
          asm.append(a.template()).append('\n');
        }
      }
    }
  }
}
