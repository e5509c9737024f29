package fastpath.lab.btf;

import fastpath.emulator.debug.ValueType;
import fastpath.emulator.debug.ValueType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function's prototype.
 *
 * @param returns the type of the result
 * @param variadic true if the parameter list ends with {@code ...}
 */
public record FunctionType(
    String name, Returned returns, List<Parameter> parameters, boolean variadic) {
  /**
   * A parameter of a function.
   *
   * @param name the parameter's name; "" if the kernel's BTF does not have the name
   * @param type the parameter's type as C writes it
   */
  public record Parameter(String name, String type) {}

  /**
   * The type of a function's result.
   *
   * @param type the type as C writes it
   * @param value the form of a value in rax
   */
  public record Returned(String type, ValueType value) {}

  static Optional<FunctionType> of(Btf btf, String name, int number) {
    if (!(btf.type(number) instanceof BtfType.Prototype prototype)) {
      return Optional.empty();
    }
    Declarator declarator = new Declarator(btf);
    List<Parameter> parameters = new ArrayList<>();
    boolean variadic = false;
    for (BtfType.Parameter p : prototype.parameters()) {
      variadic |= p.type() == 0 && p.name().isEmpty();
      if (p.type() != 0) {
        parameters.add(new Parameter(p.name(), declarator.declare(p.type(), "")));
      }
    }
    int returns = prototype.returns();
    String type = declarator.declare(returns, "");
    return Optional.of(
        new FunctionType(name, returned(btf, returns, type, 0), parameters, variadic));
  }

  private static Returned returned(Btf btf, int number, String type, int depth) {
    if (depth > 64) {
      throw Btf.damaged("type " + number + " contains itself");
    }
    return switch (btf.type(number)) {
      case BtfType.Typedef t -> returned(btf, t.of(), type, depth + 1);
      case BtfType.Qualified q -> returned(btf, q.of(), type, depth + 1);
      case BtfType.Int i -> {
        Kind kind = i.bool() ? Kind.BOOL : i.signed() ? Kind.SIGNED : Kind.UNSIGNED;
        yield new Returned(type, new ValueType(kind, i.size()));
      }
      case BtfType.Enumeration e ->
          new Returned(type, new ValueType(e.signed() ? Kind.SIGNED : Kind.UNSIGNED, e.size()));
      case BtfType.Pointer p -> new Returned(type, new ValueType(Kind.ADDRESS, Long.BYTES));
      case BtfType.Other o -> new Returned(type, ValueType.VOID);
      case BtfType.Composite c -> new Returned(type, new ValueType(Kind.OTHER, c.size()));
      case BtfType rest -> new Returned(type, new ValueType(Kind.OTHER, Long.BYTES));
    };
  }

  /** Returns the prototype as C writes it. */
  public String text() {
    List<String> all = new ArrayList<>();
    parameters.forEach(p -> all.add(spaced(p.type(), p.name())));
    if (variadic) {
      all.add("...");
    }
    return spaced(returns.type(), name)
        + "("
        + (all.isEmpty() ? "void" : String.join(", ", all))
        + ")";
  }

  private static String spaced(String type, String name) {
    return type.endsWith("*") || name.isEmpty() ? type + name : type + " " + name;
  }
}
