package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cells of all fast paths under all presets and compilers.
 *
 * @param cells cells in the order of fast paths, presets, compilers
 */
public record Grid(
    List<FastPath> fastPaths, List<Preset> presets, List<String> compilers, List<Cell> cells) {

  /**
   * Compiles, runs and measures all cells on all CPUs, except those that the workshop has run
   * before. A cell that fails contains the reason.
   */
  public static Grid fill(
      Workshop workshop,
      List<FastPath> fastPaths,
      List<Preset> presets,
      List<Compiler> compilers,
      Steps steps) {
    record Task(FastPath fastPath, Preset preset, Compiler compiler) {}
    List<Task> tasks = new ArrayList<>();
    for (FastPath fastPath : fastPaths) {
      for (Preset preset : presets) {
        compilers.forEach(compiler -> tasks.add(new Task(fastPath, preset, compiler)));
      }
    }
    steps.expect(tasks.size());
    List<Cell> cells =
        tasks.parallelStream()
            .map(task -> {
              Cell cell = workshop.cell(task.fastPath, task.preset, task.compiler);
              steps.done(cell.place());
              return cell;
            })
            .toList();
    return new Grid(fastPaths, presets, compilers.stream().map(Compiler::name).toList(), cells);
  }

  /** Returns the part of the grid with the given presets. */
  public Grid select(List<Preset> some) {
    return new Grid(
        fastPaths, some, compilers, cells.stream().filter(c -> some.contains(c.preset())).toList());
  }

  /** Returns a cell, if it is in the grid and was measured. */
  public Optional<Cell> cell(FastPath fastPath, String preset, String compiler) {
    return cells.stream()
        .filter(cell -> cell.isMeasured() && cell.fastPath().equals(fastPath))
        .filter(cell -> cell.preset().shortName().equals(preset))
        .filter(cell -> cell.compiler().equals(compiler))
        .findFirst();
  }

  /** Returns the measurement of a cell, if the cell was measured. */
  public Optional<Measurement> at(FastPath fastPath, String preset, String compiler) {
    return cell(fastPath, preset, compiler).map(Cell::measurement);
  }

  /** Returns all measurements. */
  public List<Measurement> measurements() {
    return cells.stream().filter(Cell::isMeasured).map(Cell::measurement).toList();
  }

  /**
   * Returns the failures of cells and the violations that their runs show; empty if there are none.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Cell cell : cells) {
      if (!cell.isMeasured()) {
        problems.add(cell.place() + ": " + cell.failure());
      }
    }
    problems.addAll(Verification.problems(cells));
    return problems;
  }
}
