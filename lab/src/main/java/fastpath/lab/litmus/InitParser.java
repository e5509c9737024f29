package fastpath.lab.litmus;

import fastpath.lab.litmus.LitmusTest.RegisterValue;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads the first values between the braces of a test. */
final class InitParser {
  private static final int LARGEST = 64;
  private static final Value ZERO = new Value.Number(0, "0");

  private final Tokens in;
  private final int cpus;
  private final Map<String, Variable> variables;
  private final List<RegisterValue> registers;

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
    CType type = in.atNumber() || !startsType() ? null : type();
    if (in.atNumber()) {
      Location.Register r = ConditionParser.register(in, cpus);
      Value value = in.takeIf("=") ? ConditionParser.value(in) : ZERO;
      declare(value);
      registers.add(new RegisterValue(r.cpu(), r.reg(), value));
      return;
    }
    boolean bracket = in.takeIf("[");
    String name = in.name("a variable, or a register as in 0:EAX");
    if (bracket) {
      in.expect("]");
    }
    Variable known = variables.get(name);
    if (known != null && known.type() != null && type != null) {
      throw in.wrong("expected one declaration of " + name + ", found a second");
    }
    List<Value> values = values(in.takeIf("[") ? size() : 1);
    values.forEach(this::declare);
    variables.put(
        name, new Variable(name, type == null && known != null ? known.type() : type, values));
  }

  /** Whether a type stands before the variable or register. */
  private boolean startsType() {
    return in.peek().matches("[A-Za-z_].*")
        && in.peekSecond().matches("[A-Za-z_*\\d].*|\\*")
        && !in.peekSecond().equals("=");
  }

  private CType type() {
    StringBuilder words = new StringBuilder(in.name("a type"));
    while (in.peek().matches("[A-Za-z_].*") && in.peekSecond().matches("[A-Za-z_*\\d].*")) {
      words.append(' ').append(in.take());
    }
    boolean pointer = false;
    while (in.takeIf("*")) {
      pointer = true;
    }
    return pointer
        ? CType.POINTER
        : CType.named(words.toString())
            .orElseThrow(
                () -> in.wrong("expected a type such as int or uint64_t, found `" + words + "'"));
  }

  private int size() {
    long size = in.number("a size").number();
    in.expect("]");
    if (size < 1 || size > LARGEST) {
      throw in.wrong("expected a size from 1 to " + LARGEST + ", found " + size);
    }
    return (int) size;
  }

  private List<Value> values(int size) {
    List<Value> values = new ArrayList<>(Collections.nCopies(size, ZERO));
    if (in.takeIf("=")) {
      if (in.takeIf("{")) {
        for (int i = 0; i < size && !in.peek().equals("}"); i++) {
          values.set(i, ConditionParser.value(in));
          in.takeIf(",");
        }
        in.expect("}");
      } else {
        values.set(0, ConditionParser.value(in));
      }
    }
    return values;
  }

  /** A variable whose address is taken exists. */
  private void declare(Value value) {
    if (value instanceof Value.Address a) {
      variables.putIfAbsent(a.variable(), new Variable(a.variable(), null, List.of(ZERO)));
    }
  }
}
