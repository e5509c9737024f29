package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code locations}, {@code filter} and the condition at the end of a test. */
final class ConditionParser {
  private static final int DEEPEST = 200;

  private final Tokens in;
  private final int cpus;
  private int depth;

  /**
   * @param cpus how many there are
   */
  ConditionParser(Tokens in, int cpus) {
    this.in = in;
    this.cpus = cpus;
  }

  /** All of it; a test without a condition asks for nothing, as {@code forall true} does. */
  Question question() {
    List<Location> locations = new ArrayList<>();
    Condition filter = new Condition.True();
    while (true) {
      if (in.takeIf("locations")) {
        locations.addAll(locations());
      } else if (in.takeIf("filter")) {
        filter = implication();
      } else {
        break;
      }
    }
    ConditionQuantifier quantifier = ConditionQuantifier.FORALL;
    Condition condition = new Condition.True();
    if (!in.atEnd()) {
      quantifier = quantifier();
      condition = implication();
      if (!in.atEnd()) {
        throw in.error("/\\, \\/ or the end");
      }
    }
    return new Question(quantifier, condition, locations, filter);
  }

  private ConditionQuantifier quantifier() {
    if (in.takeIf("exists")) {
      return ConditionQuantifier.EXISTS;
    }
    if (in.takeIf("forall")) {
      return ConditionQuantifier.FORALL;
    }
    if (in.takeIf("~")) {
      in.expect("exists");
      return ConditionQuantifier.NOT_EXISTS;
    }
    throw in.error("locations, filter, exists, ~exists or forall");
  }

  private List<Location> locations() {
    List<Location> all = new ArrayList<>();
    in.expect("[");
    while (!in.takeIf("]")) {
      all.add(location());
      if (!in.takeIf(";") && !in.peek().equals("]")) {
        throw in.error("; or ]");
      }
    }
    return all;
  }

  private Condition implication() {
    Condition left = disjunction();
    return in.takeIf("=>") ? new Condition.Implies(left, nested()) : left;
  }

  private Condition nested() {
    if (++depth > DEEPEST) {
      throw in.error("at most " + DEEPEST + " levels of parentheses");
    }
    Condition c = implication();
    depth--;
    return c;
  }

  private Condition disjunction() {
    Condition left = conjunction();
    while (in.takeIf("\\/")) {
      left = new Condition.Or(left, conjunction());
    }
    return left;
  }

  private Condition conjunction() {
    Condition left = atom();
    while (in.takeIf("/\\")) {
      left = new Condition.And(left, atom());
    }
    return left;
  }

  private Condition atom() {
    if (in.takeIf("~") || in.takeIf("not")) {
      if (++depth > DEEPEST) {
        throw in.error("at most " + DEEPEST + " levels of ~");
      }
      Condition of = atom();
      depth--;
      return new Condition.Not(of);
    }
    if (in.takeIf("(")) {
      Condition inside = nested();
      in.expect(")");
      return inside;
    }
    if (in.takeIf("true")) {
      return new Condition.True();
    }
    if (in.takeIf("false")) {
      return new Condition.Not(new Condition.True());
    }
    Location location = location();
    boolean differs = in.takeIf("<>") || in.takeIf("!=");
    if (!differs && !in.takeIf("=")) {
      throw in.error("=");
    }
    Condition equal = new Condition.Equal(location, value(in));
    return differs ? new Condition.Not(equal) : equal;
  }

  /** A number, or the address of a variable. */
  static Value value(Tokens in) {
    if (in.atNumber()) {
      return in.number("a number");
    }
    in.takeIf("&");
    return new Value.Address(in.name("a number or a variable"));
  }

  private Location location() {
    if (in.atNumber()) {
      return register(in, cpus);
    }
    boolean bracket = in.takeIf("[");
    in.takeIf("*");
    String name = in.name("a variable, or a register as in 0:EAX");
    if (bracket) {
      in.expect("]");
    }
    int index = 0;
    if (in.takeIf("[")) {
      index = (int) Math.clamp(in.number("an index").number(), -1, Integer.MAX_VALUE);
      in.expect("]");
    }
    if (index < 0) {
      throw in.wrong("expected an index from 0 on");
    }
    return new Location.Cell(name, index);
  }

  /** {@code 0:EAX}. */
  static Location.Register register(Tokens in, int cpus) {
    long cpu = in.number("a CPU's number").number();
    in.expect(":");
    if (cpu < 0 || cpu >= cpus) {
      throw in.wrong("expected a CPU from 0 to " + (cpus - 1) + ", found " + cpu);
    }
    Reg reg = Registers.named(in.peek()).orElseThrow(() -> in.error("a register"));
    String name = in.take();
    return new Location.Register((int) cpu, reg, name.startsWith("%") ? name.substring(1) : name);
  }
}
