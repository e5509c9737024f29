package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import fastpath.codegen.source.Governor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces macros (C17 6.10.3, with GNU's named variadics and comma deletion) by means of a stack
 * of token lists that are being rescanned. A macro's name inside its own replacement is marked and
 * not replaced.
 */
abstract class Expander {
  /**
   * A list of tokens that is being read; {@code macro} is the macro whose replacement the list is.
   */
  private static final class Context {
    final Token[] tokens;
    final int end;
    final Macro macro;
    final boolean barrier;
    int at;

    Context(Token[] tokens, int end, Macro macro, boolean barrier) {
      this.tokens = tokens;
      this.end = end;
      this.macro = macro;
      this.barrier = barrier;
    }
  }

  static final Token END = new Token(Kind.END, "", true, false, "", 0, 0);
  private static final Token PLACEMARKER = new Token(Kind.OTHER, "", false, false, "", 0, 0);

  final Map<String, Macro> macros = new HashMap<>(1024);
  final boolean assembly;
  private final Governor governor;
  private final ArrayList<Context> contexts = new ArrayList<>();

  /**
   * The macros whose replacements are in {@link #contexts}. A macro is not replaced as long as its
   * replacement is on the stack, even if all tokens have been read.
   */
  private final Set<Macro> active = Collections.newSetFromMap(new IdentityHashMap<>());

  private int counter;

  Expander(boolean assembly, Governor governor) {
    this.governor = governor;
    this.assembly = assembly;
  }

  /** Reads the next token of the files; {@code END} after the last. */
  abstract Token fromFile();

  /** Returns the replacement of a macro that depends on the compiler or on the source place. */
  abstract Token builtin(Macro macro, Token name);

  /** Returns the next token after macro replacement. */
  final Token next() {
    while (true) {
      Token token = raw();
      if (token.kind != Kind.IDENT || token.noExpand) {
        return token;
      }
      Macro macro = macros.get(token.text);
      if (macro == null) {
        return token;
      }
      if (active.contains(macro)) {
        return token.unexpandable();
      }
      if (macro.builtin() != null) {
        Token result = builtin(macro, token);
        if (result != null) {
          return result;
        }
      } else if (!enter(macro, token)) {
        return token;
      }
    }
  }

  /** Replaces the macros in a separate list of tokens, such as an argument or a directive. */
  final Token[] expand(Token[] tokens, int from, int end) {
    if (!hasMacro(tokens, from, end)) {
      return java.util.Arrays.copyOfRange(tokens, from, end);
    }
    governor.enter(tokens[from].file, tokens[from].line, tokens[from].column);
    Context context = new Context(tokens, end, null, true);
    context.at = from;
    contexts.add(context);
    List<Token> out = new ArrayList<>(end - from + 8);
    for (Token token = next(); token != END; token = next()) {
      out.add(token);
    }
    contexts.removeLast();
    governor.leave();
    return out.toArray(new Token[0]);
  }

  private boolean hasMacro(Token[] tokens, int from, int end) {
    for (int i = from; i < end; i++) {
      if (tokens[i].kind == Kind.IDENT && macros.containsKey(tokens[i].text)) {
        return true;
      }
    }
    return false;
  }

  final String count() {
    return Integer.toString(counter++);
  }

  /** Returns the next token without macro replacement. */
  final Token raw() {
    while (!contexts.isEmpty()) {
      Context top = contexts.getLast();
      if (top.at < top.end) {
        return top.tokens[top.at++];
      }
      if (top.barrier) {
        return END;
      }
      active.remove(contexts.removeLast().macro);
    }
    return fromFile();
  }

  /** True if tokens of a replacement will be read before the file's next token. */
  final boolean isReplacing() {
    return !contexts.isEmpty();
  }

  final void push(Token[] tokens, Macro macro) {
    contexts.add(new Context(tokens, tokens.length, macro, false));
    if (macro != null) {
      active.add(macro);
    }
  }

  /**
   * Pushes the replacement of a macro; false for a function-like macro whose name is not followed
   * by arguments.
   */
  private boolean enter(Macro macro, Token name) {
    if (!macro.functionLike()) {
      push(substitute(macro, name, null), macro);
      return true;
    }
    Token open = raw();
    if (!open.is("(")) {
      if (open != END) {
        push(new Token[] {open}, null);
      }
      return false;
    }
    push(substitute(macro, name, arguments(macro, name)), macro);
    return true;
  }

  /** Reads arguments up to the closing parenthesis. */
  private List<Token[]> arguments(Macro macro, Token name) {
    List<Token[]> arguments = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    int parameters = macro.parameters().size();
    int depth = 0;
    while (true) {
      Token token = raw();
      if (token.kind == Kind.END) {
        throw name.error("unterminated argument list invoking macro '" + macro.name() + "'");
      }
      if (token.kind == Kind.PUNCT) {
        boolean variable = macro.variadic() && arguments.size() == parameters - 1;
        if (token.text.equals("(")) {
          depth++;
        } else if (token.text.equals(")") && depth-- == 0) {
          break;
        } else if (token.text.equals(",") && depth == 0 && !variable) {
          arguments.add(current.toArray(new Token[0]));
          current.clear();
          continue;
        }
      }
      current.add(token.bol ? token.spaced(false, true) : token);
    }
    if (!arguments.isEmpty() || parameters > 0 || !current.isEmpty()) {
      arguments.add(current.toArray(new Token[0]));
    }
    if (macro.variadic() && arguments.size() == parameters - 1) {
      arguments.add(null);
    }
    if (arguments.size() != parameters) {
      int given = arguments.size();
      throw name.error(
          given < parameters
              ? "macro '%s' requires %d arguments, but only %d given"
                  .formatted(macro.name(), parameters, given)
              : "macro '%s' passed %d arguments, but takes just %d"
                  .formatted(macro.name(), given, parameters));
    }
    return arguments;
  }

  private Token[] substitute(Macro macro, Token name, List<Token[]> arguments) {
    Token[] body = macro.body();
    List<Token> out = new ArrayList<>(body.length + 8);
    Token[][] expanded = arguments == null ? null : new Token[arguments.size()][];
    replace(macro, name, arguments, expanded, 0, body.length, out);
    out.removeIf(token -> token == PLACEMARKER);
    if (!out.isEmpty()) {
      out.set(0, out.getFirst().spaced(name.bol, name.space));
    }
    governor.tokens(out.size(), name.file, name.line, name.column);
    return out.toArray(new Token[0]);
  }

  private void replace(
      Macro macro,
      Token name,
      List<Token[]> arguments,
      Token[][] expanded,
      int from,
      int end,
      List<Token> out) {
    Token[] body = macro.body();
    for (int i = from; i < end; i++) {
      Token token = body[i];
      int parameter = macro.argument()[i];
      boolean pasteNext = i + 1 < end && body[i + 1].is("##");
      if (token.text.equals("##") && i > from && token.kind == Kind.PUNCT) {
        i = pasteOperand(macro, name, arguments, expanded, i + 1, end, out);
      } else if (arguments != null && token.is("#") && parameter != -2 && i + 1 < end) {
        i = stringify(macro, name, arguments, expanded, i, end, out);
      } else if (arguments != null && macro.variadic() && token.is("__VA_OPT__")) {
        int close = closing(body, i + 1, end, token);
        optional(macro, name, arguments, expanded, i + 2, close, out);
        i = close;
      } else if (parameter >= 0) {
        Token[] argument = arguments.get(parameter);
        if (!pasteNext) {
          argument = expandArgument(arguments, expanded, parameter);
        }
        addArgument(argument, token, out, pasteNext);
      } else {
        out.add(token.replacing(name, macro.name()));
      }
    }
  }

  private Token[] expandArgument(List<Token[]> arguments, Token[][] expanded, int parameter) {
    if (expanded[parameter] == null) {
      Token[] argument = arguments.get(parameter);
      expanded[parameter] = argument == null ? new Token[0] : expand(argument, 0, argument.length);
    }
    return expanded[parameter];
  }

  private static void addArgument(Token[] argument, Token place, List<Token> out, boolean mark) {
    if (argument == null || argument.length == 0) {
      if (mark) {
        out.add(PLACEMARKER);
      }
      return;
    }
    out.add(argument[0].spaced(false, place.space));
    for (int i = 1; i < argument.length; i++) {
      out.add(argument[i]);
    }
  }

  /**
   * Processes the operand of {@code ##} at index {@code i}; returns the index of the last token
   * used.
   */
  private int pasteOperand(
      Macro macro,
      Token name,
      List<Token[]> arguments,
      Token[][] expanded,
      int i,
      int end,
      List<Token> out) {
    Token[] body = macro.body();
    Token token = body[i];
    int parameter = macro.argument()[i];
    List<Token> right = new ArrayList<>();
    int last = i;
    boolean variable =
        parameter >= 0 && macro.variadic() && parameter == macro.parameters().size() - 1;
    if (variable && !out.isEmpty() && out.getLast().is(",")) {
      // GNU extension: ", ## args" drops the comma if there are no arguments, and pastes nothing
      // otherwise.
      Token[] argument = arguments.get(parameter);
      if (argument == null || argument.length == 0 && arguments.size() == 1) {
        out.set(out.size() - 1, PLACEMARKER);
      } else {
        boolean pasteNext = i + 1 < end && body[i + 1].is("##");
        addArgument(
            pasteNext ? argument : expandArgument(arguments, expanded, parameter),
            token,
            out,
            pasteNext);
      }
      return last;
    }
    if (parameter >= 0) {
      addArgument(arguments.get(parameter), token, right, true);
    } else if (arguments != null && token.is("#") && parameter != -2) {
      last = stringify(macro, name, arguments, expanded, i, end, right);
    } else if (arguments != null && macro.variadic() && token.is("__VA_OPT__")) {
      last = closing(body, i + 1, end, token);
      optional(macro, name, arguments, expanded, i + 2, last, right);
    } else {
      right.add(token.replacing(name, macro.name()));
    }
    Token left = out.isEmpty() ? PLACEMARKER : out.removeLast();
    Token first = right.isEmpty() ? PLACEMARKER : right.getFirst();
    if (left == PLACEMARKER) {
      out.add(first);
    } else if (first == PLACEMARKER) {
      out.add(left);
    } else {
      paste(left, first, name, out);
    }
    out.addAll(right.subList(Math.min(1, right.size()), right.size()));
    return last;
  }

  private void paste(Token left, Token right, Token name, List<Token> out) {
    String text = left.text + right.text;
    List<Token> tokens = Lexer.lex(name.file, text, assembly);
    if (tokens.size() == 1) {
      out.add(tokens.getFirst().at(name, left.space));
    } else if (assembly) {
      out.add(left);
      out.add(right.spaced(false, false));
    } else {
      throw name.error(
          "pasting '%s' and '%s' does not give a valid preprocessing token"
              .formatted(left.text, right.text));
    }
  }

  private int closing(Token[] body, int open, int end, Token at) {
    int depth = 0;
    for (int i = open; i < end; i++) {
      if (body[i].is("(")) {
        depth++;
      } else if (body[i].is(")") && --depth == 0) {
        return i;
      } else if (depth == 0) {
        break;
      }
    }
    throw at.error("unterminated __VA_OPT__");
  }

  private void optional(
      Macro macro,
      Token name,
      List<Token[]> arguments,
      Token[][] expanded,
      int from,
      int end,
      List<Token> out) {
    int variable = macro.parameters().size() - 1;
    if (expandArgument(arguments, expanded, variable).length > 0) {
      replace(macro, name, arguments, expanded, from, end, out);
    } else {
      out.add(PLACEMARKER);
    }
  }

  /** Processes {@code #parameter} at index {@code i}; returns the index of the last token used. */
  private int stringify(
      Macro macro,
      Token name,
      List<Token[]> arguments,
      Token[][] expanded,
      int i,
      int end,
      List<Token> out) {
    Token[] body = macro.body();
    Token[] tokens;
    int last = i + 1;
    if (macro.argument()[i + 1] >= 0) {
      tokens = arguments.get(macro.argument()[i + 1]);
    } else {
      List<Token> inner = new ArrayList<>();
      last = closing(body, i + 2, end, body[i + 1]);
      optional(macro, name, arguments, expanded, i + 3, last, inner);
      inner.removeIf(token -> token == PLACEMARKER);
      tokens = inner.toArray(new Token[0]);
    }
    StringBuilder text = new StringBuilder("\"");
    for (int k = 0; tokens != null && k < tokens.length; k++) {
      if (k > 0 && tokens[k].space) {
        text.append(' ');
      }
      boolean literal = tokens[k].kind == Kind.STRING || tokens[k].kind == Kind.CHAR;
      text.append(
          literal ? tokens[k].text.replace("\\", "\\\\").replace("\"", "\\\"") : tokens[k].text);
    }
    String spelled = text.append('"').toString();
    out.add(
        new Token(Kind.STRING, spelled, false, body[i].space, name.file, name.line, name.column));
    return last;
  }
}
