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
 * A fast path under one variant and under another, by one compiler.
 *
 * @param from measured
 * @param to measured
 */
public record VariantPair(Cell from, Cell to) {

  /** The fast paths that were measured under both. */
  public static List<VariantPair> of(Grid grid, String from, String to, String compiler) {
    return of(grid, grid, from, to, compiler);
  }

  /** The same, where the second variant stands in a grid of its own. */
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

  /** What became of the fast path. */
  public Effect effect() {
    return Effect.of(before(), after());
  }

  /** Instructions more; negative for fewer. */
  public long instructions() {
    return after().counters().instructions() - before().counters().instructions();
  }

  /** Loads and stores more. */
  public long accesses() {
    return after().memoryAccesses() - before().memoryAccesses();
  }

  /** Locked instructions more. */
  public long locked() {
    return after().locked() - before().locked();
  }

  /** Instructions of a role more. */
  public long added(Role role) {
    return after().count(role) - before().count(role);
  }

  /** Payload instructions more that copy one register to another. */
  public long addedCopies() {
    return after().attribution().copies() - before().attribution().copies();
  }

  /** Fewer instructions or fewer memory accesses, and not more of the other. */
  public boolean cheaper() {
    return instructions() <= 0 && accesses() <= 0 && instructions() + accesses() < 0;
  }

  /** Every count of the call, and the size of the code, as before. */
  public boolean same() {
    return before().counters().equals(after().counters())
        && before().codeBytes() == after().codeBytes();
  }
}
