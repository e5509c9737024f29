package fastpath.emulator.isa;

import java.util.List;

/**
 * The predicates of comparisons, which are immediates and can also be written as part of the
 * mnemonic.
 */
enum Predicates {
  SSE("imm8cmp", List.of("eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord")),
  AVX(
      "imm8vcmp",
      List.of(
          "eq",
          "lt",
          "le",
          "unord",
          "neq",
          "nlt",
          "nle",
          "ord",
          "eq_uq",
          "nge",
          "ngt",
          "false",
          "neq_oq",
          "ge",
          "gt",
          "true",
          "eq_os",
          "lt_oq",
          "le_oq",
          "unord_s",
          "neq_us",
          "nlt_uq",
          "nle_uq",
          "ord_s",
          "eq_us",
          "nge_uq",
          "ngt_uq",
          "false_os",
          "neq_os",
          "ge_oq",
          "gt_oq",
          "true_us")),
  /** The comparison predicates of AVX-512 integers, two of which have no word. */
  AVX512("imm8vpcmp", List.of("eq", "lt", "le", "", "neq", "nlt", "nle", "")),
  XOP("imm8vpcom", List.of("lt", "le", "gt", "ge", "eq", "neq", "false", "true")),
  /** The halves that pclmulqdq multiplies; objdump prints the immediate 10 as 2 and 11 as 3. */
  CARRYLESS(
      "imm8pclmul",
      List.of(
          "lql", "hql", "lqh", "hqh", "", "", "", "", "", "", "", "", "", "", "", "", "lqh",
          "hqh"));

  private final String notation;
  private final List<String> texts;

  Predicates(String notation, List<String> texts) {
    this.notation = notation;
    this.texts = texts;
  }

  /** Returns the predicates with a name in the rows' notation. */
  static Predicates of(String operands) {
    for (Predicates predicates : values()) {
      if (operands.endsWith(predicates.notation)) {
        return predicates;
      }
    }
    throw new IllegalArgumentException("no predicate in " + operands);
  }

  /**
   * Returns the word that an immediate adds to the mnemonic; "" if there is none and the immediate
   * is printed as an operand.
   */
  String text(int immediate) {
    return immediate < texts.size() ? texts.get(immediate) : "";
  }
}
