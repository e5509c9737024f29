package fastpath.codegen.pass.transform;

import com.google.common.collect.Iterables;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Function.Attr;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.Replacements;
import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Replaces a call by the callee's body. */
final class Inliner {
  private final Function caller;
  private final Function callee;
  private final Instr call;
  private final Map<Value, Value> values = new HashMap<>();
  private final Map<Block, Block> blocks = new HashMap<>();
  private final Map<Scope, Scope> scopes = new IdentityHashMap<>();
  private final List<Instr> copies = new ArrayList<>();

  /** The labels whose address is taken, each with the name of its copy. */
  private final Map<String, String> labels = new HashMap<>();

  private Inliner(Instr call, Function callee) {
    this.call = call;
    this.caller = call.block.function;
    this.callee = callee;
  }

  /**
   * True if the types of the call's arguments and result are those of the callee's parameters and
   * result.
   */
  static boolean fits(Instr call, Function callee) {
    if (call.args.size() != callee.params.size() + 1
        || call.type != callee.returnType
        || second(call) != null && !callee.has(Attr.PAIR)) {
      return false;
    }
    for (int i = 0; i < callee.params.size(); i++) {
      Param param = callee.params.get(i);
      if (call.arg(i + 1).type() != param.type() || call.call().copied(i) != param.bytes()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the second word of a call's result; null if nothing uses it. */
  private static Instr second(Instr call) {
    int after = call.block.instrs.indexOf(call) + 1;
    Instr next = call.block.instrs.get(after);
    return next.isResult(call, 1) ? next : null;
  }

  /**
   * Inlines a call. The call is removed, and its block ends where the inlined body begins.
   *
   * @param rewrite receives the replacement of the call's value, which the caller must apply
   * @return the instructions of the inlined body
   */
  static List<Instr> inline(Instr call, Function callee, Replacements rewrite) {
    Inliner inliner = new Inliner(call, callee);
    inliner.run(rewrite);
    return inliner.copies;
  }

  private void run(Replacements rewrite) {
    Block before = call.block;
    Instr second = second(call);
    Block after = splitAfterCall(before);
    int position = caller.blocks.indexOf(after);
    for (Block b : callee.blocks) {
      Block copy = caller.newBlock(callee.name + "." + b.name);
      caller.blocks.remove(caller.blocks.size() - 1);
      caller.blocks.add(position++, copy);
      blocks.put(b, copy);
    }
    for (int i = 0; i < callee.params.size(); i++) {
      values.put(callee.params.get(i), call.arg(i + 1));
    }
    List<Instr> results = new ArrayList<>();
    if (callee.returnType != Type.VOID) {
      results.add(result(after));
    }
    if (second != null) {
      after.instrs.remove(second);
      results.add(result(after));
    }
    for (Function.Attr frame : List.of(Function.Attr.DYNAMIC_FRAME, Function.Attr.ALIGNED_FRAME)) {
      if (callee.has(frame)) {
        caller.attrs.add(frame);
      }
    }
    for (Block b : callee.blocks) {
      copy(b, blocks.get(b), after, results);
    }
    for (Instr x : Iterables.concat(copies, results)) {
      x.args.replaceAll(this::inCaller);
    }
    before.terminate(Instr.of(Op.BR, Type.VOID, call.loc), blocks.get(callee.entry()));
    // The callee's entry has no predecessors, so that the edge added above is its only edge.
    rewrite.replace(call, results.isEmpty() ? Undef.of(Type.I64) : results.getFirst());
    if (second != null) {
      rewrite.replace(second, results.getLast());
    }
  }

  private Value inCaller(Value v) {
    return v instanceof SymbolAddr s && labels.containsKey(s.symbol())
        ? SymbolAddr.of(labels.get(s.symbol()), s.offset())
        : values.getOrDefault(v, v);
  }

  /** Returns the name of the copy of a label whose address is taken. */
  private String renamed(String label) {
    return labels.computeIfAbsent(label, l -> l + "." + caller.name + "." + caller.idLimit());
  }

  /** Moves the instructions after the call to a new block. */
  private Block splitAfterCall(Block before) {
    Block after = caller.newBlock(callee.name + ".after");
    caller.blocks.remove(caller.blocks.size() - 1);
    caller.blocks.add(caller.blocks.indexOf(before) + 1, after);
    int at = before.instrs.indexOf(call);
    List<Instr> rest = before.instrs.subList(at + 1, before.instrs.size());
    rest.forEach(after::append);
    rest.clear();
    before.instrs.remove(at);
    before.instrs.trimToSize();
    after.succs.addAll(before.succs);
    for (Block s : before.succs) {
      s.preds.replaceAll(p -> p == before ? after : p);
    }
    before.succs.clear();
    return after;
  }

  private Instr result(Block after) {
    return after.insert(0, new Instr(Op.PHI, callee.returnType, List.of(), null, call.loc));
  }

  private void copy(Block from, Block to, Block after, List<Instr> results) {
    for (Instr x : from.instrs) {
      String label = x.op == Op.ASM ? x.asm().label() : null;
      Attribute attr = label == null ? x.attr : AsmInfo.label(renamed(label));
      Instr y = new Instr(x.op, x.type, x.args, attr, loc(x.loc));
      copies.add(y);
      values.put(x, y);
      if (x.op == Op.RET) {
        for (int i = 0; i < results.size(); i++) {
          results.get(i).args.add(x.arg(i));
        }
        to.terminate(Instr.of(Op.BR, Type.VOID, y.loc), after);
      } else if (x.op == Op.ALLOCA) {
        caller.entry().insert(0, y);
      } else {
        to.append(y);
      }
    }
    for (Block s : from.succs) {
      to.succs.add(blocks.get(s));
    }
    for (Block p : from.preds) {
      to.preds.add(blocks.get(p));
    }
  }

  /** Returns the source place of an instruction in this inlined copy of the callee. */
  private Loc loc(Loc loc) {
    return loc == null || loc.scope() == null ? call.loc : loc.within(scope(loc.scope()));
  }

  private Scope scope(Scope s) {
    Scope copy = scopes.get(s);
    if (copy == null) {
      Loc site = s.callSite() == null ? call.loc : loc(s.callSite());
      copy = new Scope(s.function(), s.file(), s.line(), s.result(), site);
      scopes.put(s, copy);
    }
    return copy;
  }
}
