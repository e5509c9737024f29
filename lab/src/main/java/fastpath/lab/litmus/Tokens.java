package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of the words, numbers and signs of a part of a test, with their lines. */
final class Tokens {
  /**
   * Limit on the number of tokens, far above any test's. The limit also bounds the nesting of
   * conditions.
   */
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
   * @param line the line number of the first character, from 1
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

  /** Returns the next token without taking it; empty at the end. */
  String peek() {
    return atEnd() ? "" : tokens.get(next).text();
  }

  /** Returns the token after the next one; empty at the end. */
  String peekSecond() {
    return next + 1 < tokens.size() ? tokens.get(next + 1).text() : "";
  }

  String take() {
    return tokens.get(next++).text();
  }

  /** Takes the next token if it equals a text; true if it does. */
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

  /** True if the next token is a CPU's number, {@code 0} or {@code P0}. */
  boolean atCpu() {
    return atNumber() || peek().matches("P\\d+") && peekSecond().equals(":");
  }

  /** Takes a CPU's number, {@code 0} or {@code P0}, and returns the number. */
  long cpu() {
    return peek().startsWith("P") && atCpu()
        ? integer(peek().substring(1))
        : number("a CPU's number").number();
  }

  /**
   * Takes the next token, whose digits are given, and returns its value as an integer of 64 bits.
   */
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

  /** Returns an error that states what was expected instead of the next token. */
  LitmusException error(String expected) {
    String found = atEnd() ? "the end" : Quoted.start(peek());
    int line = atEnd() ? lastLine : tokens.get(next).line();
    return new LitmusException(file, line, "expected " + expected + ", found " + found);
  }

  /** Returns an error with the given message, at the line of the last token taken. */
  LitmusException wrong(String message) {
    int line = next == 0 ? lastLine : tokens.get(next - 1).line();
    return new LitmusException(file, line, message);
  }
}
