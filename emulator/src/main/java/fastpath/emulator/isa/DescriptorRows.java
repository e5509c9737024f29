package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/**
 * Descriptor tables and the machine status word. The machine has an interrupt descriptor table and
 * no other: stores of the others give zeros, loads of them #GP, and no selector names a descriptor,
 * so that lar, lsl, verr and verw clear ZF and leave their destination.
 */
final class DescriptorRows {
  private DescriptorRows() {}

  static void write(Table t) {
    selector(t, "sldt", "0F 00 /0");
    selector(t, "str", "0F 00 /1");
    loaded(t, "lldt", "0F 00 /2", DescriptorRows::lacking);
    loaded(t, "ltr", "0F 00 /3", DescriptorRows::lacking);
    loaded(t, "verr", "0F 00 /4", l -> noDescriptor(l, 0));
    loaded(t, "verw", "0F 00 /5", l -> noDescriptor(l, 0));
    t.row("sgdt", "0F 01 /0", "m")
        .suffix(Suffix.NEVER)
        .means(l -> storeTable(l, l.imm(0), l.imm(0)));
    t.row("sidt", "0F 01 /1", "m")
        .suffix(Suffix.NEVER)
        .means(l -> storeTable(l, l.get(State.IDTR_LIMIT), l.get(State.IDTR_BASE)));
    t.row("lgdt", "0F 01 /2", "m").suffix(Suffix.NEVER).means(DescriptorRows::lacking);
    t.row("lidt", "0F 01 /3", "m").suffix(Suffix.NEVER).means(DescriptorRows::loadIdt);
    t.wide("smsw", "0F 01 /4", "rmv").means(DescriptorRows::storeStatusWord);
    t.row("smsw", "0F 01 /4", "m16").suffix(Suffix.NEVER).means(DescriptorRows::storeStatusWord);
    loaded(t, "lmsw", "0F 01 /6", DescriptorRows::loadStatusWord);
    for (String name : new String[] {"lar", "lsl"}) {
      String opcode = name.equals("lar") ? "0F 02 /r" : "0F 03 /r";
      t.wide(name, opcode, "rv,rmv").means(l -> noDescriptor(l, 1));
      t.wide(name, opcode, "rv,m16").suffix(Suffix.NEVER).means(l -> noDescriptor(l, 1));
    }
  }

  /** To a register of any size, or 16 bits to memory. Source of 64 bits is encoded as of 32. */
  private static void selector(Table t, String name, String encoding) {
    Meaning zero = l -> l.write(0, l.imm(0));
    t.row(name, encoding, "rm16").sized(16).means(zero);
    t.row(name, encoding, "rm32").sized(32).means(zero);
    t.row(name, encoding, "rm64").sized(64).decodeOnly().means(zero);
    t.row(name, encoding, "rm64").sourceOnly().means(zero);
    t.row(name, encoding, "m16").suffix(Suffix.NEVER).means(zero);
  }

  private static void loaded(Table t, String name, String encoding, Meaning meaning) {
    t.row(name, encoding, "r/m16").suffix(Suffix.NEVER).means(meaning);
  }

  private static void lacking(Lift l) {
    l.trap(Uop.Trap.Kind.PRIVILEGED, 0);
  }

  private static void noDescriptor(Lift l, int selector) {
    l.read(selector);
    l.setFlags(l.imm(0), Flags.ZF);
  }

  /** A limit of 2 bytes, then a base of 8. */
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
    l.write(0, l.width() == 32 ? l.pure(Fn.ZX32, value) : value);
  }

  /** PE, MP, EM and TS; PE is not cleared (SDM LMSW). */
  private static void loadStatusWord(Lift l) {
    int word = l.pure(Fn.AND64, l.read(0), l.imm(15));
    int rest = l.pure(Fn.AND64, l.get(State.CR0), l.imm(~14L));
    l.put(State.CR0, l.pure(Fn.OR64, rest, word));
  }
}
