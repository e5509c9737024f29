package fastpath.lab.btf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Writes declarations of BTF types in C. */
final class Declarator {
  /**
   * The limit on the nesting of a type. No type of C is nested so deeply: a deeper type contains
   * itself.
   */
  private static final int DEEPEST = 64;

  private final Btf btf;
  private final IntFunction<String> body;
  private final Function<BtfType.Enumeration, String> enumTag;

  /** Creates a declarator that writes dots for the body of a type without a name. */
  Declarator(Btf btf) {
    this(btf, type -> "{...}", BtfType::name);
  }

  /**
   * @param body returns the body, in braces, of a structure, union or enumeration without a name
   * @param enumTag returns the tag of an enumeration that has a name
   */
  Declarator(Btf btf, IntFunction<String> body, Function<BtfType.Enumeration, String> enumTag) {
    this.btf = btf;
    this.body = body;
    this.enumTag = enumTag;
  }

  /** Returns the declaration of a name with a type; the type alone if the name is "". */
  String declare(int type, String name) {
    return declare(type, name, 0);
  }

  private String declare(int number, String name, int depth) {
    if (depth > DEEPEST) {
      throw Btf.damaged("type " + number + " contains itself");
    }
    return switch (btf.type(number)) {
      case BtfType.Pointer p -> pointer(p, name, depth);
      case BtfType.Array a -> declare(a.of(), grouped(name) + "[" + a.length() + "]", depth + 1);
      case BtfType.Prototype p -> {
        String list = grouped(name) + "(" + parameters(p, depth) + ")";
        yield declare(p.returns(), list, depth + 1);
      }
      case BtfType.Qualified q -> qualified(q, name, depth);
      case BtfType base -> spaced(specifier(base, number), name);
    };
  }

  private String pointer(BtfType.Pointer p, String name, int depth) {
    return declare(p.to(), "*" + name, depth + 1);
  }

  private static String grouped(String name) {
    return name.startsWith("*") ? "(" + name + ")" : name;
  }

  /**
   * Declares a name with a qualified type: the qualifier of a pointer stands behind the asterisk,
   * any other qualifier before the type.
   */
  private String qualified(BtfType.Qualified q, String name, int depth) {
    boolean pointer = btf.type(q.of()) instanceof BtfType.Pointer;
    String inner = declare(q.of(), pointer ? q.qualifier().text() + name : name, depth + 1);
    return pointer ? inner : q.qualifier().text() + inner;
  }

  private String parameters(BtfType.Prototype p, int depth) {
    List<String> all = new ArrayList<>();
    for (BtfType.Parameter parameter : p.parameters()) {
      all.add(
          parameter.type() == 0 && parameter.name().isEmpty()
              ? "..."
              : declare(parameter.type(), "", depth + 1));
    }
    return all.isEmpty() ? "void" : String.join(", ", all);
  }

  private static String spaced(String type, String name) {
    return name.isEmpty() ? type : type + " " + name;
  }

  private String nameOrBody(BtfType type, int number) {
    return type.name().isEmpty() ? body.apply(number) : type.name();
  }

  /** Returns the type specifier with which a declaration begins. */
  private String specifier(BtfType type, int number) {
    return switch (type) {
      case BtfType.Composite c -> c.keyword() + " " + nameOrBody(c, number);
      case BtfType.Enumeration e ->
          "enum " + (e.name().isEmpty() ? body.apply(number) : enumTag.apply(e));
      case BtfType.Forward f -> (f.union() ? "union " : "struct ") + f.name();
      case BtfType.Other o -> "void";
      case BtfType.Floating f -> f.size() == 4 ? "unsigned int" : "unsigned long";
      case BtfType.Int i -> i.name();
      case BtfType.Typedef t -> t.name();
      case BtfType.Function f -> f.name();
      case BtfType.Variable v -> v.name();
      case BtfType.Pointer p -> throw new IllegalStateException("a pointer has no specifier");
      case BtfType.Array a -> throw new IllegalStateException("an array has no specifier");
      case BtfType.Prototype p -> throw new IllegalStateException("a function has no specifier");
      case BtfType.Qualified q -> throw new IllegalStateException("a qualifier is no specifier");
    };
  }
}
