package fastpath.codegen.asm;

/**
 * The value of an expression: a number, a place in a section, or an undefined symbol, plus an
 * offset.
 *
 * @param frag the fragment that the offset counts from; null if the value is not in a section
 * @param undefined the symbol that the offset counts from; null if the value is defined
 */
record ResolvedValue(Frag frag, AsmSymbol undefined, long offset) {
  static ResolvedValue number(long n) {
    return new ResolvedValue(null, null, n);
  }

  boolean isNumber() {
    return frag == null && undefined == null;
  }

  SectionLayout section() {
    return frag == null ? null : frag.section;
  }

  /** The value's address in its section, or the number. */
  long address() {
    return frag == null ? offset : frag.address + offset;
  }

  ResolvedValue plus(long n) {
    return n == 0 ? this : new ResolvedValue(frag, undefined, offset + n);
  }
}
