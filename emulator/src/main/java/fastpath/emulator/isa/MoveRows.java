package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;
import fastpath.emulator.isa.Operand.Mem;

/** The rows of data movement, which changes no flags. */
final class MoveRows {
  private static Rows move(Rows rows) {
    return rows.action(Action.MOVE);
  }

  private static final String BSWAP16 =
      "BSWAP, Description: when the BSWAP instruction references a 16-bit register, the result is"
          + " undefined.";

  private MoveRows() {}

  static void write(Table t) {
    mov(t);
    special(t);
    extend(t);
    t.wide("lea", "8D /r", "rv,m").suffix(Suffix.NEVER).means(MoveRows::lea);
    t.wide32("bswap", "0F C8+rd", "rv").means(l -> l.write(0, l.sized(Fn.BSWAP, l.read(0))));
    t.row("bswap", "0F C8+rd", "r16")
        .sized(16)
        .decodeOnly()
        .undefined((width, count) -> 0, (width, count, after) -> true, BSWAP16)
        .means(l -> l.write(0, l.imm(0)));
    Meaning movbe = l -> l.write(0, l.sized(Fn.BSWAP, l.read(1)));
    t.wide("movbe", "NFx 0F 38 F0 /r", "rv,mv").means(movbe);
    t.wide("movbe", "NFx 0F 38 F1 /r", "mv,rv").means(movbe);
    t.wide32("movnti", "NP 0F C3 /r", "mv,rv").weaklyOrdered().means(l -> l.write(0, l.read(1)));
    within(t);
    t.row("xlat", "D7", "[rbx]8").alias("xlatb").suffix(Suffix.NEVER).means(MoveRows::xlat);
  }

  private static void mov(Table t) {
    Meaning copy = l -> l.write(0, l.readZeroExtended(1));
    move(t.row("mov", "88 /r", "r/m8,r8")).means(l -> l.write(0, l.read(1)));
    move(t.wide("mov", "89 /r", "r/mv,rv")).means(MoveRows::store);
    move(t.row("mov", "8A /r", "r8,r/m8")).means(l -> l.write(0, l.read(1)));
    move(t.wide("mov", "8B /r", "rv,r/mv")).means(copy);
    move(t.row("mov", "B0+rb ib", "r8,imm8")).means(MoveRows::constant);
    move(t.row("mov", "B8+rw iw", "r16,imm16")).sized(16).means(MoveRows::constant);
    move(t.row("mov", "B8+rd id", "r32,imm32")).sized(32).means(MoveRows::constant);
    move(t.row("mov", "C6 /0 ib", "r/m8,imm8")).means(MoveRows::constant);
    move(t.wide("mov", "C7 /0 iz", "r/mv,immz")).means(MoveRows::constant);
    move(t.row("mov", "B8+rd io", "r64,imm64")).sized(64).att("movabs").means(MoveRows::constant);
    move(t.row("mov", "A0 mo", "al,moffs8")).att("movabs").means(copy);
    move(t.wide("mov", "A1 mo", "accv,moffsv")).att("movabs").means(copy);
    move(t.row("mov", "A2 mo", "moffs8,al")).att("movabs").means(l -> l.write(0, l.read(1)));
    move(t.wide("mov", "A3 mo", "moffsv,accv")).att("movabs").means(l -> l.write(0, l.read(1)));
  }

  /**
   * A store to memory writes only the low bytes of the value; a 32-bit value in a register is
   * zero-extended.
   */
  private static void store(Lift l) {
    boolean memory = l.insn().operand(0) instanceof Mem;
    l.write(0, memory ? l.read(1) : l.readZeroExtended(1));
  }

  private static void constant(Lift l) {
    long value = ((Operand.Imm) l.insn().operand(1)).value();
    l.write(0, l.imm(Alu.zx(l.width(), value)));
  }

  private static void special(Table t) {
    Meaning copy = l -> l.write(0, l.read(1));
    move(t.row("mov", "8C /r", "rm16,sreg")).sized(16).means(copy);
    move(t.row("mov", "8C /r", "rm32,sreg")).sized(32).means(copy);
    move(t.row("mov", "8C /r", "rm64,sreg")).sized(64).decodeOnly().means(copy);
    move(t.row("mov", "8C /r", "rm64,sreg")).sourceOnly().means(copy);
    move(t.row("mov", "8C /r", "m16,sreg")).suffix(Suffix.NEVER).means(copy);
    Meaning load = MoveRows::toSegment;
    move(t.row("mov", "8E /r", "sreg,rm32")).sized(32).means(load);
    move(t.row("mov", "8E /r", "sreg,rm16")).sourceOnly().means(load);
    move(t.row("mov", "8E /r", "sreg,rm64")).sourceOnly().means(load);
    move(t.row("mov", "8E /r", "sreg,rm16")).sized(16).decodeOnly().means(load);
    move(t.row("mov", "8E /r", "sreg,rm64")).sized(64).decodeOnly().means(load);
    move(t.row("mov", "8E /r", "sreg,m16")).suffix(Suffix.NEVER).means(load);
    control(move(t.row("mov", "0F 20 /r", "rm64,cr")).privileged()).means(copy);
    control(move(t.row("mov", "0F 22 /r", "cr,rm64")).privileged()).means(MoveRows::toControl);
    Meaning debug = l -> l.trap(Uop.Trap.Kind.PRIVILEGED, 0);
    move(t.row("mov", "0F 21 /r", "rm64,dr")).privileged().means(debug);
    move(t.row("mov", "0F 23 /r", "dr,rm64")).privileged().means(debug);
  }

  private static Rows control(Rows rows) {
    return rows.differs(MakerDifference.ALTERNATE_CR8).lockMeansCr8();
  }

  private static void toSegment(Lift l) {
    loadSegment(l, ((Operand.RegOp) l.insn().operand(0)).reg().number(), l.read(1));
  }

  /**
   * The base of every descriptor is 0, and so is the base of a null selector (SDM vol. 3A, 3.4.4).
   */
  static void loadSegment(Lift l, int number, int value) {
    int selector = l.pure(16, Fn.ZX, value);
    l.add(new Uop.Put(State.SELECTOR, selector));
    l.trap(Uop.Trap.Kind.LOAD_SEGMENT, number);
    State segment = State.segment(number);
    l.put(segment, selector);
    if (segment == State.FS || segment == State.GS) {
      l.put(segment == State.FS ? State.FS_BASE : State.GS_BASE, l.imm(0));
    }
  }

  private static void toControl(Lift l) {
    int number = ((Operand.RegOp) l.insn().operand(0)).reg().number();
    int from = ((Operand.RegOp) l.insn().operand(1)).reg().number();
    l.add(new Uop.Trap(Uop.Trap.Kind.WRITE_CONTROL, number << 4 | from));
    int value = l.read(1);
    switch (number) {
      case 0 -> l.put(State.CR0, value);
      case 2 -> l.put(State.CR2, value);
      case 3 -> l.put(State.CR3, value);
      case 4 -> l.put(State.CR4, value);
      case 8 -> l.put(State.CR8, value);
      default -> l.trap(Uop.Trap.Kind.UD, 0);
    }
  }

  private static void extend(Table t) {
    zero(t.wide("movzx", "0F B6 /r", "rv,r/m8").att("movzb"), 8);
    zero(t.wide32("movzx", "0F B7 /r", "rv,r/m16").att("movzw"), 16);
    t.row("movzx", "0F B7 /r", "r16,r/m16")
        .sized(16)
        .att("movzw")
        .suffix(Suffix.ALWAYS)
        .decodeOnly()
        .means(l -> l.write(0, l.read(1)));
    t.wide("movsx", "0F BE /r", "rv,r/m8")
        .att("movsb")
        .suffix(Suffix.ALWAYS)
        .means(l -> l.write(0, l.pure(8, signExtension(l), l.read(1))));
    t.wide32("movsx", "0F BF /r", "rv,r/m16")
        .att("movsw")
        .suffix(Suffix.ALWAYS)
        .means(l -> l.write(0, l.pure(16, signExtension(l), l.read(1))));
    t.row("movsx", "0F BF /r", "r16,r/m16")
        .sized(16)
        .att("movsw")
        .suffix(Suffix.ALWAYS)
        .decodeOnly()
        .means(l -> l.write(0, l.read(1)));
    t.row("movsxd", "63 /r", "r64,r/m32")
        .sized(64)
        .att("movsl")
        .alias("movsx")
        .suffix(Suffix.ALWAYS)
        .means(l -> l.write(0, l.pure(32, Fn.SX, l.read(1))));
    movsxd16(t, CpuProfile.INTEL, "r16,r/m16");
    movsxd16(t, CpuProfile.AMD, "r16,r/m32");
    t.row("movsxd", "63 /r", "r32,r/m32")
        .sized(32)
        .decodeOnly()
        .suffix(Suffix.NEVER)
        .means(l -> l.write(0, l.readZeroExtended(1)));
  }

  private static void movsxd16(Table t, CpuProfile maker, String operands) {
    t.row("movsxd", "63 /r", operands)
        .sized(16)
        .decodeOnly()
        .only(maker, MakerDifference.MOVSXD16)
        .suffix(Suffix.NEVER)
        .means(l -> l.write(0, l.read(1)));
  }

  private static Fn signExtension(Lift l) {
    return l.width() == 32 ? Fn.SX_LOW : Fn.SX;
  }

  private static void zero(Rows rows, int bits) {
    rows.suffix(Suffix.ALWAYS)
        .means(l -> {
          boolean loaded = l.insn().operand(1) instanceof Mem;
          l.write(0, loaded ? l.read(1) : l.pure(bits, Fn.ZX, l.read(1)));
        });
  }

  private static void lea(Lift l) {
    int address = l.effective((Mem) l.insn().operand(1));
    l.write(0, l.width() == 32 ? l.pure(32, Fn.ZX, address) : address);
  }

  /** The instructions cbw, cwde, cdqe and cwd, cdq, cqo sign-extend the accumulator. */
  private static void within(Table t) {
    t.row("cbw", "98", "")
        .sized(16)
        .att("cbtw")
        .suffix(Suffix.NEVER)
        .means(l -> sign(l, 8, Fn.SX, Reg.AX));
    t.row("cwde", "98", "")
        .sized(32)
        .att("cwtl")
        .suffix(Suffix.NEVER)
        .means(l -> sign(l, 16, Fn.SX_LOW, Reg.EAX));
    t.row("cdqe", "98", "")
        .sized(64)
        .att("cltq")
        .suffix(Suffix.NEVER)
        .means(l -> sign(l, 32, Fn.SX, Reg.RAX));
    t.row("cwd", "99", "").sized(16).att("cwtd").suffix(Suffix.NEVER).means(l -> spread(l, Reg.DX));
    t.row("cdq", "99", "")
        .sized(32)
        .att("cltd")
        .suffix(Suffix.NEVER)
        .means(l -> spread(l, Reg.EDX));
    t.row("cqo", "99", "")
        .sized(64)
        .att("cqto")
        .suffix(Suffix.NEVER)
        .means(l -> spread(l, Reg.RDX));
  }

  private static void sign(Lift l, int bits, Fn fn, Reg to) {
    l.writeRegister(to, l.pure(bits, fn, l.get(State.RAX)));
  }

  private static void spread(Lift l, Reg to) {
    l.writeRegister(to, l.sized(Fn.SAR, l.get(State.RAX), l.imm(l.width() - 1)));
  }

  private static void xlat(Lift l) {
    int al = l.pure(8, Fn.ZX, l.get(State.RAX));
    l.writeRegister(Reg.AL, l.load(l.addressPlus(0, al), 1));
  }
}
