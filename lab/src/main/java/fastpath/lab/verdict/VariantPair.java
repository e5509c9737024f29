package fastpath.lab.verdict;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fast path under two variants, by one compiler.
 *
 * @param from the measured cell under the first variant
 * @param to the measured cell under the second variant
 */
public record VariantPair(Cell from, Cell to) {

  /** The pairs of all fast paths that were measured under both variants. */
  public static List<VariantPair> of(Grid grid, String from, String to, String compiler) {
    return of(grid, grid, from, to, compiler);
  }

  /** The same, for a second variant in a grid of its own. */
  public static List<VariantPair> of(
      Grid before, Grid after, String from, String to, String compiler) {
    List<VariantPair> changes = new ArrayList<>();
    for (FastPath fastPath : before.fastPaths()) {
      Optional<Cell> first = before.cell(fastPath, from, compiler);
      Optional<Cell> second = after.cell(fastPath, to, compiler);
      if (first.isPresent() && second.isPresent()) {
        changes.add(new VariantPair(first.get(), second.get()));
      }
    }
    return changes;
  }

  public FastPath fastPath() {
    return from.fastPath();
  }

  public Measurement before() {
    return from.measurement();
  }

  public Measurement after() {
    return to.measurement();
  }

  /** The effect on the fast path. */
  public Effect effect() {
    return Effect.of(before(), after());
  }

  /** Additional instructions; negative if there are fewer. */
  public long instructions() {
    return after().counters().instructions() - before().counters().instructions();
  }

  /** Additional loads and stores. */
  public long accesses() {
    return after().memoryAccesses() - before().memoryAccesses();
  }

  /** Additional locked instructions. */
  public long locked() {
    return after().locked() - before().locked();
  }

  /** Additional instructions of a role. */
  public long added(Role role) {
    return after().count(role) - before().count(role);
  }

  /** Additional payload instructions that copy one register to another. */
  public long addedCopies() {
    return after().attribution().copies() - before().attribution().copies();
  }

  /**
   * True if the second variant has fewer instructions or fewer memory accesses, and no more of the
   * other.
   */
  public boolean cheaper() {
    return instructions() <= 0 && accesses() <= 0 && instructions() + accesses() < 0;
  }

  /** True if every count of the call, and the size of the code, is unchanged. */
  public boolean same() {
    return before().counters().equals(after().counters())
        && before().codeBytes() == after().codeBytes();
  }
}
