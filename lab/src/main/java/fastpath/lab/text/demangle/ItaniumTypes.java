package fastpath.lab.text.demangle;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses types and template arguments in mangled C++ names, and the references to types that were
 * parsed before.
 */
final class ItaniumTypes {
  private final MangledText in;
  private final ItaniumName names;
  private final List<CppType> substitutions = new ArrayList<>();

  /** The template arguments of the function's own name, to which T_ refers. */
  private List<CppType> templateArguments = List.of();

  private List<CppType> lastArguments = List.of();

  ItaniumTypes(MangledText in, ItaniumName names) {
    this.in = in;
    this.names = names;
  }

  List<CppType> templateArguments() {
    return templateArguments;
  }

  /** Sets the template arguments to which T_ refers. */
  void restore(List<CppType> arguments) {
    templateArguments = arguments;
  }

  /**
   * Parses the template arguments of the function's own name, to which T_ refers from then on, and
   * returns their text.
   */
  String ownArguments() {
    String text = arguments();
    templateArguments = lastArguments;
    return text;
  }

  String parameters() {
    List<CppType> all = new ArrayList<>();
    while (in.peek() != 0 && in.peek() != 'E' && in.peek() != '.') {
      all.add(type());
    }
    String text = CppType.list(all);
    return text.equals("void") ? "()" : "(" + text + ")";
  }

  private String arguments() {
    in.expect("I");
    List<CppType> all = new ArrayList<>();
    while (!in.take("E")) {
      argument(all);
    }
    lastArguments = List.copyOf(all);
    String text = CppType.list(all);
    return "<" + text + (text.endsWith(">") ? " >" : ">");
  }

  private void argument(List<CppType> into) {
    if (in.take("J")) {
      List<CppType> pack = new ArrayList<>();
      while (!in.take("E")) {
        argument(pack);
      }
      into.add(CppType.packOf(pack));
    } else if (in.take("L")) {
      into.add(CppType.of(literal()));
    } else {
      into.add(type());
    }
  }

  private String literal() {
    if (in.take("_Z")) {
      String name = names.encoding();
      in.expect("E");
      return name;
    }
    CppType type = type();
    String sign = in.take("n") ? "-" : "";
    int from = in.at;
    while (in.peek() != 'E') {
      in.next();
    }
    String digits = in.text.substring(from, in.at);
    in.expect("E");
    return switch (type.toString()) {
      case "bool" -> digits.equals("0") ? "false" : "true";
      case "int" -> sign + digits;
      case "unsigned int" -> digits + "u";
      case "long" -> sign + digits + "l";
      case "unsigned long" -> digits + "ul";
      case "long long" -> sign + digits + "ll";
      case "unsigned long long" -> digits + "ull";
      default -> "(" + type + ")" + sign + digits;
    };
  }

  CppType type() {
    in.enter();
    CppType type = readType();
    in.leave();
    return type;
  }

  private CppType readType() {
    String builtin = CppWords.TYPES.get("" + in.peek());
    builtin = builtin == null ? CppWords.TYPES.get("" + in.peek() + in.peek(1)) : builtin;
    if (builtin != null) {
      in.at += CppWords.TYPES.containsKey("" + in.peek()) ? 1 : 2;
      return CppType.of(builtin);
    }
    CppType type =
        switch (in.peek()) {
          case 'P' -> suffixed("*");
          case 'R' -> suffixed("&");
          case 'O' -> suffixed("&&");
          case 'K' -> suffixed(" const");
          case 'V' -> suffixed(" volatile");
          case 'r' -> suffixed(" restrict");
          case 'F' -> function();
          case 'A' -> array();
          case 'M' -> member();
          case 'T' -> parameterType();
          case 'S' -> in.peek(1) == 't' ? named() : substituted();
          case 'D' -> pack();
          case 'u' -> vendor();
          default -> named();
        };
    return type;
  }

  private CppType named() {
    List<CppType> outer = templateArguments;
    String name = names.nameText();
    templateArguments = outer;
    return remember(CppType.of(name));
  }

  CppType remember(CppType type) {
    substitutions.add(type);
    return type;
  }

  private CppType suffixed(String suffix) {
    in.next();
    CppType to = type();
    return remember(to.with(suffix));
  }

  private CppType function() {
    in.expect("F");
    in.take("Y");
    String result = type().toString();
    String parameters = parameters();
    in.expect("E");
    return remember(CppType.function(result, parameters));
  }

  private CppType array() {
    in.expect("A");
    String size = in.atDigit() ? String.valueOf(in.number()) : "";
    in.expect("_");
    return remember(CppType.array(type(), size));
  }

  private CppType member() {
    in.expect("M");
    CppType of = type();
    CppType to = type();
    return remember(to.open() ? to.with(of + "::*") : CppType.of(to + " " + of + "::*"));
  }

  private CppType parameterType() {
    CppType parameter = templateParameter();
    remember(parameter);
    return in.peek() == 'I' ? remember(CppType.of(parameter + arguments())) : parameter;
  }

  private CppType pack() {
    if (in.take("Dp")) {
      return remember(type());
    }
    throw new NotMangled();
  }

  private CppType vendor() {
    in.expect("u");
    return remember(CppType.of(names.source()));
  }

  private CppType substituted() {
    CppType type = substitution();
    return in.peek() == 'I' ? remember(CppType.of(type + arguments())) : type;
  }

  CppType templateParameter() {
    in.expect("T");
    int index = in.atDigit() ? in.number() + 1 : 0;
    in.expect("_");
    if (index >= templateArguments.size()) {
      throw new NotMangled();
    }
    return templateArguments.get(index);
  }

  CppType substitution() {
    String word = CppWords.STANDARD.get("" + in.peek() + in.peek(1));
    if (word != null) {
      in.at += 2;
      return CppType.of(word);
    }
    in.expect("S");
    int from = in.at;
    while (Character.isDigit(in.peek()) || Character.isUpperCase(in.peek())) {
      in.next();
    }
    String digits = in.text.substring(from, in.at);
    in.expect("_");
    return substitutions.get(digits.isEmpty() ? 0 : Integer.parseInt(digits, 36) + 1);
  }
}
