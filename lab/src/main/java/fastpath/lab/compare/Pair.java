package fastpath.lab.compare;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.PathListing.Line;

/**
 * An instruction of the first path and the one of the second that does the same.
 *
 * @param first null if the first path has none
 * @param second null if the second path has none
 */
public record Pair(Line first, Line second) {
  /** The cause of what moves, aligns or joins code without computing anything. */
  public static final String LAYOUT = "layout";

  private static final String UNKNOWN = "not known";

  /** Whether both paths have the instruction, with the same operation, equally often. */
  public boolean isSame() {
    return first != null
        && second != null
        && first.count() == second.count()
        && operation(first).equals(operation(second));
  }

  /** How many more instructions the second path has; negative if it has fewer. */
  public long difference() {
    return (second == null ? 0 : second.count()) - (first == null ? 0 : first.count());
  }

  /**
   * Why the paths differ here: the role of the instruction, or {@link #LAYOUT} for a nop or a jump
   * of the payload that one path alone has.
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

  /** The mnemonic; all conditional jumps are one operation, because layout inverts them. */
  static String operation(Line line) {
    return Lifter.lift(line.insn()).flow() == Flow.BRANCH
        ? "branch"
        : line.text().replaceFirst("(?s)\\s.*", "");
  }
}
