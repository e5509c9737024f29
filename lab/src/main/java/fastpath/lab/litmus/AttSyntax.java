package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * herd's X86_64 syntax: AT&amp;T syntax of GNU as, in either case. As in herd, {@code (x)}, {@code
 * [x]}, {@code x(%rip)} and {@code x} all mean the variable x, and a number alone is an immediate.
 */
final class AttSyntax implements Syntax {
  private static final Pattern REGISTER = Pattern.compile("%(\\w+)");
  private static final Pattern BARE = Pattern.compile("(?<![%\\w.$])([A-Za-z]\\w*)(?![\\w.])");
  private static final Pattern NUMBER = Pattern.compile("-?(0[xX][0-9a-fA-F]+|\\d+)");
  private static final Pattern NAME =
      Pattern.compile(
          "\\(\\s*([A-Za-z_][\\w.]*)\\s*\\)|([A-Za-z_][\\w.]*)\\s*\\(\\s*%rip\\s*\\)"
              + "|(?<![%\\w.])([A-Za-z_][\\w.]*)");

  @Override
  public String att(Statement cell, Consumer<String> variables) {
    if (cell.isJump()) {
      return cell.att(cell.name(), cell.operands());
    }
    String[] operands = Syntax.operands(cell.operands());
    for (int i = 0; i < operands.length; i++) {
      operands[i] = operand(operands[i], variables);
    }
    boolean memoryFirst = operands.length == 2 && !isMemory(operands[1]) && isMemory(operands[0]);
    if (memoryFirst && cell.name().startsWith("cmpxchg")) {
      // herd writes the destination of this instruction first.
      operands = new String[] {operands[1], operands[0]};
    }
    return cell.att(cell.name(), String.join(",", operands));
  }

  private static boolean isMemory(String operand) {
    return !operand.startsWith("%") && !operand.startsWith("$");
  }

  private static String operand(String text, Consumer<String> variables) {
    if (NUMBER.matcher(text).matches()) {
      return "$" + text;
    }
    String round = text.replace('[', '(').replace(']', ')');
    String registers = BARE.matcher(round).replaceAll(AttSyntax::bare);
    registers = REGISTER.matcher(registers).replaceAll(AttSyntax::register);
    Matcher m = NAME.matcher(registers);
    StringBuilder result = new StringBuilder();
    while (m.find()) {
      String name = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
      variables.accept(name);
      m.appendReplacement(result, Syntax.variable(name));
    }
    return m.appendTail(result).toString();
  }

  /** herd accepts a register whose percent sign is missing. */
  private static String bare(MatchResult word) {
    return Registers.named(word.group(1)).map(Reg::att).orElse(word.group());
  }

  private static String register(MatchResult word) {
    String name = word.group(1).toLowerCase(Locale.ROOT);
    if (Arrays.stream(Reg.values()).noneMatch(r -> r.att().equals("%" + name))) {
      throw new IllegalArgumentException(
          "expected a register, found " + Quoted.start(word.group()));
    }
    return "%" + name;
  }
}
