package fastpath.emulator.isa;

import java.util.List;

/**
 * A row of the instruction table: a form of a mnemonic with its encoding, operands and meaning.
 * Rows are built with {@link Rows} and never change afterwards.
 */
public final class Form {
  /** The conditions under which AT&amp;T text has a size suffix. */
  enum Suffix {
    /** A suffix if no register operand determines the size, as for {@code addl $1,(%rax)}. */
    MEMORY,
    /** A suffix if an operand is in memory, as for {@code crc32b (%rax),%ecx}. */
    ANY_MEMORY,
    ALWAYS,
    NEVER
  }

  /** The encodings of the operand size. */
  enum Sizing {
    /** The operand size is not encoded: 66 and REX.W change nothing. */
    ANY,
    /** The prefix 66 selects 16 bits, REX.W selects 64 bits, and neither selects 32 bits. */
    WIDTH,
    /**
     * The operand size is 64 without REX.W, and 66 selects 16 bits: push, pop, and near branches.
     */
    DEFAULT64
  }

  final Encoding encoding;
  final Slot[] slots;
  int width;
  final String mnemonic;
  String att;
  List<String> aliases = List.of();
  Sizing sizing = Sizing.ANY;
  Suffix suffix = Suffix.MEMORY;
  int suffixBits;
  Meaning meaning;
  boolean ignores66;
  boolean ignoresRexW;
  boolean privileged;
  boolean lockable;
  boolean weaklyOrdered;
  Repeat repeat = Repeat.NONE;
  Flow flow = Flow.NEXT;
  Action action = Action.OTHER;
  boolean commutes;
  boolean firstTwice;
  boolean keepsOrder;
  boolean decodeOnly;
  boolean sourceOnly;
  Form longForm;

  /** True for the long form of a branch whose row has a short form too. */
  boolean hasShortForm;

  Undefined undefined = Undefined.NOTHING;
  boolean definedOnAmd;
  CpuProfile maker;
  List<MakerDifference> differences = List.of();
  List<State> zeroExtended = List.of();
  boolean lockMeansCr8;
  String flagsOnFault = "";

  Form(String mnemonic, Encoding encoding, Slot[] slots, int width) {
    this.mnemonic = mnemonic;
    this.att = mnemonic;
    this.encoding = encoding;
    this.slots = slots;
    this.width = width;
    this.suffixBits = width;
  }

  /** Returns the Intel manual's mnemonic in lower case. */
  public String mnemonic() {
    return mnemonic;
  }

  /** Returns the encoding in the manual's notation, such as {@code REX.W + 83 /0 ib}. */
  public String notation() {
    String text = encoding.text().replace("iz", width == 16 ? "iw" : "id");
    if (encoding.vex()) {
      int space = text.indexOf(' ');
      return text.substring(0, space) + (width == 64 ? ".W1" : ".W0") + text.substring(space);
    }
    if (sizing != Sizing.WIDTH) {
      return maker != null && sizing == Sizing.DEFAULT64 ? "66 " + text : text;
    }
    return width == 64 ? "REX.W + " + text : text;
  }

  /** Returns the operands in the manual's notation, such as {@code r/m64, imm8}. */
  public String operandNotation() {
    StringBuilder text = new StringBuilder();
    for (Slot slot : slots) {
      text.append(text.isEmpty() ? "" : ", ").append(slot.text());
    }
    return text.toString();
  }

  /** Returns the operand size in bits: 8, 16, 32 or 64; 0 if the row has none. */
  public int width() {
    return width;
  }

  /** True for a branch that has a short and a long encoding. */
  public boolean hasTwoLengths() {
    return longForm != null || hasShortForm;
  }

  public Flow flow() {
    return flow;
  }

  public Action action() {
    return action;
  }

  /** True if a lock prefix is allowed when the destination is in memory. */
  public boolean lockable() {
    return lockable;
  }

  /** True if the row's store is not ordered with other stores (SDM vol. 1, 10.4.6.2; MOVDIRI). */
  public boolean isWeaklyOrdered() {
    return weaklyOrdered;
  }

  /** True if the CPU raises #GP or #UD when user code executes the instruction. */
  public boolean isPrivileged() {
    return privileged;
  }

  /**
   * Returns the flags that the manual leaves undefined after the instruction, in RFLAGS positions.
   *
   * @param count count of a shift or rotate, masked as by {@link Alu#count}; 0 for other
   *     instructions
   */
  public long undefinedFlags(int count) {
    return undefined.flags().flags(width, count);
  }

  /**
   * True if the manual of the CPU's maker leaves the first operand undefined after the instruction.
   *
   * @param flagsAfter RFLAGS after the instruction
   */
  public boolean undefinedResult(CpuProfile cpu, int count, long flagsAfter) {
    return !(definedOnAmd && cpu == CpuProfile.AMD)
        && undefined.result().is(width, count, flagsAfter);
  }

  /** Returns the manual's sentence on what is undefined; "" if nothing is undefined. */
  public String undefinedBecause() {
    return undefined.because();
  }

  /**
   * Returns the manual's sentence on the flags that are restored if a repeated instruction faults
   * midway; "" if there is none.
   */
  public String flagsOnFault() {
    return flagsOnFault;
  }

  /** True if a maker's CPUs have this row. */
  public boolean existsOn(CpuProfile cpu) {
    return maker == null || maker == cpu;
  }

  /** Returns the difference between the makers' CPUs in this row; empty if they behave alike. */
  public List<MakerDifference> differences() {
    return differences;
  }

  int addressSize() {
    return encoding.addressSize();
  }

  /** True if VEX.vvvv encodes an operand; otherwise vvvv must be 1111 (SDM vol. 2A, 2.3.5.6). */
  boolean usesVvvv() {
    for (Slot slot : slots) {
      if (slot.place() == Slot.Place.VVVV) {
        return true;
      }
    }
    return false;
  }

  /** True if 66 is a mandatory prefix and therefore does not select an operand size. */
  boolean mandatory66() {
    return encoding.mandatory() == 0x66;
  }

  @Override
  public String toString() {
    return mnemonic + " " + operandNotation() + " = " + notation();
  }
}
