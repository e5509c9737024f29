package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The operands of {@code #embed} and {@code __has_embed} (C23 6.10.4): a file and parameters.
 *
 * @param name the tokens of the file's name
 * @param limit the greatest number of bytes that are embedded
 * @param prefix tokens before the bytes, unless there are none
 * @param suffix tokens after the bytes, unless there are none
 * @param ifEmpty tokens in place of the bytes if there are none
 * @param unknown the first parameter that is not one of these; null if there is none
 */
record Embed(
    Token[] name, long limit, Token[] prefix, Token[] suffix, Token[] ifEmpty, Token unknown) {
  private static final Token[] NOTHING = {};

  /**
   * Parses operands.
   *
   * @param evaluate evaluates the expression of parameter limit
   */
  static Embed parse(Token[] line, Token directive, ToLongFunction<Token[]> evaluate) {
    int at = nameEnd(line, directive);
    Embed embed =
        new Embed(Arrays.copyOf(line, at), Long.MAX_VALUE, NOTHING, NOTHING, NOTHING, null);
    while (at < line.length) {
      Token parameter = line[at++];
      int end = at < line.length && line[at].is("(") ? closing(line, at) : -1;
      Token[] operand = end < 0 ? NOTHING : Arrays.copyOfRange(line, at + 1, end);
      embed = embed.with(parameter, operand, end >= 0, evaluate);
      at = end < 0 ? at : end + 1;
    }
    return embed;
  }

  private Embed with(
      Token parameter, Token[] operand, boolean given, ToLongFunction<Token[]> evaluate) {
    if (!given) {
      return unknown(parameter);
    }
    return switch (Extensions.bare(parameter.text)) {
      case "limit" -> {
        long most = evaluate.applyAsLong(operand);
        if (most < 0) {
          throw parameter.error("negative limit of #embed");
        }
        yield new Embed(name, most, prefix, suffix, ifEmpty, unknown);
      }
      case "prefix" -> new Embed(name, limit, operand, suffix, ifEmpty, unknown);
      case "suffix" -> new Embed(name, limit, prefix, operand, ifEmpty, unknown);
      case "if_empty" -> new Embed(name, limit, prefix, suffix, operand, unknown);
      default -> unknown(parameter);
    };
  }

  private Embed unknown(Token parameter) {
    return new Embed(name, limit, prefix, suffix, ifEmpty, unknown == null ? parameter : unknown);
  }

  private static int nameEnd(Token[] line, Token directive) {
    if (line.length > 0 && line[0].kind == Kind.STRING) {
      return 1;
    }
    for (int i = 0; i < line.length && line[0].is("<"); i++) {
      if (line[i].is(">")) {
        return i + 1;
      }
    }
    throw directive.error("#embed expects \"FILENAME\" or <FILENAME>");
  }

  private static int closing(Token[] line, int open) {
    int depth = 0;
    for (int i = open; i < line.length; i++) {
      depth += line[i].is("(") ? 1 : line[i].is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw line[open].error("unterminated parameter of #embed");
  }

  /** Returns the tokens that stand for a file's bytes at the place of the directive. */
  Token[] tokens(byte[] bytes, Token place) {
    int count = (int) Math.min(bytes.length, limit);
    if (count == 0) {
      return ifEmpty;
    }
    List<Token> out = new ArrayList<>(Arrays.asList(prefix));
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.add(made(Kind.PUNCT, ",", place));
      }
      out.add(made(Kind.NUMBER, Integer.toString(bytes[i] & 255).intern(), place));
    }
    out.addAll(Arrays.asList(suffix));
    return out.toArray(NOTHING);
  }

  private static Token made(Kind kind, String text, Token place) {
    return new Token(kind, text, false, true, place.file, place.line, place.column);
  }
}
