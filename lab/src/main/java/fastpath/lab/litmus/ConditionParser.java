package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses {@code locations}, {@code filter} and the condition at the end of a test. herd's
 * precedence of the connectives is kept: {@code ~} binds strongest, then {@code =>}, then {@code
 * /\}, then {@code \/} (herdtools7, lib/stateParser.mly).
 */
final class ConditionParser {
  private static final int DEEPEST = 200;

  private final Tokens in;
  private final Names names;
  private int depth;

  /**
   * @param names the names of the test; any other name is an error
   */
  ConditionParser(Tokens in, Names names) {
    this.in = in;
    this.names = names;
  }

  /**
   * Parses {@code locations}, {@code filter} and the condition up to the end of the text. A test
   * without a condition asks nothing, like a test with {@code forall true}.
   */
  Question question() {
    List<Location> locations = new ArrayList<>();
    Condition filter = new Condition.True();
    while (true) {
      if (in.takeIf("locations")) {
        locations.addAll(locations());
      } else if (in.takeIf("filter")) {
        filter = proposition();
      } else {
        break;
      }
    }
    ConditionQuantifier quantifier = ConditionQuantifier.FORALL;
    Condition condition = new Condition.True();
    if (!in.atEnd()) {
      quantifier = quantifier();
      condition = proposition();
      in.takeIf(";");
      if (in.takeIf("with")) {
        kinds();
      }
      if (!in.atEnd()) {
        throw in.error("/\\, \\/ or the end");
      }
    }
    return new Question(quantifier, condition, locations, filter);
  }

  private ConditionQuantifier quantifier() {
    return known().orElseThrow(() -> in.error("locations, filter, exists, ~exists or forall"));
  }

  private Optional<ConditionQuantifier> known() {
    if (in.takeIf("exists") || in.takeIf("final")) {
      return Optional.of(ConditionQuantifier.EXISTS);
    }
    if (in.takeIf("forall")) {
      return Optional.of(ConditionQuantifier.FORALL);
    }
    if (in.takeIf("~") || in.takeIf("not")) {
      in.expect("exists");
      return Optional.of(ConditionQuantifier.NOT_EXISTS);
    }
    return Optional.empty();
  }

  /**
   * Parses and ignores the verdicts of models, such as {@code tso: exists; sc: ~exists;}; only
   * their syntax is checked.
   */
  private void kinds() {
    do {
      in.name("a model's name");
      in.expect(":");
      if (known().isEmpty()) {
        throw in.error("exists, ~exists or forall");
      }
    } while (in.takeIf(";") && !in.atEnd());
  }

  private List<Location> locations() {
    List<Location> all = new ArrayList<>();
    in.expect("[");
    while (!in.takeIf("]")) {
      all.add(location());
      if (!in.peek().matches("[;\\]]?")) {
        CType.parse(in, false);
      }
      if (!in.takeIf(";") && !in.peek().equals("]")) {
        throw in.error("; or ]");
      }
    }
    return all;
  }

  private Condition proposition() {
    Condition left = conjunction();
    while (in.takeIf("\\/")) {
      left = new Condition.Or(left, conjunction());
    }
    return left;
  }

  private Condition conjunction() {
    Condition left = implication();
    while (in.takeIf("/\\")) {
      left = new Condition.And(left, implication());
    }
    return left;
  }

  private Condition implication() {
    Condition left = atom();
    if (!in.takeIf("=>")) {
      return left;
    }
    deeper("=>");
    Condition right = implication();
    depth--;
    return new Condition.Implies(left, right);
  }

  private void deeper(String what) {
    if (++depth > DEEPEST) {
      throw in.error("at most " + DEEPEST + " levels of " + what);
    }
  }

  private Condition atom() {
    if (in.takeIf("~") || in.takeIf("not")) {
      deeper("~");
      Condition of = atom();
      depth--;
      return new Condition.Not(of);
    }
    if (in.takeIf("(")) {
      deeper("parentheses");
      Condition inside = proposition();
      depth--;
      in.expect(")");
      return inside;
    }
    if (in.takeIf("true")) {
      return new Condition.True();
    }
    if (in.takeIf("false")) {
      return new Condition.Not(new Condition.True());
    }
    return comparison();
  }

  private Condition comparison() {
    Location location = location();
    boolean differs = in.takeIf("<>") || in.takeIf("!=");
    if (!differs && !in.takeIf("=") && !in.takeIf("==")) {
      throw in.error("=");
    }
    Condition equal = equal(location);
    return differs ? new Condition.Not(equal) : equal;
  }

  private Condition equal(Location left) {
    if (left instanceof Location.Cell array && in.takeIf("{")) {
      return elements(array.variable());
    }
    boolean location = in.atCpu() && in.peekSecond().equals(":") || in.peek().matches("[\\[*]");
    return location ? new Condition.Same(left, location()) : value(left);
  }

  private Condition value(Location of) {
    Value value = value(in);
    names.check(of, value).ifPresent(wrong -> fail(wrong));
    return new Condition.Equal(of, value);
  }

  /** Parses {@code x={1,2}}, a comparison of every element of an array. */
  private Condition elements(String array) {
    Condition all = new Condition.True();
    int i = 0;
    do {
      Location element = new Location.Cell(array, i);
      names.check(element).ifPresent(wrong -> fail(wrong));
      Condition one = value(element);
      all = i++ == 0 ? one : new Condition.And(all, one);
    } while (in.takeIf(","));
    in.expect("}");
    return all;
  }

  private void fail(String message) {
    throw in.wrong(message);
  }

  /** Parses a value: a number, or the address of a variable. */
  static Value value(Tokens in) {
    if (in.atNumber()) {
      return in.number("a number");
    }
    in.takeIf("&");
    return new Value.Address(in.name("a number or a variable"));
  }

  private Location location() {
    if (in.atCpu()) {
      return register(in, names.cpus());
    }
    boolean bracket = in.takeIf("[");
    in.takeIf("*");
    Location.Cell first = new Location.Cell(in.name("a variable, or a register as in 0:EAX"), 0);
    names.check(first).ifPresent(wrong -> fail(wrong));
    if (bracket) {
      in.expect("]");
    }
    if (!in.takeIf("[")) {
      return first;
    }
    long index = in.number("an index").number();
    if (index < 0) {
      throw in.wrong("expected an index from 0 on");
    }
    Location.Cell cell =
        new Location.Cell(first.variable(), (int) Math.min(index, Integer.MAX_VALUE));
    names.check(cell).ifPresent(wrong -> fail(wrong));
    in.expect("]");
    return cell;
  }

  /** Parses a register of a CPU: {@code 0:EAX} or {@code P0:EAX}. */
  static Location.Register register(Tokens in, int cpus) {
    long cpu = in.cpu();
    in.expect(":");
    if (cpu < 0 || cpu >= cpus) {
      throw in.wrong("expected a CPU from 0 to " + (cpus - 1) + ", found " + cpu);
    }
    Reg reg = Registers.named(in.peek()).orElseThrow(() -> in.error("a register"));
    String name = in.take();
    return new Location.Register((int) cpu, reg, name.startsWith("%") ? name.substring(1) : name);
  }
}
