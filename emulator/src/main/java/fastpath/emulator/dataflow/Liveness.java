package fastpath.emulator.dataflow;

import fastpath.emulator.frames.CalleeSaved;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.State;
import java.util.function.IntUnaryOperator;

/**
 * Registers whose values are read later, as sets of bits (live variables, the Dragon Book's 9.2.5).
 * A call is assumed to change rax and rdx alone, or less if its callee is known to keep them. If
 * another register is read after a call without an assignment, the compiler knew that the callee
 * keeps it.
 */
public final class Liveness {
  private static final int RESULTS = 1 << State.RAX.index() | 1 << State.RDX.index();

  /** Registers that a call may change and that hold no result. */
  private static final int OTHERS = CalleeSaved.others() & ~RESULTS;

  private final CodeFlow code;
  private final IntUnaryOperator changes;
  private final boolean savesAreReads;
  private final int[] after;

  /** Analyses a function. Arguments of calls do not count as read. */
  public Liveness(CodeFlow code, CallEffects calls) {
    this(code, calls::changes, true);
  }

  /**
   * The registers whose values from its callers a function reads, in its own code. A push does not
   * read the register that it saves.
   */
  public static int readByCallee(CodeFlow code) {
    return new Liveness(code, i -> CalleeSaved.others(), false).atEntry();
  }

  /**
   * Analyses a function. Arguments of calls do not count as read.
   *
   * @param changes the registers that a call may change, by the call's number
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

  /** The set of registers that are live after an instruction. */
  public int after(int insn) {
    return after[insn];
  }

  /**
   * True for a call about which nothing is known, so that it may change what the ABI lets a callee
   * change.
   */
  public boolean clobbers(int call) {
    return (changes.applyAsInt(call) & OTHERS) != 0 && (after[call] & OTHERS) == 0;
  }

  private int atEntry() {
    return after[0] & ~code.effects().getFirst().defines() | reads(0);
  }
}
