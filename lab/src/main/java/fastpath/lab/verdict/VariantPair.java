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
 * A pair of measured cells: one fast path under two variants, compiled by one compiler.
 *
 * @param from the measured cell under the first variant
 * @param to the measured cell under the second variant
 */
public record VariantPair(Cell from, Cell to) {

  /** Returns the pairs of all fast paths that were measured under both variants. */
  public static List<VariantPair> of(Grid grid, String from, String to, String compiler) {
    return of(grid, grid, from, to, compiler);
  }

  /**
   * Returns the pairs of all fast paths that were measured under both variants, where the second
   * variant has a grid of its own.
   */
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

  /** Returns the second variant's effect on the fast path, compared with the first variant. */
  public Effect effect() {
    return Effect.of(before(), after());
  }

  /**
   * Returns the number of instructions that the second variant adds to a call; negative if it
   * removes instructions.
   */
  public long instructions() {
    return after().counters().instructions() - before().counters().instructions();
  }

  /** Returns the number of loads and stores that the second variant adds to a call. */
  public long accesses() {
    return after().memoryAccesses() - before().memoryAccesses();
  }

  /** Returns the number of locked instructions that the second variant adds to a call. */
  public long locked() {
    return after().locked() - before().locked();
  }

  /** Returns the number of instructions of a role that the second variant adds to a call. */
  public long added(Role role) {
    return after().count(role) - before().count(role);
  }

  /**
   * Returns the number of payload instructions that copy one register to another and that the
   * second variant adds to a call.
   */
  public long addedCopies() {
    return after().attribution().copies() - before().attribution().copies();
  }

  /**
   * True if the second variant has fewer instructions or fewer memory accesses, and not more of
   * either.
   */
  public boolean cheaper() {
    return instructions() <= 0 && accesses() <= 0 && instructions() + accesses() < 0;
  }

  /** True if the two variants agree in every count of the call and in the size of the code. */
  public boolean same() {
    return before().counters().equals(after().counters())
        && before().codeBytes() == after().codeBytes();
  }
}
