package fastpath.lab.compare;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.PathListing.Line;

/**
 * An instruction of the first path and the corresponding instruction of the second path.
 *
 * @param first null if the first path has no corresponding instruction
 * @param second null if the second path has no corresponding instruction
 */
public record Pair(Line first, Line second) {
  /** The cause for code that moves, aligns or joins other code and computes nothing. */
  public static final String LAYOUT = "layout";

  private static final String UNKNOWN = "not known";

  /** True if both paths have the instruction, with the same operation and execution count. */
  public boolean isSame() {
    return first != null
        && second != null
        && first.count() == second.count()
        && operation(first).equals(operation(second));
  }

  /**
   * Returns how many more times the second path executes the instruction; negative if fewer times.
   */
  public long difference() {
    return (second == null ? 0 : second.count()) - (first == null ? 0 : first.count());
  }

  /**
   * Returns the cause of the difference: the role of the instruction. The cause is {@link #LAYOUT}
   * for alignment, and for a nop or jump with the role payload that only one path has.
   */
  public String cause() {
    Line line = first == null ? second : first;
    Role role = line.label().role();
    if (role == null) {
      return UNKNOWN;
    }
    boolean alone = first == null || second == null;
    boolean moves =
        role == Role.ALIGNMENT || alone && role == Role.PAYLOAD && computesNothing(line);
    return moves ? LAYOUT : role.label();
  }

  private static boolean computesNothing(Line line) {
    return Lifter.lift(line.insn()).flow() == Flow.JUMP
        || Lifter.lift(line.insn()).uops().length == 0;
  }

  /**
   * Returns the mnemonic. All conditional jumps count as one operation, because code layout inverts
   * their conditions.
   */
  static String operation(Line line) {
    return Lifter.lift(line.insn()).flow() == Flow.BRANCH
        ? "branch"
        : line.text().replaceFirst("(?s)\\s.*", "");
  }
}
