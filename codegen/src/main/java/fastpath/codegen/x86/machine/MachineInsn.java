package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.source.Loc;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** One machine instruction, over virtual registers until allocation. */
public final class MachineInsn {
  /** What the later passes must know of an instruction beyond its operands. */
  public enum Kind {
    PLAIN("plain"),
    /** Register to register; vanishes when both become the same. */
    COPY("copy"),
    CALL("call"),
    ASM("asm"),
    /** To successor 0. */
    JUMP("jump"),
    /** With a {@link #condition}; to successor 0 if it holds, else successor 1. */
    BRANCH("branch"),
    /** Through a table of the successors after the first; operand 0 is its memory operand. */
    SWITCH("switch"),
    RETURN("return"),
    /** A jump to another function; leaves the function. */
    TAIL("tail"),
    /** Control does not come here. */
    STOP("stop"),
    /** Places of the frame's code, put in by package finish. */
    PROLOGUE("prologue"),
    EPILOGUE("epilogue");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the printed machine code has it. */
    public String text() {
      return text;
    }
  }

  public static final int DEF = 1;
  public static final int USE = 2;
  public static final int BOTH = 3;

  /** With {@link #DEF}: written before the inputs are read. */
  public static final int EARLY = 4;

  private static final int[] NOTHING = {};

  /** What later passes must know of it. */
  public final Kind kind;

  /** What the processor does. */
  public final Opcode opcode;

  /** Of SET, CMOV and J; null for all others. */
  public final Condition condition;

  /** In Intel order: the destination first. */
  public MachineOperand[] operands;

  /** How each operand is accessed, {@link #DEF}, {@link #USE} or {@link #BOTH}. */
  public int[] roles;

  /** Registers read and written besides the operands. */
  public int[] uses = NOTHING;

  /** Registers written besides the operands. */
  public int[] defs = NOTHING;

  /** Hardware registers destroyed, as a mask. */
  public int clobbers;

  /** A copy that only serves a two-operand form: it ties its two registers. */
  public boolean tie;

  /** A copy on an edge, for a PHI. */
  public boolean phi;

  /** With a lock prefix. */
  public boolean lock;

  /** Of an ASM, the statement; null for all others. */
  public AsmInfo asm;

  /** Of a BRANCH, the probability that it goes to successor 0; not a number for all others. */
  public double taken = Double.NaN;

  /** Where it comes from in the source; may be null. */
  public Loc loc;

  /** An instruction without condition. */
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

  /** An instruction of which later passes know no more than its opcode says. */
  public static MachineInsn plain(Opcode opcode, Loc loc, MachineOperand... operands) {
    return new MachineInsn(Kind.PLAIN, opcode, loc, operands);
  }

  /** A SET or CMOV. */
  public static MachineInsn conditional(
      Opcode opcode, Condition condition, Loc loc, MachineOperand... operands) {
    return new MachineInsn(Kind.PLAIN, opcode, condition, loc, operands);
  }

  /** A conditional jump. */
  public static MachineInsn branch(Condition condition, double taken, Loc loc) {
    MachineInsn insn = new MachineInsn(Kind.BRANCH, Opcode.J, condition, loc);
    insn.taken = taken;
    return insn;
  }

  /** A copy of the low {@code bits}, 32 or 64, of a register. */
  public static MachineInsn copy(int to, int from, int bits, Loc loc) {
    return new MachineInsn(
        Kind.COPY,
        Opcode.MOV,
        loc,
        new MachineOperand.Register(to, bits),
        new MachineOperand.Register(from, bits));
  }

  /** The same once more; operands can be replaced in one of them alone. */
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

  /** The same opcode and condition on other operands; nothing else is the same. */
  public MachineInsn withOperands(Kind kind, MachineOperand... operands) {
    return new MachineInsn(kind, opcode, condition, loc, operands);
  }

  /** The mnemonic, a condition included. */
  public String mnemonic() {
    return condition == null ? opcode.text() : opcode.text() + condition.text();
  }

  /** True for an instruction of that opcode and of kind PLAIN: not for copies. */
  public boolean isPlain(Opcode wanted) {
    return kind == Kind.PLAIN && opcode == wanted;
  }

  /** Whether it leaves the arithmetic flags as they are. */
  public boolean keepsFlags() {
    return switch (kind) {
      case COPY, JUMP, BRANCH, SWITCH, RETURN -> true;
      case CALL, ASM, TAIL, STOP, PROLOGUE, EPILOGUE -> false;
      case PLAIN -> opcode.flags() == Opcode.Flags.KEPT || opcode.flags() == Opcode.Flags.READ;
    };
  }

  /** Whether its effect depends on the flags. */
  public boolean readsFlags() {
    return opcode.flags() == Opcode.Flags.READ;
  }

  /** True for a copy from register to register. */
  public boolean isCopy() {
    return kind == Kind.COPY;
  }

  /** Whether it ends a block without falling through to a successor. */
  boolean leaves() {
    return kind == Kind.RETURN || kind == Kind.TAIL || kind == Kind.STOP;
  }

  /** The number of the register that an operand is; {@link MachineOperand#NONE} for others. */
  public int register(int operand) {
    return operands[operand] instanceof MachineOperand.Register r
        ? r.number()
        : MachineOperand.NONE;
  }

  /** Receives registers; {@code role} as in {@link #roles}. */
  public interface Visitor {
    /** One mention. */
    void register(int number, int role);
  }

  /** All registers, once for every mention. */
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

  /** Replaces every register. */
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

  /** True if it reads or writes the register, or destroys it by name. */
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

  /** Whether the register has another value after it. */
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
