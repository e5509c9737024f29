package fastpath.codegen.lower;

import fastpath.codegen.pp.Token;
import fastpath.emulator.isa.Reg;
import java.util.EnumSet;
import java.util.Set;

/**
 * An operand constraint of inline asm (gcc's manual, "Machine Constraints", x86 family).
 *
 * @param registers the 64-bit registers that are allowed; null for any general-purpose register
 * @param tiedTo the number of the output that must have the same location as this input, or -1
 * @param flag the condition of a flag output {@code =@cc}, or null
 */
record Constraint(
    boolean readWrite,
    boolean earlyClobber,
    Set<Reg> registers,
    boolean register,
    boolean memory,
    boolean immediate,
    int tiedTo,
    String flag) {

  static Constraint parse(String text, Token at) {
    if (text.startsWith("=@cc")) {
      return new Constraint(false, false, null, false, false, false, -1, text.substring(4));
    }
    Set<Reg> registers = EnumSet.noneOf(Reg.class);
    boolean any = false;
    boolean memory = false;
    boolean immediate = false;
    boolean readWrite = false;
    boolean early = false;
    int tied = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '=', '%', ',', '?', '!', '*', ' ', '\t' -> {}
        case '+' -> readWrite = true;
        case '&' -> early = true;
        case 'r', 'q', 'R', 'l' -> any = true;
        case 'Q' -> registers.addAll(EnumSet.of(Reg.RAX, Reg.RBX, Reg.RCX, Reg.RDX));
        case 'a' -> registers.add(Reg.RAX);
        case 'b' -> registers.add(Reg.RBX);
        case 'c' -> registers.add(Reg.RCX);
        case 'd' -> registers.add(Reg.RDX);
        case 'S' -> registers.add(Reg.RSI);
        case 'D' -> registers.add(Reg.RDI);
        case 'm', 'o', 'V' -> memory = true;
        case 'i', 'n', 's', 'E', 'e', 'Z', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'W' ->
            immediate = true;
        case 'g', 'X' -> {
          any = true;
          memory = true;
          immediate = true;
        }
        case 'p' -> any = true;
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          int end = i;
          while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
          }
          tied = Integer.parseInt(text.substring(i, end));
          i = end - 1;
        }
        default ->
            throw at.error("asm constraint '" + c + "' in \"" + text + "\" is not supported");
      }
    }
    boolean register = any || !registers.isEmpty();
    return new Constraint(
        readWrite,
        early,
        any || registers.isEmpty() ? null : registers,
        register,
        memory,
        immediate,
        tied,
        null);
  }

  boolean memoryOnly() {
    return memory && !register && !immediate;
  }

  Constraint onlyMemory() {
    return new Constraint(readWrite, earlyClobber, null, false, true, false, -1, null);
  }

  Constraint noMemory() {
    return new Constraint(readWrite, earlyClobber, registers, true, false, false, -1, null);
  }

  Constraint asRegister() {
    return new Constraint(readWrite, earlyClobber, registers, true, false, false, tiedTo, null);
  }
}
