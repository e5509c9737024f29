package fastpath.lab.btf;

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
   * The type of a function's result in rax.
   *
   * @param type the type as C writes it
   * @param kind the form in which a value of the type is printed
   * @param size the size in bytes; 0 for void, and more than 8 for a value that does not fit in rax
   */
  public record Returned(String type, Kind kind, int size) {
    /** Returns the text of a value in rax, printed as the type; {@code -} for void. */
    public String text(long rax) {
      int shift = Long.SIZE - Byte.SIZE * Math.clamp(size, 1, Long.BYTES);
      return switch (kind) {
        case NONE -> "-";
        case BOOL -> (rax & 0xff) == 0 ? "false" : "true";
        case SIGNED -> Long.toString(rax << shift >> shift);
        case UNSIGNED -> Long.toUnsignedString(rax << shift >>> shift);
        case ADDRESS, OTHER -> "0x" + Long.toHexString(rax << shift >>> shift);
      };
    }
  }

  /** The forms in which a value is printed. */
  public enum Kind {
    NONE,
    BOOL,
    SIGNED,
    UNSIGNED,
    ADDRESS,
    OTHER
  }

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
        yield new Returned(type, kind, i.size());
      }
      case BtfType.Enumeration e ->
          new Returned(type, e.signed() ? Kind.SIGNED : Kind.UNSIGNED, e.size());
      case BtfType.Pointer p -> new Returned(type, Kind.ADDRESS, Long.BYTES);
      case BtfType.Other o -> new Returned(type, Kind.NONE, 0);
      case BtfType.Composite c -> new Returned(type, Kind.OTHER, c.size());
      case BtfType rest -> new Returned(type, Kind.OTHER, Long.BYTES);
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
