package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** herd's X86 syntax: the destination first, memory in brackets, for example {@code MOV [x],$1}. */
final class IntelSyntax implements Syntax {
  private static final Pattern MEMORY =
      Pattern.compile("\\[\\s*(?:([A-Za-z_][\\w.]*)|%(\\w+))\\s*(?:([+-])\\s*(\\w+)\\s*)?\\]");
  private static final Pattern NUMBER = Pattern.compile("\\$?(-?(?:0[xX][0-9a-fA-F]+|\\d+))");
  private static final Pattern ADDRESS = Pattern.compile("\\$([A-Za-z_][\\w.]*)");
  private static final Pattern ROUND = Pattern.compile("\\(\\s*(%?\\w+)\\s*\\)");
  private static final String UNSIZED = "set\\w+|cmpxchg(8|16)b|prefetch\\w*|clflush\\w*|clwb|jmp";

  private final Map<String, LitmusTest.Variable> declared;

  /**
   * @param declared the declared variables; the type of a variable is the operand size of an
   *     instruction without a register operand
   */
  IntelSyntax(Map<String, LitmusTest.Variable> declared) {
    this.declared = declared;
  }

  @Override
  public String att(Statement cell, Consumer<String> variables) {
    if (cell.isJump()) {
      return cell.att(cell.name(), cell.operands());
    }
    List<String> operands = new ArrayList<>();
    String suffix = cell.name().matches(UNSIZED) ? "" : "l";
    for (String one : Syntax.operands(cell.operands())) {
      operands.addFirst(operand(one, variables));
      suffix = Registers.named(one).isPresent() ? "" : suffix.equals("l") ? sized(one) : suffix;
    }
    boolean memory = operands.stream().anyMatch(o -> !o.startsWith("$") && !o.startsWith("%"));
    boolean already = cell.name().matches("(mov|add|sub|and|or|xor|cmp|inc|dec|xchg)[bwlq]");
    return cell.att(cell.name() + (memory && !already ? suffix : ""), String.join(",", operands));
  }

  private String sized(String operand) {
    Matcher m = MEMORY.matcher(operand);
    LitmusTest.Variable v = m.matches() && m.group(1) != null ? declared.get(m.group(1)) : null;
    return v == null
        ? "l"
        : switch (v.typeOrInt().bytes()) {
          case 1 -> "b";
          case 2 -> "w";
          case 8 -> "q";
          default -> "l";
        };
  }

  private static String operand(String text, Consumer<String> variables) {
    if (Registers.named(text).isPresent()) {
      return Registers.named(text).get().att();
    }
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return "$" + number.group(1);
    }
    Matcher round = ROUND.matcher(text);
    if (round.matches() && Registers.named(round.group(1)).isPresent()) {
      return "(" + Registers.named(round.group(1)).get().full().att() + ")";
    }
    Matcher memory = MEMORY.matcher(text);
    if (memory.matches()) {
      return memory(memory, variables);
    }
    Matcher name = ADDRESS.matcher(text);
    if (name.matches()) {
      variables.accept(name.group(1));
      return "$" + Syntax.variable(name.group(1));
    }
    throw new IllegalArgumentException(
        "expected a register, $number or [variable], found " + Quoted.start(text));
  }

  private static String memory(Matcher m, Consumer<String> variables) {
    String name = m.group(1) != null ? m.group(1) : m.group(2);
    String offset = m.group(3) == null ? "" : m.group(3).replace("+", "") + m.group(4);
    var register = Registers.named(name);
    if (register.isPresent()) {
      return offset + "(" + register.get().full().att() + ")";
    }
    if (m.group(2) != null) {
      throw new IllegalArgumentException("expected a register, found " + Quoted.start("%" + name));
    }
    variables.accept(name);
    return Syntax.variable(name) + (offset.isEmpty() || offset.startsWith("-") ? "" : "+") + offset;
  }
}
