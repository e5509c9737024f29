package fastpath.emulator.isa;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Registers that an operand can name. */
public enum Reg {
  RAX(0, 64, Kind.GPR),
  RCX(1, 64, Kind.GPR),
  RDX(2, 64, Kind.GPR),
  RBX(3, 64, Kind.GPR),
  RSP(4, 64, Kind.GPR),
  RBP(5, 64, Kind.GPR),
  RSI(6, 64, Kind.GPR),
  RDI(7, 64, Kind.GPR),
  R8(8, 64, Kind.GPR),
  R9(9, 64, Kind.GPR),
  R10(10, 64, Kind.GPR),
  R11(11, 64, Kind.GPR),
  R12(12, 64, Kind.GPR),
  R13(13, 64, Kind.GPR),
  R14(14, 64, Kind.GPR),
  R15(15, 64, Kind.GPR),
  EAX(0, 32, Kind.GPR),
  ECX(1, 32, Kind.GPR),
  EDX(2, 32, Kind.GPR),
  EBX(3, 32, Kind.GPR),
  ESP(4, 32, Kind.GPR),
  EBP(5, 32, Kind.GPR),
  ESI(6, 32, Kind.GPR),
  EDI(7, 32, Kind.GPR),
  R8D(8, 32, Kind.GPR),
  R9D(9, 32, Kind.GPR),
  R10D(10, 32, Kind.GPR),
  R11D(11, 32, Kind.GPR),
  R12D(12, 32, Kind.GPR),
  R13D(13, 32, Kind.GPR),
  R14D(14, 32, Kind.GPR),
  R15D(15, 32, Kind.GPR),
  AX(0, 16, Kind.GPR),
  CX(1, 16, Kind.GPR),
  DX(2, 16, Kind.GPR),
  BX(3, 16, Kind.GPR),
  SP(4, 16, Kind.GPR),
  BP(5, 16, Kind.GPR),
  SI(6, 16, Kind.GPR),
  DI(7, 16, Kind.GPR),
  R8W(8, 16, Kind.GPR),
  R9W(9, 16, Kind.GPR),
  R10W(10, 16, Kind.GPR),
  R11W(11, 16, Kind.GPR),
  R12W(12, 16, Kind.GPR),
  R13W(13, 16, Kind.GPR),
  R14W(14, 16, Kind.GPR),
  R15W(15, 16, Kind.GPR),
  AL(0, 8, Kind.GPR),
  CL(1, 8, Kind.GPR),
  DL(2, 8, Kind.GPR),
  BL(3, 8, Kind.GPR),
  SPL(4, 8, Kind.GPR),
  BPL(5, 8, Kind.GPR),
  SIL(6, 8, Kind.GPR),
  DIL(7, 8, Kind.GPR),
  R8B(8, 8, Kind.GPR),
  R9B(9, 8, Kind.GPR),
  R10B(10, 8, Kind.GPR),
  R11B(11, 8, Kind.GPR),
  R12B(12, 8, Kind.GPR),
  R13B(13, 8, Kind.GPR),
  R14B(14, 8, Kind.GPR),
  R15B(15, 8, Kind.GPR),
  AH(4, 8, Kind.HIGH),
  CH(5, 8, Kind.HIGH),
  DH(6, 8, Kind.HIGH),
  BH(7, 8, Kind.HIGH),
  ES(0, 16, Kind.SEGMENT),
  CS(1, 16, Kind.SEGMENT),
  SS(2, 16, Kind.SEGMENT),
  DS(3, 16, Kind.SEGMENT),
  FS(4, 16, Kind.SEGMENT),
  GS(5, 16, Kind.SEGMENT),
  CR0(0, 64, Kind.CONTROL),
  CR1(1, 64, Kind.CONTROL),
  CR2(2, 64, Kind.CONTROL),
  CR3(3, 64, Kind.CONTROL),
  CR4(4, 64, Kind.CONTROL),
  CR5(5, 64, Kind.CONTROL),
  CR6(6, 64, Kind.CONTROL),
  CR7(7, 64, Kind.CONTROL),
  CR8(8, 64, Kind.CONTROL),
  CR9(9, 64, Kind.CONTROL),
  CR10(10, 64, Kind.CONTROL),
  CR11(11, 64, Kind.CONTROL),
  CR12(12, 64, Kind.CONTROL),
  CR13(13, 64, Kind.CONTROL),
  CR14(14, 64, Kind.CONTROL),
  CR15(15, 64, Kind.CONTROL),
  DR0(0, 64, Kind.DEBUG),
  DR1(1, 64, Kind.DEBUG),
  DR2(2, 64, Kind.DEBUG),
  DR3(3, 64, Kind.DEBUG),
  DR4(4, 64, Kind.DEBUG),
  DR5(5, 64, Kind.DEBUG),
  DR6(6, 64, Kind.DEBUG),
  DR7(7, 64, Kind.DEBUG),
  RIP(0, 64, Kind.POINTER),
  EIP(0, 32, Kind.POINTER),
  RIZ(4, 64, Kind.ZERO),
  EIZ(4, 32, Kind.ZERO);

  /** What a register is; {@code HIGH} is bits 15..8 of a GPR, {@code ZERO} objdump's "no index". */
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

  /** The registers of a kind and width by their numbers. */
  private static List<Reg> all(Kind kind, int bits) {
    return Arrays.stream(values()).filter(r -> r.kind == kind && r.bits == bits).toList();
  }

  private final int number;
  private final int bits;
  private final Kind kind;
  private final String att;

  Reg(int number, int bits, Kind kind) {
    this.number = number;
    this.bits = bits;
    this.kind = kind;
    String lower = name().toLowerCase(Locale.ROOT);
    this.att = "%" + (kind == Kind.DEBUG ? "db" + number : lower);
  }

  /**
   * The general-purpose register of an encoding number 0..15; bits 8 (SPL..DIL for 4..7), 16, 32,
   * 64.
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
   * A register of another kind by its number: HIGH 4..7, SEGMENT 0..5, CONTROL 0..15, DEBUG 0..7.
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

  /** The number that encodings use: 0..15 for GPRs, 4..7 for AH..BH. */
  public int number() {
    return number;
  }

  /** Width in bits: 8, 16, 32, 64. */
  public int bits() {
    return bits;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether a general-purpose register, AH..BH included. */
  public boolean isGpr() {
    return kind == Kind.GPR || kind == Kind.HIGH;
  }

  /** The AT&amp;T name, {@code %rax}. */
  public String att() {
    return att;
  }

  /** The 64-bit register this is a part of; itself if not a general-purpose register. */
  public Reg full() {
    return switch (kind) {
      case GPR -> gpr(number, 64);
      case HIGH -> gpr(number - 4, 64);
      case SEGMENT, CONTROL, DEBUG, POINTER, ZERO -> this;
    };
  }

  /** Whether encoding it takes a REX prefix even when number is below 8: SPL, BPL, SIL, DIL. */
  boolean needsRex() {
    return kind == Kind.GPR && bits == 8 && number >= 4;
  }
}
