package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and punctuation of a part of a test, with their lines. */
final class Tokens {
  /** Limit on tokens, far above any test's; it bounds the nesting of what is parsed. */
  private static final int MOST = 4000;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(%?[A-Za-z_][\\w.]*|-?0[xX][0-9a-fA-F]+|-?\\d+|/\\\\|\\\\/|=>|==|<>|!=|[~=:;\\[\\](){}*&,])");

  private record Token(String text, int line) {}

  private final String file;
  private final List<Token> tokens = new ArrayList<>();
  private final int lastLine;
  private int next;

  /**
   * @param line of the first character, from 1
   */
  Tokens(String file, String text, int line) {
    this.file = file;
    Matcher m = TOKEN.matcher(text);
    int at = 0;
    int now = line;
    while (m.region(at, text.length()).lookingAt()) {
      now += lines(text, at, m.start(1));
      tokens.add(new Token(m.group(1), now));
      at = m.end();
      if (tokens.size() > MOST) {
        throw new LitmusException(
            file, now, "expected fewer than " + MOST + " words and signs here");
      }
    }
    String rest = text.substring(at);
    lastLine = now + lines(rest, 0, rest.length());
    if (!rest.isBlank()) {
      int blank = rest.length() - rest.stripLeading().length();
      throw new LitmusException(
          file,
          now + lines(rest, 0, blank),
          "expected a word, a number or one of /\\ \\/ ~ = : ; [ ] ( ), found "
              + Quoted.start(rest.strip()));
    }
  }

  private static int lines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  boolean atEnd() {
    return next == tokens.size();
  }

  /** The next token; empty at the end. */
  String peek() {
    return atEnd() ? "" : tokens.get(next).text();
  }

  /** The token after the next. */
  String peekSecond() {
    return next + 1 < tokens.size() ? tokens.get(next + 1).text() : "";
  }

  String take() {
    return tokens.get(next++).text();
  }

  /** Takes the next token if it equals a text. */
  boolean takeIf(String text) {
    boolean is = peek().equals(text);
    next += is ? 1 : 0;
    return is;
  }

  void expect(String text) {
    if (!takeIf(text)) {
      throw error(text);
    }
  }

  String name(String what) {
    if (!peek().matches("[A-Za-z_][\\w.]*")) {
      throw error(what);
    }
    return take();
  }

  boolean atNumber() {
    return peek().matches("-?\\d\\w*");
  }

  Value.Number number(String what) {
    if (!atNumber()) {
      throw error(what);
    }
    String text = peek();
    return new Value.Number(integer(text), text);
  }

  /** True if a CPU's number is next, {@code 0} or {@code P0}. */
  boolean atCpu() {
    return atNumber() || peek().matches("P\\d+") && peekSecond().equals(":");
  }

  /** Takes a CPU's number, {@code 0} or {@code P0}. */
  long cpu() {
    return peek().startsWith("P") && atCpu()
        ? integer(peek().substring(1))
        : number("a CPU's number").number();
  }

  /** Takes a number, whose digits are the next token. */
  private long integer(String digits) {
    try {
      long value = parse(digits);
      next++;
      return value;
    } catch (NumberFormatException e) {
      throw error("an integer of 64 bits");
    }
  }

  private static long parse(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    long value =
        hex ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseUnsignedLong(digits);
    if (negative && Long.compareUnsigned(value, Long.MIN_VALUE) > 0) {
      throw new NumberFormatException(text);
    }
    return negative ? -value : value;
  }

  /** An error that states what was expected in place of the next token. */
  LitmusException error(String expected) {
    String found = atEnd() ? "the end" : Quoted.start(peek());
    int line = atEnd() ? lastLine : tokens.get(next).line();
    return new LitmusException(file, line, "expected " + expected + ", found " + found);
  }

  /** Another error, at the token before the next one. */
  LitmusException wrong(String message) {
    int line = next == 0 ? lastLine : tokens.get(next - 1).line();
    return new LitmusException(file, line, message);
  }
}
