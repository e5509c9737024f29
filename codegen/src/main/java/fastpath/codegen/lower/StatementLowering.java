package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Stmt;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Cases;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Lowers statements to blocks and jumps. */
final class StatementLowering {
  /** The greatest number of values of a case range that is expanded to single cases of a SWITCH. */
  private static final long MAX_RANGE = 64;

  private final FunctionLowering f;
  private final Map<String, Block> labels = new HashMap<>();
  private final Map<Stmt.Case, Block> cases = new IdentityHashMap<>();
  private Jump breakTo;
  private Jump continueTo;

  /** The innermost cleanup whose scope contains the next statement, or null. */
  private Stmt.Cleanup scope;

  /** The target of a jump, with the innermost cleanup whose scope contains the target, or null. */
  private record Jump(Block block, Stmt.Cleanup scope) {}

  StatementLowering(FunctionLowering f) {
    this.f = f;
  }

  Block label(String name) {
    return labels.computeIfAbsent(name, n -> f.out.newBlock("label." + n));
  }

  void lower(Stmt statement) {
    f.out.at(statement.at());
    switch (statement) {
      case Stmt.Expression e -> f.expressions.effect(e.expr());
      case Stmt.Block b -> {
        Stmt.Cleanup outer = scope;
        b.statements().forEach(this::lower);
        leave(outer);
      }
      case Stmt.Declare d -> declare(d);
      case Stmt.Cleanup c -> scope = c;
      case Stmt.If i -> ifStatement(i);
      case Stmt.While w -> whileLoop(w);
      case Stmt.DoWhile d -> doLoop(d);
      case Stmt.For l -> forLoop(l);
      case Stmt.Switch s -> switchStatement(s);
      case Stmt.Case c -> f.out.start(cases.get(c));
      case Stmt.Label l -> {
        f.out.start(label(l.name()));
        f.computedGotos.define(l);
      }
      case Stmt.ComputedGoto g -> f.computedGotos.jump(g);
      case Stmt.Goto g -> jump(new Jump(label(g.label()), f.labelScopes.get(g.label())));
      case Stmt.Break b -> jump(breakTo);
      case Stmt.Continue c -> jump(continueTo);
      case Stmt.Return r -> returnStatement(r);
      case Stmt.Asm a -> {
        a.labels().forEach(name -> checkScope(a, name));
        f.asm.lower(a);
      }
    }
  }

  /** The innermost cleanup whose scope contains the next statement, or null. */
  Stmt.Cleanup scope() {
    return scope;
  }

  /**
   * Ends the scopes inside {@code outer}. The cleanup calls of these scopes are emitted if control
   * can reach this point.
   */
  void leave(Stmt.Cleanup outer) {
    if (scope != outer && f.out.current().terminator() == null) {
      call(outer);
    }
    scope = outer;
  }

  /** Emits the cleanup calls of all scopes from the current scope to {@code outer}, exclusive. */
  private void call(Stmt.Cleanup outer) {
    Stmt.Cleanup inner = scope;
    for (Stmt.Cleanup c = inner; c != outer; c = c.outer()) {
      // A cleanup call is not inside the scope that it ends.
      scope = c.outer();
      f.expressions.effect(c.call());
    }
    scope = inner;
  }

  private void jump(Jump to) {
    call(common(to.scope()));
    f.out.branch(to.block());
  }

  /**
   * Returns the innermost cleanup whose scope contains both the target and the next statement, or
   * null.
   */
  private Stmt.Cleanup common(Stmt.Cleanup target) {
    for (Stmt.Cleanup c = scope; c != null; c = c.outer()) {
      for (Stmt.Cleanup t = target; t != null; t = t.outer()) {
        if (c == t) {
          return c;
        }
      }
    }
    return null;
  }

  private void checkScope(Stmt.Asm a, String label) {
    if (common(f.labelScopes.get(label)) != scope) {
      throw a.at().error("'asm goto' out of the scope of a variable with cleanup is not supported");
    }
  }

  private void declare(Stmt.Declare d) {
    Symbol symbol = d.symbol();
    if (symbol.register != null && LvalueLowering.isStackPointer(symbol)) {
      return;
    }
    Value slot = f.places.declare(symbol);
    if (d.initializer() != null) {
      f.aggregates.initialize(
          Lvalue.memory(slot, symbol.type.with(symbol.type.quals() & CType.VOLATILE)),
          d.initializer());
    }
  }

  private void ifStatement(Stmt.If i) {
    if (i.test() instanceof Expr.IntLit constant
        && !Labels.any(i.then())
        && !Labels.any(i.otherwise())) {
      Stmt taken = constant.value() != 0 ? i.then() : i.otherwise();
      if (taken != null) {
        lower(taken);
      }
      return;
    }
    Block then = f.out.newBlock("then");
    Block end = f.out.newBlock("end");
    Block otherwise = i.otherwise() == null ? end : f.out.newBlock("else");
    f.conditions.branch(i.test(), then, otherwise, null);
    f.out.start(then);
    lower(i.then());
    if (i.otherwise() != null) {
      endWith(end);
      f.out.start(otherwise);
      lower(i.otherwise());
    }
    f.out.start(end);
  }

  private void endWith(Block target) {
    if (f.out.current().terminator() == null) {
      f.out.branch(target);
    }
  }

  private void body(Stmt body, Block onBreak, Block onContinue) {
    body(body, new Jump(onBreak, scope), new Jump(onContinue, scope));
  }

  private void body(Stmt body, Jump onBreak, Jump onContinue) {
    Jump outerBreak = breakTo;
    Jump outerContinue = continueTo;
    breakTo = onBreak;
    continueTo = onContinue;
    lower(body);
    breakTo = outerBreak;
    continueTo = outerContinue;
  }

  private void whileLoop(Stmt.While w) {
    Block test = f.out.newBlock("while");
    Block body = f.out.newBlock("body");
    Block end = f.out.newBlock("end");
    f.out.start(test);
    f.conditions.branch(w.test(), body, end, null);
    f.out.start(body);
    body(w.body(), end, test);
    endWith(test);
    f.out.start(end);
  }

  private void doLoop(Stmt.DoWhile d) {
    Block body = f.out.newBlock("do");
    Block test = f.out.newBlock("test");
    Block end = f.out.newBlock("end");
    f.out.start(body);
    body(d.body(), end, test);
    f.out.start(test);
    f.out.at(d.test().at());
    f.conditions.branch(d.test(), body, end, null);
    f.out.start(end);
  }

  private void forLoop(Stmt.For l) {
    Block test = f.out.newBlock("for");
    Block body = f.out.newBlock("body");
    Block step = f.out.newBlock("step");
    Block end = f.out.newBlock("end");
    Stmt.Cleanup outer = scope;
    if (l.init() instanceof Stmt.Block declared) {
      // Objects declared in the first clause live as long as the loop (6.8.5.3).
      declared.statements().forEach(this::lower);
    } else if (l.init() != null) {
      lower(l.init());
    }
    f.out.start(test);
    if (l.test() == null) {
      f.out.branch(body);
    } else {
      f.out.at(l.test().at());
      f.conditions.branch(l.test(), body, end, null);
    }
    f.out.start(body);
    body(l.body(), end, step);
    f.out.start(step);
    if (l.step() != null) {
      f.out.at(l.step().at());
      f.expressions.effect(l.step());
    }
    endWith(test);
    f.out.start(end);
    leave(outer);
  }

  private void switchStatement(Stmt.Switch s) {
    Value value = f.expressions.value(s.value());
    Block end = f.out.newBlock("end");
    Block otherwise = end;
    List<Long> values = new ArrayList<>();
    List<Block> targets = new ArrayList<>();
    Type type = value.type();
    boolean signed = s.value().type().isSigned();
    for (Stmt.Case c : s.cases()) {
      Block block = f.out.newBlock(c.isDefault() ? "default" : "case");
      cases.put(c, block);
      if (c.isDefault()) {
        otherwise = block;
      } else if (distance(c, signed) >= 0 && distance(c, signed) < MAX_RANGE) {
        for (long v = 0; v <= distance(c, signed); v++) {
          values.add(type.canonical(c.low() + v));
          targets.add(block);
        }
      } else if (order(c.low(), c.high(), signed) <= 0) {
        range(value, c, block, signed);
      }
    }
    f.out.at(s.at());
    List<Block> successors = new ArrayList<>();
    successors.add(otherwise);
    successors.addAll(targets);
    if (values.isEmpty()) {
      f.out.branch(otherwise);
    } else {
      f.out.end(
          Op.SWITCH,
          new Cases(values.stream().mapToLong(Long::longValue).toArray()),
          List.of(value),
          successors.toArray(new Block[0]));
    }
    body(s.body(), new Jump(end, scope), continueTo);
    f.out.start(end);
  }

  private static int order(long low, long high, boolean signed) {
    return signed ? Long.compare(low, high) : Long.compareUnsigned(low, high);
  }

  /** Returns the number of values of a range beyond its first; -1 for an empty or huge range. */
  private static long distance(Stmt.Case c, boolean signed) {
    return order(c.low(), c.high(), signed) > 0 ? -1 : c.high() - c.low();
  }

  private void range(Value value, Stmt.Case c, Block target, boolean signed) {
    f.out.at(c.at());
    Type type = value.type();
    Value offset = f.out.binary(Op.SUB, value, Const.of(type, c.low()));
    Value inside = f.out.compare(Pred.ULE, offset, Const.of(type, c.high() - c.low()));
    Block next = f.out.newBlock("switch");
    f.out.branch(inside, target, next, null);
    f.out.start(next);
  }

  private void returnStatement(Stmt.Return r) {
    if (r.value() == null || f.result.isVoid()) {
      if (r.value() != null) {
        f.expressions.effect(r.value());
      }
      call(null);
      f.out.at(r.at());
      f.out.end(Op.RET, null, List.of());
      return;
    }
    List<Value> words = new ArrayList<>();
    if (Abi.returnsInMemory(f.result)) {
      Value from = f.aggregates.address(r.value());
      f.out.at(r.at());
      f.aggregates.copy(
          Lvalue.memory(f.resultAddress, f.result.bare()), Lvalue.memory(from, r.value().type()));
      words.add(f.resultAddress);
    } else if (Abi.isRecord(f.result)) {
      Value from = f.aggregates.address(r.value());
      f.out.at(r.at());
      for (Abi.Word word : Abi.registerWords(f.result)) {
        Lvalue place = Lvalue.memory(f.out.add(from, word.offset()), r.value().type());
        words.add(f.aggregates.loadBytes(place, (int) word.bytes()));
      }
    } else {
      words.add(f.expressions.value(r.value()));
    }
    call(null);
    f.out.at(r.at());
    f.out.end(Op.RET, null, words);
  }
}
