package fastpath.emulator.dataflow;

import fastpath.emulator.frames.CalleeSaved;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.State;
import java.util.function.IntUnaryOperator;

/**
 * The registers that are live after each instruction, as sets of bits (live variables, the Dragon
 * Book's 9.2.5). A call is assumed to change only rax and rdx, or fewer registers if its callee is
 * known to keep them. If another register is read after a call without a new assignment, the
 * compiler knew that the callee keeps the register.
 */
public final class Liveness {
  private static final int RESULTS = 1 << State.RAX.index() | 1 << State.RDX.index();

  /** Caller-saved registers that hold no result. */
  private static final int OTHERS = CalleeSaved.others() & ~RESULTS;

  private final CodeFlow code;
  private final IntUnaryOperator changes;
  private final boolean savesAreReads;
  private final int[] after;

  /** Computes the live registers of a function. Arguments of calls do not count as read. */
  public Liveness(CodeFlow code, CallEffects calls) {
    this(code, calls::changes, true);
  }

  /**
   * Returns the registers whose values at entry a function reads, in the function's own code. A
   * push does not read the register that it saves.
   */
  public static int readByCallee(CodeFlow code) {
    return new Liveness(code, i -> CalleeSaved.others(), false).atEntry();
  }

  /**
   * Computes the live registers of a function. Arguments of calls do not count as read.
   *
   * @param changes returns the registers that a call may change, given the call's number
   * @param savesAreReads false if a push does not read the register that it saves; used to find
   *     which of its caller's registers a function uses
   */
  private Liveness(CodeFlow code, IntUnaryOperator changes, boolean savesAreReads) {
    this.code = code;
    this.changes = changes;
    this.savesAreReads = savesAreReads;
    after = new int[code.insns().size()];
    int[] starts = new int[code.blocks()];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int block = code.blocks() - 1; block >= 0; block--) {
        int live = 0;
        for (int next : code.graph().successors()[block]) {
          live |= starts[next];
        }
        live = walk(block, live);
        changed |= live != starts[block];
        starts[block] = live;
      }
    }
  }

  private int walk(int block, int atEnd) {
    int live = atEnd;
    for (int i = code.end(block) - 1; i >= code.starts()[block]; i--) {
      after[i] = live;
      Effects effects = code.effects().get(i);
      Flow flow = code.insns().get(i).flow();
      boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
      live &= ~(effects.defines() | (call ? RESULTS & changes.applyAsInt(i) : 0));
      live |= reads(i);
      live |= flow == Flow.RET ? 1 << State.RAX.index() : 0;
    }
    return live;
  }

  private int reads(int insn) {
    Effects effects = code.effects().get(insn);
    boolean saves = code.insns().get(insn).insn().insn().isPush();
    int narrow = Copies.narrowTarget(code.insns().get(insn).insn());
    int values = narrow < 0 ? effects.values() : effects.values() & ~(1 << narrow);
    return effects.addresses() | (saves && !savesAreReads ? 0 : values);
  }

  /** Returns the set of registers that are live after an instruction. */
  public int after(int insn) {
    return after[insn];
  }

  /**
   * True for a call whose callee is not known, so that the callee may change every register that
   * the ABI allows.
   */
  public boolean clobbers(int call) {
    return (changes.applyAsInt(call) & OTHERS) != 0 && (after[call] & OTHERS) == 0;
  }

  private int atEntry() {
    return after[0] & ~code.effects().getFirst().defines() | reads(0);
  }
}
