package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.source.Loc;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A machine instruction; before register allocation its registers are virtual. */
public final class MachineInsn {
  /** The kinds of instructions: properties that later passes need besides the operands. */
  public enum Kind {
    PLAIN("plain"),
    /** A copy between registers, which is removed if both get the same hardware register. */
    COPY("copy"),
    CALL("call"),
    ASM("asm"),
    /** A jump to successor 0. */
    JUMP("jump"),
    /**
     * A conditional jump with a {@link #condition}: to successor 0 if the condition holds, else to
     * successor 1.
     */
    BRANCH("branch"),
    /**
     * A jump through a table of the successors after the first; operand 0 is its memory operand.
     */
    SWITCH("switch"),
    RETURN("return"),
    /** A jump to another function, which ends this function. */
    TAIL("tail"),
    /** The end of a block that control never reaches. */
    STOP("stop"),
    /** The places of the prologue and epilogues, which package {@code finish} inserts. */
    PROLOGUE("prologue"),
    EPILOGUE("epilogue");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The kind's name in printed machine code. */
    public String text() {
      return text;
    }
  }

  public static final int DEF = 1;
  public static final int USE = 2;
  public static final int BOTH = 3;

  /** In addition to {@link #DEF}: the operand is written before the inputs are read. */
  public static final int EARLY = 4;

  private static final int[] NOTHING = {};

  /** The kind of the instruction. */
  public final Kind kind;

  /** The CPU instruction. */
  public final Opcode opcode;

  /** The condition of a SET, CMOV or J; null for other instructions. */
  public final Condition condition;

  /** The operands in Intel order: the destination first. */
  public MachineOperand[] operands;

  /** The access to each operand: {@link #DEF}, {@link #USE} or {@link #BOTH}. */
  public int[] roles;

  /** The registers that are read and written in addition to the operands. */
  public int[] uses = NOTHING;

  /** The registers that are written in addition to the operands. */
  public int[] defs = NOTHING;

  /** A mask of the hardware registers that the instruction destroys. */
  public int clobbers;

  /** True for a copy that exists only because of a two-operand form and ties its two registers. */
  public boolean tie;

  /** True for a copy on an edge that a PHI requires. */
  public boolean phi;

  /** True if the instruction has a lock prefix. */
  public boolean lock;

  /** The statement of an ASM; null for other instructions. */
  public AsmInfo asm;

  /** The probability that a BRANCH goes to successor 0; NaN for other instructions. */
  public double taken = Double.NaN;

  /** The place in the source; may be null. */
  public Loc loc;

  /** Creates an instruction without a condition. */
  public MachineInsn(Kind kind, Opcode opcode, Loc loc, MachineOperand... operands) {
    this(kind, opcode, null, loc, operands);
  }

  private MachineInsn(
      Kind kind, Opcode opcode, Condition condition, Loc loc, MachineOperand... operands) {
    this.kind = kind;
    this.opcode = opcode;
    this.condition = condition;
    this.loc = loc;
    this.operands = operands;
    this.roles = opcode.roles(operands.length);
  }

  /** Returns an instruction of kind PLAIN: only its opcode and operands matter to later passes. */
  public static MachineInsn plain(Opcode opcode, Loc loc, MachineOperand... operands) {
    return new MachineInsn(Kind.PLAIN, opcode, loc, operands);
  }

  /** Returns a SET or CMOV. */
  public static MachineInsn conditional(
      Opcode opcode, Condition condition, Loc loc, MachineOperand... operands) {
    return new MachineInsn(Kind.PLAIN, opcode, condition, loc, operands);
  }

  /** Returns a conditional jump. */
  public static MachineInsn branch(Condition condition, double taken, Loc loc) {
    MachineInsn insn = new MachineInsn(Kind.BRANCH, Opcode.J, condition, loc);
    insn.taken = taken;
    return insn;
  }

  /** Returns a copy of the low {@code bits}, 32 or 64, of a register. */
  public static MachineInsn copy(int to, int from, int bits, Loc loc) {
    return new MachineInsn(
        Kind.COPY,
        Opcode.MOV,
        loc,
        new MachineOperand.Register(to, bits),
        new MachineOperand.Register(from, bits));
  }

  /** Returns a copy of this instruction whose operands can be replaced independently. */
  public MachineInsn duplicate() {
    MachineInsn other = withOperands(kind, operands.clone());
    other.roles = roles;
    other.defs = defs;
    other.uses = uses;
    other.clobbers = clobbers;
    other.tie = tie;
    other.phi = phi;
    other.lock = lock;
    other.asm = asm;
    other.taken = taken;
    return other;
  }

  /**
   * Returns an instruction with this opcode and condition and other operands; all other properties
   * have default values.
   */
  public MachineInsn withOperands(Kind kind, MachineOperand... operands) {
    return new MachineInsn(kind, opcode, condition, loc, operands);
  }

  /** The mnemonic including its condition. */
  public String mnemonic() {
    return condition == null ? opcode.text() : opcode.text() + condition.text();
  }

  /** True for an instruction of kind PLAIN with the given opcode; copies have another kind. */
  public boolean isPlain(Opcode wanted) {
    return kind == Kind.PLAIN && opcode == wanted;
  }

  /** True if the instruction does not change the arithmetic flags. */
  public boolean keepsFlags() {
    return switch (kind) {
      case COPY, JUMP, BRANCH, SWITCH, RETURN -> true;
      case CALL, ASM, TAIL, STOP, PROLOGUE, EPILOGUE -> false;
      case PLAIN -> opcode.flags() == Opcode.Flags.KEPT || opcode.flags() == Opcode.Flags.READ;
    };
  }

  /** True if the instruction's effect depends on the flags. */
  public boolean readsFlags() {
    return opcode.flags() == Opcode.Flags.READ;
  }

  /** True for a copy from register to register. */
  public boolean isCopy() {
    return kind == Kind.COPY;
  }

  /** True if the instruction ends a block without falling through to a successor. */
  boolean leaves() {
    return kind == Kind.RETURN || kind == Kind.TAIL || kind == Kind.STOP;
  }

  /**
   * Returns the number of the register that an operand is; {@link MachineOperand#NONE} for other
   * operands.
   */
  public int register(int operand) {
    return operands[operand] instanceof MachineOperand.Register r
        ? r.number()
        : MachineOperand.NONE;
  }

  /** A visitor of registers; {@code role} is an access as in {@link #roles}. */
  public interface Visitor {
    /** Visits one mention of a register. */
    void register(int number, int role);
  }

  /** Calls the visitor once for every mention of a register. */
  public void visit(Visitor visitor) {
    for (int i = 0; i < operands.length; i++) {
      switch (operands[i]) {
        case MachineOperand.Register r -> visitor.register(r.number(), roles[i]);
        case MachineOperand.Memory m -> {
          if (m.base() != MachineOperand.NONE) {
            visitor.register(m.base(), USE);
          }
          if (m.index() != MachineOperand.NONE) {
            visitor.register(m.index(), USE);
          }
        }
        case MachineOperand.Immediate _ -> {}
      }
    }
    for (int use : uses) {
      visitor.register(use, USE);
    }
    for (int def : defs) {
      visitor.register(def, DEF);
    }
  }

  /** Replaces every mention of a register. */
  public void rename(IntUnaryOperator names) {
    for (int i = 0; i < operands.length; i++) {
      operands[i] =
          switch (operands[i]) {
            case MachineOperand.Register r ->
                new MachineOperand.Register(names.applyAsInt(r.number()), r.bits());
            case MachineOperand.Memory m ->
                m.withRegisters(
                    m.base() < 0 ? m.base() : names.applyAsInt(m.base()),
                    m.index() < 0 ? m.index() : names.applyAsInt(m.index()));
            case MachineOperand.Immediate c -> c;
          };
    }
    uses = Arrays.stream(uses).map(names).toArray();
    defs = Arrays.stream(defs).map(names).toArray();
  }

  /** True if the instruction reads, writes or destroys the register. */
  public boolean mentions(int register) {
    boolean[] found = {false};
    visit((r, role) -> found[0] |= r == register);
    return found[0];
  }

  boolean reads(int register) {
    boolean[] found = {false};
    visit((r, role) -> found[0] |= r == register && (role & USE) != 0);
    return found[0];
  }

  /** True if the instruction changes the register's value. */
  public boolean writes(int register) {
    boolean[] found = {register < 16 && (clobbers >> register & 1) != 0};
    visit((r, role) -> found[0] |= r == register && (role & DEF) != 0);
    return found[0];
  }

  @Override
  public String toString() {
    return MachinePrinter.print(this);
  }
}
