package fastpath.lab.litmus;

import fastpath.lab.litmus.LitmusTest.RegisterValue;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses the first values between the braces of a test. */
final class InitParser {
  private static final int LARGEST = 64;
  private static final Value ZERO = new Value.Number(0, "0");

  private final Tokens in;
  private final int cpus;
  private final Map<String, Variable> variables;
  private final List<RegisterValue> registers;

  /** Names of the variables and whole registers that already have an entry. */
  private final Set<String> named = new HashSet<>();

  /**
   * Names of the variables whose entry has no value, which a later entry with a value may complete:
   * {@code int x; x=1;}.
   */
  private final Set<String> bare = new HashSet<>();

  InitParser(Tokens in, int cpus, Map<String, Variable> variables, List<RegisterValue> registers) {
    this.in = in;
    this.cpus = cpus;
    this.variables = variables;
    this.registers = registers;
  }

  void run() {
    while (!in.atEnd()) {
      if (!in.takeIf(";")) {
        entry();
        if (!in.atEnd() && !in.peek().equals(";")) {
          throw in.error(";");
        }
      }
    }
  }

  private void entry() {
    in.takeIf("_Atomic");
    CType type = in.takeIf("*") ? CType.POINTER : startsType() ? CType.parse(in, true) : null;
    if (in.atCpu()) {
      register(type);
    } else {
      variable(type);
    }
  }

  private void register(CType type) {
    Location.Register r = ConditionParser.register(in, cpus);
    if (!named.add(r.cpu() + ":" + r.reg().full().text())) {
      throw second(r.toString());
    }
    Value value = in.takeIf("=") ? value() : ZERO;
    CType full = Names.type(r.reg());
    check(type != null && type.bytes() < full.bytes() ? type : full, r.toString(), value);
    registers.add(new RegisterValue(r.cpu(), r.reg(), value));
  }

  private void variable(CType type) {
    boolean bracket = in.takeIf("[");
    String name = in.name("a variable, or a register as in 0:EAX");
    if (bracket) {
      in.expect("]");
    }
    boolean array = in.peek().equals("[");
    boolean completes = type == null && !array && in.peek().equals("=") && bare.remove(name);
    if (!named.add(name) && !completes) {
      throw second(name);
    }
    CType known = completes ? variables.get(name).type() : type;
    CType element = known == null ? CType.INT : known;
    int size = in.takeIf("[") ? size() : 1;
    if (!in.takeIf("=")) {
      if (!array) {
        bare.add(name);
      }
      put(name, known, Collections.nCopies(size, ZERO));
    } else if (array) {
      put(name, known, elements(name, element, size));
    } else {
      Value value = value();
      check(value instanceof Value.Address && known == null ? CType.POINTER : element, name, value);
      put(name, known, List.of(value));
    }
  }

  private void put(String name, CType type, List<Value> values) {
    variables.put(name, new Variable(name, type, values));
  }

  private LitmusException second(String name) {
    return in.wrong("expected one first value of " + name + ", found a second");
  }

  private void check(CType type, String of, Value value) {
    type.check(of, value)
        .ifPresent(wrong -> {
          throw in.wrong(wrong);
        });
  }

  /** True if a type precedes the name of a variable or register. */
  private boolean startsType() {
    return !in.atCpu()
        && in.peek().matches("[A-Za-z_].*")
        && in.peekSecond().matches("[A-Za-z_*\\d].*|\\*")
        && !in.peekSecond().equals("=");
  }

  private int size() {
    long size = in.number("a size").number();
    in.expect("]");
    if (size < 1 || size > LARGEST) {
      throw in.wrong("expected a size from 1 to " + LARGEST + ", found " + size);
    }
    return (int) size;
  }

  /** Parses the values of an array; an element without a value is 0. */
  private List<Value> elements(String name, CType type, int size) {
    List<Value> values = new ArrayList<>();
    in.expect("{");
    while (!in.takeIf("}")) {
      if (values.size() == size) {
        throw in.error("at most " + size + " values of " + name);
      }
      Value value = value();
      check(type, name, value);
      values.add(value);
      if (!in.takeIf(",") && !in.peek().equals("}")) {
        throw in.error(", or }");
      }
    }
    values.addAll(Collections.nCopies(size - values.size(), ZERO));
    return values;
  }

  private Value value() {
    boolean atomic = in.takeIf("ATOMIC_INIT");
    if (atomic) {
      in.expect("(");
    }
    Value value = ConditionParser.value(in);
    if (atomic) {
      in.expect(")");
    }
    declare(value);
    return value;
  }

  /** Declares the variable whose address is a value, if it is not yet declared. */
  private void declare(Value value) {
    if (value instanceof Value.Address a) {
      variables.putIfAbsent(a.variable(), new Variable(a.variable(), null, List.of(ZERO)));
    }
  }
}
