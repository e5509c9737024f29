package fastpath.emulator.dataflow;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Uop;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the uses of registers that exist only because an instruction assigns a byte or a word of a
 * register and keeps the other bits, as {@code sete %al} does. No value flows along such a use if
 * the kept bits are not read later.
 */
public final class UpperBits {
  private final CodeFlow code;
  private final DefUse flow;

  public UpperBits(CodeFlow code, DefUse flow) {
    this.code = code;
    this.flow = flow;
  }

  /**
   * True for a use that only keeps bits of a register, if no later instruction reads these bits. A
   * return does not count as a read, since a function may return a byte.
   */
  public boolean isUnread(Use use) {
    return keeps(use) && areUnread(use.insn(), use.place(), new HashSet<>());
  }

  private boolean keeps(Use use) {
    return use.place() < Effects.FLAGS
        && Reads.of(code.insns().get(use.insn())).onlyKeeps(use.place());
  }

  /**
   * True if no instruction reads more than the low 16 bits of the value that an instruction assigns
   * to a register, or of a copy of it.
   */
  private boolean areUnread(int insn, int place, Set<Integer> seen) {
    return !seen.add(insn)
        || flow.users(insn).stream()
            .filter(user -> user.place() == place)
            .allMatch(user ->
                isNarrow(user)
                    || keeps(user) && areUnread(user.insn(), place, seen)
                    || Copies.copy(code.insns().get(user.insn()).insn())
                        .filter(copy -> areUnread(user.insn(), copy[1], seen))
                        .isPresent());
  }

  /** True for a use that reads at most the low 16 bits of a register. */
  private boolean isNarrow(Use use) {
    if (code.insns().get(use.insn()).flow() == Flow.RET) {
      return true;
    }
    Reads reads = Reads.of(code.insns().get(use.insn()));
    return !flow.isCall(use.insn())
        && !code.leaves(use.insn())
        && (reads.whole >> use.place() & 1) == 0
        && (reads.kept >> use.place() & 1) == 0;
  }

  /**
   * The registers that an instruction reads, as sets of bits.
   *
   * @param whole registers of which the instruction reads more than the low 16 bits
   * @param kept registers of which the instruction keeps the bits that it does not assign
   */
  private record Reads(int whole, int kept) {
    boolean onlyKeeps(int register) {
      return (kept >> register & 1) != 0 && (whole >> register & 1) == 0;
    }

    static Reads of(Lifted insn) {
      int[] from = new int[insn.temps()];
      int[] keeps = new int[insn.temps()];
      int whole = 0;
      int kept = 0;
      for (Uop uop : insn.uops()) {
        if (uop instanceof Uop.Get get && get.state().isGeneral()) {
          from[get.dst()] = 1 << get.state().index();
        } else if (uop instanceof Uop.Pure pure) {
          boolean inserts = pure.fn() == Fn.INSERT || pure.fn() == Fn.INSERT_HIGH;
          keeps[pure.dst()] = inserts ? from[pure.a()] : 0;
          from[pure.dst()] = inserts || pure.bits() <= Short.SIZE ? 0 : usedBy(pure, from);
        } else {
          boolean narrow = uop instanceof Uop.Store store && store.bytes() <= Short.BYTES;
          whole |= narrow ? from[((Uop.Store) uop).addr()] : usedBy(uop, from);
          kept |= usedBy(uop, keeps);
        }
      }
      return new Reads(whole, kept);
    }

    /** Returns the registers that the temps which a micro-op takes come from. */
    private static int usedBy(Uop uop, int[] from) {
      return IntStream.range(0, from.length)
          .filter(uop::uses)
          .map(temp -> from[temp])
          .reduce(0, (a, b) -> a | b);
    }
  }
}
