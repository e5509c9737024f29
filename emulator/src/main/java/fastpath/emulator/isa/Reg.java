package fastpath.emulator.isa;

import java.util.Arrays;
import java.util.List;

/** The registers that an operand can be. */
public enum Reg {
  RAX("rax", 0, 64, Kind.GPR),
  RCX("rcx", 1, 64, Kind.GPR),
  RDX("rdx", 2, 64, Kind.GPR),
  RBX("rbx", 3, 64, Kind.GPR),
  RSP("rsp", 4, 64, Kind.GPR),
  RBP("rbp", 5, 64, Kind.GPR),
  RSI("rsi", 6, 64, Kind.GPR),
  RDI("rdi", 7, 64, Kind.GPR),
  R8("r8", 8, 64, Kind.GPR),
  R9("r9", 9, 64, Kind.GPR),
  R10("r10", 10, 64, Kind.GPR),
  R11("r11", 11, 64, Kind.GPR),
  R12("r12", 12, 64, Kind.GPR),
  R13("r13", 13, 64, Kind.GPR),
  R14("r14", 14, 64, Kind.GPR),
  R15("r15", 15, 64, Kind.GPR),
  EAX("eax", 0, 32, Kind.GPR),
  ECX("ecx", 1, 32, Kind.GPR),
  EDX("edx", 2, 32, Kind.GPR),
  EBX("ebx", 3, 32, Kind.GPR),
  ESP("esp", 4, 32, Kind.GPR),
  EBP("ebp", 5, 32, Kind.GPR),
  ESI("esi", 6, 32, Kind.GPR),
  EDI("edi", 7, 32, Kind.GPR),
  R8D("r8d", 8, 32, Kind.GPR),
  R9D("r9d", 9, 32, Kind.GPR),
  R10D("r10d", 10, 32, Kind.GPR),
  R11D("r11d", 11, 32, Kind.GPR),
  R12D("r12d", 12, 32, Kind.GPR),
  R13D("r13d", 13, 32, Kind.GPR),
  R14D("r14d", 14, 32, Kind.GPR),
  R15D("r15d", 15, 32, Kind.GPR),
  AX("ax", 0, 16, Kind.GPR),
  CX("cx", 1, 16, Kind.GPR),
  DX("dx", 2, 16, Kind.GPR),
  BX("bx", 3, 16, Kind.GPR),
  SP("sp", 4, 16, Kind.GPR),
  BP("bp", 5, 16, Kind.GPR),
  SI("si", 6, 16, Kind.GPR),
  DI("di", 7, 16, Kind.GPR),
  R8W("r8w", 8, 16, Kind.GPR),
  R9W("r9w", 9, 16, Kind.GPR),
  R10W("r10w", 10, 16, Kind.GPR),
  R11W("r11w", 11, 16, Kind.GPR),
  R12W("r12w", 12, 16, Kind.GPR),
  R13W("r13w", 13, 16, Kind.GPR),
  R14W("r14w", 14, 16, Kind.GPR),
  R15W("r15w", 15, 16, Kind.GPR),
  AL("al", 0, 8, Kind.GPR),
  CL("cl", 1, 8, Kind.GPR),
  DL("dl", 2, 8, Kind.GPR),
  BL("bl", 3, 8, Kind.GPR),
  SPL("spl", 4, 8, Kind.GPR),
  BPL("bpl", 5, 8, Kind.GPR),
  SIL("sil", 6, 8, Kind.GPR),
  DIL("dil", 7, 8, Kind.GPR),
  R8B("r8b", 8, 8, Kind.GPR),
  R9B("r9b", 9, 8, Kind.GPR),
  R10B("r10b", 10, 8, Kind.GPR),
  R11B("r11b", 11, 8, Kind.GPR),
  R12B("r12b", 12, 8, Kind.GPR),
  R13B("r13b", 13, 8, Kind.GPR),
  R14B("r14b", 14, 8, Kind.GPR),
  R15B("r15b", 15, 8, Kind.GPR),
  AH("ah", 4, 8, Kind.HIGH),
  CH("ch", 5, 8, Kind.HIGH),
  DH("dh", 6, 8, Kind.HIGH),
  BH("bh", 7, 8, Kind.HIGH),
  ES("es", 0, 16, Kind.SEGMENT),
  CS("cs", 1, 16, Kind.SEGMENT),
  SS("ss", 2, 16, Kind.SEGMENT),
  DS("ds", 3, 16, Kind.SEGMENT),
  FS("fs", 4, 16, Kind.SEGMENT),
  GS("gs", 5, 16, Kind.SEGMENT),
  CR0("cr0", 0, 64, Kind.CONTROL),
  CR1("cr1", 1, 64, Kind.CONTROL),
  CR2("cr2", 2, 64, Kind.CONTROL),
  CR3("cr3", 3, 64, Kind.CONTROL),
  CR4("cr4", 4, 64, Kind.CONTROL),
  CR5("cr5", 5, 64, Kind.CONTROL),
  CR6("cr6", 6, 64, Kind.CONTROL),
  CR7("cr7", 7, 64, Kind.CONTROL),
  CR8("cr8", 8, 64, Kind.CONTROL),
  CR9("cr9", 9, 64, Kind.CONTROL),
  CR10("cr10", 10, 64, Kind.CONTROL),
  CR11("cr11", 11, 64, Kind.CONTROL),
  CR12("cr12", 12, 64, Kind.CONTROL),
  CR13("cr13", 13, 64, Kind.CONTROL),
  CR14("cr14", 14, 64, Kind.CONTROL),
  CR15("cr15", 15, 64, Kind.CONTROL),
  DR0("db0", 0, 64, Kind.DEBUG),
  DR1("db1", 1, 64, Kind.DEBUG),
  DR2("db2", 2, 64, Kind.DEBUG),
  DR3("db3", 3, 64, Kind.DEBUG),
  DR4("db4", 4, 64, Kind.DEBUG),
  DR5("db5", 5, 64, Kind.DEBUG),
  DR6("db6", 6, 64, Kind.DEBUG),
  DR7("db7", 7, 64, Kind.DEBUG),
  RIP("rip", 0, 64, Kind.POINTER),
  EIP("eip", 0, 32, Kind.POINTER),
  RIZ("riz", 4, 64, Kind.ZERO),
  EIZ("eiz", 4, 32, Kind.ZERO);

  /**
   * The kinds of registers; {@code HIGH} is bits 15..8 of a general-purpose register, and {@code
   * ZERO} is objdump's "no index".
   */
  public enum Kind {
    GPR,
    HIGH,
    SEGMENT,
    CONTROL,
    DEBUG,
    POINTER,
    ZERO
  }

  private static final List<Reg> GPRS_64 = all(Kind.GPR, 64);
  private static final List<Reg> GPRS_32 = all(Kind.GPR, 32);
  private static final List<Reg> GPRS_16 = all(Kind.GPR, 16);
  private static final List<Reg> GPRS_8 = all(Kind.GPR, 8);
  private static final List<Reg> HIGHS = all(Kind.HIGH, 8);
  private static final List<Reg> SEGMENTS = all(Kind.SEGMENT, 16);
  private static final List<Reg> CONTROLS = all(Kind.CONTROL, 64);
  private static final List<Reg> DEBUGS = all(Kind.DEBUG, 64);

  /** Returns the registers of a kind and width in the order of their numbers. */
  private static List<Reg> all(Kind kind, int bits) {
    return Arrays.stream(values()).filter(r -> r.kind == kind && r.bits == bits).toList();
  }

  private final int number;
  private final int bits;
  private final Kind kind;
  private final String text;
  private final String att;

  Reg(String text, int number, int bits, Kind kind) {
    this.text = text;
    this.number = number;
    this.bits = bits;
    this.kind = kind;
    this.att = "%" + text;
  }

  /**
   * Returns the general-purpose register with an encoding number 0..15 and a width of 8 (SPL..DIL
   * for 4..7), 16, 32 or 64 bits.
   */
  public static Reg gpr(int number, int bits) {
    if (number < 0 || number > 15) {
      throw new IllegalArgumentException("no register " + number);
    }
    return switch (bits) {
      case 64 -> GPRS_64.get(number);
      case 32 -> GPRS_32.get(number);
      case 16 -> GPRS_16.get(number);
      case 8 -> GPRS_8.get(number);
      default -> throw new IllegalArgumentException("no register of " + bits + " bits");
    };
  }

  /**
   * Returns the register of another kind with a number: HIGH 4..7, SEGMENT 0..5, CONTROL 0..15,
   * DEBUG 0..7.
   */
  static Reg of(Kind kind, int number) {
    return switch (kind) {
      case GPR -> gpr(number, 64);
      case HIGH -> HIGHS.get(number - 4);
      case SEGMENT -> SEGMENTS.get(number);
      case CONTROL -> CONTROLS.get(number);
      case DEBUG -> DEBUGS.get(number);
      case POINTER -> RIP;
      case ZERO -> RIZ;
    };
  }

  /**
   * Returns the number of the register in encodings: 0..15 for general-purpose registers, 4..7 for
   * AH..BH.
   */
  public int number() {
    return number;
  }

  /** Returns the width in bits: 8, 16, 32 or 64. */
  public int bits() {
    return bits;
  }

  public Kind kind() {
    return kind;
  }

  /** True for a general-purpose register, including AH..BH. */
  public boolean isGpr() {
    return kind == Kind.GPR || kind == Kind.HIGH;
  }

  /**
   * Returns the name in lower case, such as {@code rax}; a debug register has objdump's name, such
   * as {@code db0}.
   */
  public String text() {
    return text;
  }

  /** Returns the AT&amp;T name, such as {@code %rax}. */
  public String att() {
    return att;
  }

  /**
   * Returns the 64-bit register of which this register is a part; this register itself if it is not
   * a general-purpose register.
   */
  public Reg full() {
    return switch (kind) {
      case GPR -> gpr(number, 64);
      case HIGH -> gpr(number - 4, 64);
      case SEGMENT, CONTROL, DEBUG, POINTER, ZERO -> this;
    };
  }

  /**
   * True for SPL, BPL, SIL and DIL, whose encoding needs a REX prefix although their numbers are
   * below 8.
   */
  boolean needsRex() {
    return kind == Kind.GPR && bits == 8 && number >= 4;
  }
}
