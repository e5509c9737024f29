package fastpath.codegen.x86.machine;

import fastpath.codegen.source.Loc;
import fastpath.codegen.x86.finish.FramePlan;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** One machine instruction, over virtual registers until allocation. */
public final class MachineInsn {
  /** What the later passes must know of an instruction beyond its operands. */
  public enum Kind {
    PLAIN,
    /** Register to register; vanishes when both become the same. */
    COPY,
    CALL,
    ASM,
    /** To successor 0. */
    JUMP,
    /** Condition in {@link #mnemonic}; to successor 0 if it holds, else successor 1. */
    BRANCH,
    /** Through a table of the successors after the first; operand 0 is its memory operand. */
    SWITCH,
    RETURN,
    /** A jump to another function; leaves the function. */
    TAIL,
    /** Control does not come here. */
    STOP,
    /** Places of the frame's code, put in by {@link FramePlan}. */
    PROLOGUE,
    EPILOGUE
  }

  public static final int DEF = 1;
  public static final int USE = 2;
  public static final int BOTH = 3;

  /** With {@link #DEF}: written before the inputs are read. */
  public static final int EARLY = 4;

  private static final int[] NOTHING = {};

  public final Kind kind;
  public String mnemonic;
  public MachineOperand[] operands;

  /** How each operand is accessed, {@link #DEF}, {@link #USE} or {@link #BOTH}. */
  public int[] roles;

  /** Registers read and written besides the operands. */
  public int[] uses = NOTHING;

  public int[] defs = NOTHING;

  /** Hardware registers destroyed, as a mask. */
  public int clobbers;

  /** A copy that only serves a two-operand form: it ties its two registers. */
  public boolean tie;

  /** A copy on an edge, for a PHI. */
  public boolean phi;

  public boolean lock;
  public Object attr;
  public Loc loc;

  public MachineInsn(Kind kind, String mnemonic, Loc loc, MachineOperand... operands) {
    this.kind = kind;
    this.mnemonic = mnemonic;
    this.loc = loc;
    this.operands = operands;
    this.roles = Mnemonics.roles(mnemonic, operands.length);
  }

  public static MachineInsn plain(String mnemonic, Loc loc, MachineOperand... operands) {
    return new MachineInsn(Kind.PLAIN, mnemonic, loc, operands);
  }

  public static MachineInsn copy(int to, int from, int bits, Loc loc) {
    return new MachineInsn(
        Kind.COPY,
        "mov",
        loc,
        new MachineOperand.Register(to, bits),
        new MachineOperand.Register(from, bits));
  }

  public MachineInsn duplicate() {
    MachineInsn other = new MachineInsn(kind, mnemonic, loc, operands.clone());
    other.roles = roles;
    other.uses = uses;
    other.defs = defs;
    other.clobbers = clobbers;
    other.tie = tie;
    other.phi = phi;
    other.lock = lock;
    other.attr = attr;
    return other;
  }

  public boolean isCopy() {
    return kind == Kind.COPY;
  }

  /** Whether it ends a block without falling through to a successor. */
  boolean leaves() {
    return kind == Kind.RETURN || kind == Kind.TAIL || kind == Kind.STOP;
  }

  public int register(int operand) {
    return operands[operand] instanceof MachineOperand.Register r
        ? r.number()
        : MachineOperand.NONE;
  }

  /** Receives registers; {@code role} as in {@link #roles}. */
  public interface Visitor {
    public void register(int number, int role);
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
