package fastpath.codegen.lower;

import fastpath.codegen.c.Stmt;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lowers computed gotos, and defines the addresses of labels. All computed gotos of a function jump
 * to its dispatcher, which compares the target with the address of each label.
 */
final class ComputedGotos {
  private final FunctionLowering f;

  /** The labels whose address is taken and whose statements have been lowered. */
  private final Set<String> defined = new HashSet<>();

  /** The block that jumps to the target of a computed goto; null without computed gotos. */
  private Block dispatcher;

  private Value target;
  private Stmt.ComputedGoto first;

  ComputedGotos(FunctionLowering f) {
    this.f = f;
  }

  /** Defines the address of a label at the start of the current block, if the address is taken. */
  void define(Stmt.Label l) {
    Symbol address = f.addressed.get(l.name());
    if (address != null) {
      defined.add(l.name());
      f.out.emit(Op.ASM, Type.VOID, AsmInfo.label(address.link));
    }
  }

  /** Jumps to the dispatcher. */
  void jump(Stmt.ComputedGoto g) {
    f.module.pin(f.symbol);
    Value value = f.expressions.value(g.target());
    f.out.at(g.at());
    if (dispatcher == null) {
      dispatcher = f.out.newBlock("dispatch");
      target = f.out.alloca(8, 8, "target.");
      first = g;
    }
    f.out.store(target, value, Mem.PLAIN);
    f.out.branch(dispatcher);
  }

  /** Ends a function's body with the dispatcher, if the function has computed gotos. */
  void dispatch() {
    if (dispatcher == null) {
      return;
    }
    f.out.at(first.at());
    f.out.start(dispatcher);
    Value value = f.out.load(Type.I64, target, Mem.PLAIN);
    for (Map.Entry<String, Symbol> entry : f.addressed.entrySet()) {
      String label = entry.getKey();
      if (f.labelScopes.get(label) != null) {
        throw first
            .at()
            .error("computed goto into the scope of a variable with cleanup is not supported");
      }
      if (defined.contains(label)) {
        Value address = SymbolAddr.of(entry.getValue().link, 0);
        Block next = f.out.newBlock("next");
        Value same = f.out.compare(Pred.EQ, value, address);
        f.out.branch(same, f.statements.label(label), next, null);
        f.out.start(next);
      }
    }
    f.out.end(Op.UNREACHABLE, null, List.of());
  }

  /** Defines the addresses of labels without code, because data may name the addresses. */
  void defineOthers() {
    f.addressed.forEach((label, address) -> {
      if (!defined.contains(label)) {
        f.out.function.defineInEntry(address.link);
      }
    });
  }
}
