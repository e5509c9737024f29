package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Bank;
import fastpath.emulator.isa.ListedOperand.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the notation of operands in the listed rows: {@code xmm} is ModRM.reg, {@code xmmb}
 * VEX.vvvv, {@code xmm/m128} ModRM.rm, {@code rmxmm} ModRM.rm as a register, {@code xmmi} bits 7 to
 * 4 of an immediate byte. The operands {@code vmm} and {@code mv} have the vector length, {@code
 * hmm} and {@code mh} half of it, {@code mq} and {@code me} a quarter and an eighth; {@code /b32}
 * is a broadcast element, and {@code m32[vmm]} memory at vector indexes.
 */
final class ListedOperands {
  private static final String FIXED_REGISTERS = "ax ebx ecx edx eax rax";

  private ListedOperands() {}

  static List<ListedOperand> parse(String text) {
    List<ListedOperand> operands = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.strip().split(", ")) {
      operands.add(operand(part));
    }
    return List.copyOf(operands);
  }

  private static ListedOperand operand(String text) {
    switch (text) {
      case "{er}":
        return of(Place.ROUNDING, null, 0);
      case "{sae}":
        return of(Place.NO_EXCEPTIONS, null, 0);
      case "imm4":
        return of(Place.IMMEDIATE_LOW, null, 0);
      case "rel32":
        return of(Place.RELATIVE, null, 4);
      case "st(i)":
        return of(Place.OPCODE, Bank.X87, 0);
      case "st":
        return of(Place.FIXED, Bank.X87, -1);
      case "<xmm0>":
        return of(Place.FIXED, Bank.XMM, 0);
      case "*m":
        return memory(null, "m");
      default:
        break;
    }
    if (text.startsWith("imm8") && text.length() > 4) {
      return of(Place.PREDICATE, null, 1);
    }
    if (text.startsWith("imm")) {
      return of(Place.IMMEDIATE, null, Integer.parseInt(text, 3, text.length(), 10) / 8);
    }
    return FIXED_REGISTERS.contains(text) ? implied(text) : register(text);
  }

  private static ListedOperand implied(String text) {
    Bank bank = text.equals("ax") ? Bank.R16 : text.charAt(0) == 'e' ? Bank.R32 : Bank.R64;
    int number = "acdb".indexOf(text.charAt(text.length() - 2));
    return of(Place.FIXED, bank, number);
  }

  private static ListedOperand register(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? text : text.substring(0, slash);
    Bank bank = bank(first);
    if (bank != null && slash >= 0) {
      return memory(bank, text.substring(slash + 1));
    }
    if (bank != null) {
      return of(Place.REG, bank, 0);
    }
    if (first.startsWith("rm")) {
      return of(Place.RM, bank(first.substring(2)), 0);
    }
    if (first.charAt(0) == 'm') {
      return memory(null, text);
    }
    Bank other = bank(first.substring(0, first.length() - 1));
    return of(first.endsWith("b") ? Place.VVVV : Place.IMMEDIATE_REGISTER, other, 0);
  }

  private static ListedOperand memory(Bank bank, String text) {
    int slash = text.indexOf("/b");
    int broadcast = slash < 0 ? 0 : Integer.parseInt(text, slash + 2, text.length(), 10);
    String size = slash < 0 ? text : text.substring(0, slash);
    int bracket = size.indexOf('[');
    Bank index = bracket < 0 ? null : bank(size.substring(bracket + 1, size.length() - 1));
    size = bracket < 0 ? size : size.substring(0, bracket);
    char last = size.charAt(size.length() - 1);
    int part = size.length() == 1 ? 0 : 1 << Math.max(0, "vhqe".indexOf(last));
    boolean fixed = Character.isDigit(last);
    int bits = fixed ? Integer.parseInt(size, 1, size.length(), 10) : 0;
    return new ListedOperand(Place.RM, bank, true, bits, fixed ? 0 : part, index, broadcast, 0);
  }

  private static Bank bank(String text) {
    for (Bank bank : Bank.values()) {
      if (bank.text().equals(text)) {
        return bank;
      }
    }
    return null;
  }

  private static ListedOperand of(Place place, Bank bank, int fixed) {
    return new ListedOperand(place, bank, false, 0, 0, null, 0, fixed);
  }
}
