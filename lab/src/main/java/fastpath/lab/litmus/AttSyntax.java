package fastpath.lab.litmus;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** herd's X86_64: AT&amp;T as GNU as takes it; {@code (x)}, {@code x(%rip)} and {@code x} are x. */
final class AttSyntax implements Syntax {
  private static final Pattern NAME =
      Pattern.compile(
          "\\(\\s*([A-Za-z_][\\w.]*)\\s*\\)|([A-Za-z_][\\w.]*)\\s*\\(\\s*%rip\\s*\\)"
              + "|(?<![%\\w.])([A-Za-z_][\\w.]*)");

  @Override
  public String att(String cell, Consumer<String> variables) {
    int start = start(cell);
    String mnemonic = cell.substring(0, start);
    String operands = cell.substring(start);
    if (Syntax.isJump(mnemonic.strip())) {
      return cell;
    }
    Matcher m = NAME.matcher(operands);
    StringBuilder text = new StringBuilder(mnemonic);
    while (m.find()) {
      String name = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
      variables.accept(name);
      m.appendReplacement(text, Syntax.variable(name));
    }
    return m.appendTail(text).toString();
  }

  /** Where operands begin, after prefixes and mnemonic. */
  private static int start(String cell) {
    int end = 0;
    String word;
    do {
      int begin = end;
      while (begin < cell.length() && cell.charAt(begin) == ' ') {
        begin++;
      }
      end = begin;
      while (end < cell.length() && cell.charAt(end) != ' ') {
        end++;
      }
      word = cell.substring(begin, end);
    } while (fastpath.emulator.isa.AttParser.isPrefix(word) && end < cell.length());
    return end;
  }
}
