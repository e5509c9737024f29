package fastpath.lab.litmus;

import fastpath.emulator.isa.AttParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** herd's X86: destination first, memory in brackets, {@code MOV [x],$1}. */
final class IntelSyntax implements Syntax {
  private static final Pattern MEMORY =
      Pattern.compile("\\[\\s*(?:([A-Za-z_][\\w.]*)|%(\\w+))\\s*(?:([+-])\\s*(\\w+)\\s*)?\\]");
  private static final Pattern NUMBER = Pattern.compile("\\$?(-?(?:0[xX][0-9a-fA-F]+|\\d+))");
  private static final Pattern NAME = Pattern.compile("\\$?([A-Za-z_][\\w.]*)");
  private static final String UNSIZED = "set\\w+|cmpxchg(8|16)b|prefetch\\w*|clflush\\w*|clwb|jmp";

  private final Map<String, LitmusTest.Variable> declared;

  /**
   * @param declared whose types size an instruction that no register does
   */
  IntelSyntax(Map<String, LitmusTest.Variable> declared) {
    this.declared = declared;
  }

  @Override
  public String att(String cell, Consumer<String> variables) {
    StringBuilder text = new StringBuilder();
    String rest = cell.strip();
    String word = word(rest);
    while (AttParser.isPrefix(word.toLowerCase(Locale.ROOT))) {
      text.append(word.toLowerCase(Locale.ROOT)).append(' ');
      rest = rest.substring(word.length()).strip();
      word = word(rest);
    }
    String mnemonic = word.toLowerCase(Locale.ROOT);
    rest = rest.substring(word.length()).strip();
    if (Syntax.isJump(mnemonic)) {
      return text + mnemonic + " " + rest;
    }
    List<String> operands = new ArrayList<>();
    String suffix = mnemonic.matches(UNSIZED) ? "" : "l";
    for (String operand : rest.isEmpty() ? new String[0] : rest.split(",", -1)) {
      String one = operand.strip();
      operands.addFirst(operand(one, variables));
      suffix = Registers.named(one).isPresent() ? "" : suffix.equals("l") ? sized(one) : suffix;
    }
    boolean memory = operands.stream().anyMatch(o -> !o.startsWith("$") && !o.startsWith("%"));
    boolean already = mnemonic.matches("(mov|add|sub|and|or|xor|cmp|inc|dec|xchg)[bwlq]");
    text.append(mnemonic).append(memory && !already ? suffix : "");
    return text.append(' ').append(String.join(",", operands)).toString();
  }

  private static String word(String text) {
    return text.split("\\s", 2)[0];
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
    Matcher memory = MEMORY.matcher(text);
    if (memory.matches()) {
      return memory(memory, variables);
    }
    Matcher name = NAME.matcher(text);
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
    variables.accept(name);
    return Syntax.variable(name) + (offset.isEmpty() || offset.startsWith("-") ? "" : "+") + offset;
  }
}
