package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/**
 * The rows of descriptor tables and the machine status word. The interrupt descriptor table can be
 * loaded; the global descriptor table is {@link Descriptors} and cannot change: storing a table
 * register other than IDTR gives zeros, and loading one raises #GP.
 */
final class DescriptorRows {
  private DescriptorRows() {}

  static void write(Table t) {
    selector(t, "sldt", "0F 00 /0");
    selector(t, "str", "0F 00 /1");
    loaded(t, "lldt", "0F 00 /2", DescriptorRows::lacking).privileged();
    loaded(t, "ltr", "0F 00 /3", DescriptorRows::lacking).privileged();
    loaded(t, "verr", "0F 00 /4", l -> verify(l, 0));
    loaded(t, "verw", "0F 00 /5", l -> verify(l, Descriptors.WRITABLE));
    t.row("sgdt", "0F 01 /0", "m")
        .suffix(Suffix.NEVER)
        .means(l -> storeTable(l, l.imm(0), l.imm(0)));
    t.row("sidt", "0F 01 /1", "m")
        .suffix(Suffix.NEVER)
        .means(l -> storeTable(l, l.get(State.IDTR_LIMIT), l.get(State.IDTR_BASE)));
    t.row("lgdt", "0F 01 /2", "m").suffix(Suffix.NEVER).privileged().means(DescriptorRows::lacking);
    t.row("lidt", "0F 01 /3", "m").suffix(Suffix.NEVER).privileged().means(DescriptorRows::loadIdt);
    t.wide("smsw", "0F 01 /4", "rmv").means(DescriptorRows::storeStatusWord);
    t.row("smsw", "0F 01 /4", "m16").suffix(Suffix.NEVER).means(DescriptorRows::storeStatusWord);
    loaded(t, "lmsw", "0F 01 /6", DescriptorRows::loadStatusWord).privileged();
    look(t, "lar", "0F 02 /r", DescriptorRows::rights);
    look(t, "lsl", "0F 03 /r", l -> show(l, l.imm(Descriptors.LIMIT)));
  }

  /**
   * Adds rows that store a selector to a register of any size, or 16 bits to memory. A 64-bit
   * source is encoded like a 32-bit one.
   */
  private static void selector(Table t, String name, String encoding) {
    Meaning zero = l -> l.write(0, l.imm(0));
    t.row(name, encoding, "rm16").sized(16).means(zero);
    t.row(name, encoding, "rm32").sized(32).means(zero);
    t.row(name, encoding, "rm64").sized(64).decodeOnly().means(zero);
    t.row(name, encoding, "rm64").sourceOnly().means(zero);
    t.row(name, encoding, "m16").suffix(Suffix.NEVER).means(zero);
  }

  private static Rows loaded(Table t, String name, String encoding, Meaning meaning) {
    return t.row(name, encoding, "r/m16").suffix(Suffix.NEVER).means(meaning);
  }

  private static void lacking(Lift l) {
    l.trap(Uop.Trap.Kind.PRIVILEGED, 0);
  }

  private static void look(Table t, String name, String encoding, Meaning meaning) {
    t.wide(name, encoding, "rv,rmv").means(meaning);
    t.wide32(name, encoding, "rv,rm16").sourceOnly().means(meaning);
    t.wide(name, encoding, "rv,m16").suffix(Suffix.NEVER).means(meaning);
  }

  /**
   * Returns the access byte of the descriptor that an operand names if it is accessible; otherwise
   * 0.
   */
  private static int access(Lift l, int selector) {
    int access = l.pure(Fn.AND, entry(l, selector, Descriptors.ACCESS), l.imm(0xff));
    int inside = l.pure(Fn.IS_ZERO, l.pure(Fn.AND, selector, l.imm(Descriptors.OUTSIDE)));
    int levels = l.pure(Fn.OR, selector, l.get(State.CS));
    int kernel = l.pure(Fn.IS_ZERO, l.pure(Fn.AND, levels, l.imm(Descriptors.LEVEL)));
    int user = l.pure(Fn.AND, access, l.imm(Descriptors.DPL));
    int seen = l.pure(Fn.SELECT, inside, l.pure(Fn.OR, kernel, user), l.imm(0));
    return l.pure(Fn.SELECT, seen, access, l.imm(0));
  }

  /**
   * Returns a value whose low byte is the entry of a table of {@link Descriptors} at a selector's
   * index.
   */
  private static int entry(Lift l, int selector, long table) {
    return l.pure(Fn.SHR, l.imm(table), l.pure(Fn.AND, selector, l.imm(Descriptors.INDEX)));
  }

  /** Every descriptor is readable, because the table has no execute-only code segment. */
  private static void verify(Lift l, int needed) {
    int access = access(l, l.read(0));
    int fits = access;
    if (needed != 0) {
      int code = l.pure(Fn.AND, access, l.imm(Descriptors.CODE));
      int bits = l.pure(Fn.AND, access, l.imm(needed));
      fits = l.pure(Fn.SELECT, code, l.imm(0), bits);
    }
    zeroFlag(l, fits);
  }

  private static void zeroFlag(Lift l, int condition) {
    int set = l.pure(Fn.SELECT, condition, l.imm(Flags.ZF), l.imm(0));
    l.setFlags(set, Flags.ZF);
  }

  /** Computes the second doubleword of the descriptor without the bits of its base (SDM LAR). */
  private static void rights(Lift l) {
    int selector = l.read(1);
    int access = l.pure(Fn.AND, entry(l, selector, Descriptors.ACCESS), l.imm(0xff));
    int sizes = l.pure(Fn.AND, entry(l, selector, Descriptors.SIZES), l.imm(0xff));
    int high = l.pure(Fn.SHL, sizes, l.imm(16));
    show(l, l.pure(Fn.OR, high, l.pure(Fn.SHL, access, l.imm(8))));
  }

  /** Stores the value in the destination if the descriptor is accessible; ZF is then set. */
  private static void show(Lift l, int value) {
    int seen = access(l, l.read(1));
    l.write(0, l.pure(Fn.SELECT, seen, value, l.read(0)));
    zeroFlag(l, seen);
  }

  /** Stores a limit of 2 bytes, then a base of 8 bytes. */
  private static void storeTable(Lift l, int limit, int base) {
    int address = l.address(0);
    l.add(new Uop.Writable(address, 10));
    l.store(address, limit, 2);
    l.store(l.addressPlus(0, l.imm(2)), base, 8);
  }

  private static void loadIdt(Lift l) {
    int limit = l.load(l.address(0), 2);
    int base = l.load(l.addressPlus(0, l.imm(2)), 8);
    l.put(State.IDTR_LIMIT, limit);
    l.put(State.IDTR_BASE, base);
  }

  private static void storeStatusWord(Lift l) {
    int value = l.get(State.CR0);
    l.write(0, l.width() == 32 ? l.pure(32, Fn.ZX, value) : value);
  }

  /** Loads PE, MP, EM and TS of CR0; PE is not cleared (SDM LMSW). */
  private static void loadStatusWord(Lift l) {
    int word = l.pure(Fn.AND, l.read(0), l.imm(15));
    int rest = l.pure(Fn.AND, l.get(State.CR0), l.imm(~14L));
    l.put(State.CR0, l.pure(Fn.OR, rest, word));
  }
}
