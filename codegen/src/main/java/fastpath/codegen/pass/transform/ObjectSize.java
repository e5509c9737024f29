package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Global;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.Replacements;
import fastpath.codegen.pass.rules.Simplify;
import java.util.HashMap;
import java.util.Map;

/**
 * Replaces calls of {@code __builtin_object_size(p, 0)}, which lowering keeps under that name,
 * after inlining by their values: the number of bytes from {@code p} to the end of the variable
 * that {@code p} points into, or -1 if the variable is not known.
 */
public final class ObjectSize {
  private static final String NAME = "__builtin_object_size";
  private static final long UNKNOWN = -1;

  private final Map<String, Long> sizes = new HashMap<>();

  private ObjectSize(Module module) {
    for (Global global : module.globals) {
      // The linker may use another file's definition instead of a weak one.
      if (!global.isWeak) {
        sizes.put(global.name, global.size);
      }
    }
  }

  /** Replaces all calls of a module. */
  public static void run(Module module) {
    ObjectSize pass = new ObjectSize(module);
    module.functions.forEach(pass::answer);
  }

  private void answer(Function f) {
    Replacements rewrite = new Replacements();
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (x.op == Op.CALL
            && x.arg(0) instanceof SymbolAddr callee
            && callee.symbol().equals(NAME)) {
          rewrite.replace(x, Const.of(x.type, from(x.arg(1), 0)));
        }
      }
    }
    if (!rewrite.isEmpty()) {
      rewrite.apply(f);
      Simplify.run(f);
    }
  }

  /** Returns the number of bytes from an offset after the address to the end of the variable. */
  private long from(Value address, long offset) {
    if (address instanceof SymbolAddr symbol) {
      Long size = sizes.get(symbol.symbol());
      return size == null ? UNKNOWN : rest(size, symbol.offset() + offset);
    }
    if (address instanceof Instr x && x.op == Op.ALLOCA) {
      return rest(x.slot().size(), offset);
    }
    if (address instanceof Instr x && x.op == Op.ADD && x.arg(1) instanceof Const added) {
      return from(x.arg(0), offset + added.value());
    }
    return UNKNOWN;
  }

  /** After the end of the variable no bytes are left; before its start the size is not known. */
  private static long rest(long size, long offset) {
    return offset < 0 ? UNKNOWN : Math.max(0, size - offset);
  }
}
