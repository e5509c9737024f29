package fastpath.codegen.c;

import fastpath.codegen.source.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the arguments of a call with its format string, as the functions of printf read them
 * (C17 7.21.6.1). The kernel's letters after {@code %p} are text for this check, as for gcc.
 */
final class FormatCheck {
  /**
   * The argument of attribute format.
   *
   * @param style the function whose format it is, such as {@code printf}
   * @param string the number of the parameter that is the format string, from 1
   * @param first the number of the first argument to check, from 1; 0 if none can be checked
   */
  record Format(String style, int string, int first) {}

  private static final Pattern CONVERSION =
      Pattern.compile("%([-+ #0']*)(\\*|\\d*)(?:\\.(\\*|\\d*))?(hh|h|ll|l|q|j|z|t|L|Z)?(.?)");

  private final Expr.Call call;
  private final Format format;
  private final Consumer<Diagnostic> warn;
  private int next;

  private FormatCheck(Expr.Call call, Format format, Consumer<Diagnostic> warn) {
    this.call = call;
    this.format = format;
    this.warn = warn;
    this.next = format.first() - 1;
  }

  /** Hands each misfit of a call to {@code warn}; a format that is no string literal fits. */
  static void check(Expr.Call call, Symbol callee, Consumer<Diagnostic> warn) {
    Format format = callee.attributes.format;
    boolean checked = format.style().equals("printf") && format.string() <= call.args().size();
    String text = checked ? literal(call.args().get(format.string() - 1)) : null;
    if (text != null) {
      new FormatCheck(call, format, warn).run(text);
    }
  }

  private static String literal(Expr e) {
    if (e instanceof Expr.Cast cast) {
      return literal(cast.operand());
    }
    if (e instanceof Expr.AddressOf address) {
      return literal(address.object());
    }
    if (e instanceof Expr.StringLit s && s.type() instanceof CType.Array a && a.of().size() == 1) {
      String text = new String(s.bytes(), StandardCharsets.UTF_8);
      int end = text.indexOf('\0');
      return end < 0 ? text : text.substring(0, end);
    }
    return null;
  }

  private void run(String text) {
    Matcher found = CONVERSION.matcher(text);
    while (found.find()) {
      if (found.group(5).equals("%")) {
        continue;
      }
      if (found.group(5).isEmpty()) {
        warn("spurious trailing '%' in format");
        return;
      }
      if ("*".equals(found.group(2)) && !width("field width")
          || "*".equals(found.group(3)) && !width("field precision")) {
        return;
      }
      if (!conversion(found)) {
        return;
      }
    }
    if (format.first() > 0 && next < call.args().size()) {
      warn("too many arguments for format");
    }
  }

  /** Checks the argument of an asterisk; false if there is none. */
  private boolean width(String what) {
    if (format.first() == 0) {
      return true;
    }
    if (next >= call.args().size()) {
      warn("%s '*' expects a matching 'int' argument".formatted(what));
      return false;
    }
    Expr argument = call.args().get(next++);
    if (!isInteger(argument.type(), 4)) {
      misfit(what + " specifier '*'", "int", argument);
    }
    return true;
  }

  /** Checks one conversion; false if the rest of the string cannot be checked. */
  private boolean conversion(Matcher found) {
    char letter = found.group(5).charAt(0);
    String length = found.group(4) == null ? "" : found.group(4);
    String shown = "'%" + length + letter + "'";
    if ("diuoxXcspnaAeEfFgGm".indexOf(letter) < 0) {
      warn("unknown conversion type character '%c' in format".formatted(letter));
      return false;
    }
    if (letter == 'm' || format.first() == 0) {
      return true;
    }
    if (next >= call.args().size()) {
      warn("format %s expects a matching argument".formatted(shown));
      return false;
    }
    Expr argument = call.args().get(next++);
    String wanted = wanted(letter, length);
    if (!fits(letter, length, argument.type())) {
      misfit("format " + shown, wanted, argument);
    }
    return true;
  }

  private static String wanted(char letter, String length) {
    return switch (letter) {
      case 's' -> "char *";
      case 'p' -> "void *";
      case 'n' -> "int *";
      case 'd', 'i' -> signed(length);
      case 'c' -> length.equals("l") ? "wint_t" : "int";
      case 'u', 'o', 'x', 'X' ->
          length.equals("z") || length.equals("Z") ? "size_t" : "unsigned " + signed(length);
      default -> length.equals("L") ? "long double" : "double";
    };
  }

  private static String signed(String length) {
    return switch (length) {
      case "l" -> "long int";
      case "ll", "q", "L" -> "long long int";
      case "j" -> "intmax_t";
      case "z", "Z" -> "ssize_t";
      case "t" -> "ptrdiff_t";
      default -> "int";
    };
  }

  private static boolean fits(char letter, String length, CType type) {
    return switch (letter) {
      case 'd', 'i', 'u', 'o', 'x', 'X' ->
          isInteger(type, List.of("", "h", "hh").contains(length) ? 4 : 8)
              && (!length.equals("ll") && !length.equals("l") || isLong(type, length));
      case 'c' -> isInteger(type, 4);
      case 's' -> isPointerTo(type, 1);
      case 'p' -> type.isPointer();
      case 'n' -> type.isPointer() && type.target().isInteger();
      default -> false;
    };
  }

  /** gcc tells long from long long although both have 8 bytes. */
  private static boolean isLong(CType type, String length) {
    boolean longLong = type.bare().toString().contains("long long");
    return longLong == length.equals("ll");
  }

  private static boolean isInteger(CType type, int size) {
    return type.isInteger() && type.size() == size;
  }

  private static boolean isPointerTo(CType type, int size) {
    return type.isPointer() && type.target().isInteger() && type.target().size() == size;
  }

  private void misfit(String what, String wanted, Expr argument) {
    warn.accept(
        argument
            .at()
            .note(
                "%s expects argument of type '%s', but argument %d has type '%s'"
                    .formatted(what, wanted, next, argument.type().bare())));
  }

  private void warn(String message) {
    warn.accept(call.args().get(format.string() - 1).at().note(message));
  }
}
