package fastpath.lab.workshop;

import fastpath.codegen.CompileException;
import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.isa.IsaException;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every host under every preset and compiler.
 *
 * @param cells hosts outermost, then presets, then compilers
 */
public record Grid(
    List<Host> hosts, List<Preset> presets, List<String> compilers, List<Cell> cells) {

  /** Compiles, runs and measures all of them, on every CPU. A cell that fails says so. */
  public static Grid fill(
      Workshop workshop,
      List<Host> hosts,
      List<Preset> presets,
      List<Compiler> compilers,
      Steps steps) {
    record Task(Host host, Preset preset, Compiler compiler) {}
    List<Task> tasks = new ArrayList<>();
    for (Host host : hosts) {
      for (Preset preset : presets) {
        compilers.forEach(compiler -> tasks.add(new Task(host, preset, compiler)));
      }
    }
    steps.expect(tasks.size());
    List<Cell> cells =
        tasks.parallelStream()
            .map(
                task -> {
                  Cell cell = cell(workshop, task.host, task.preset, task.compiler);
                  steps.done(cell.place());
                  return cell;
                })
            .toList();
    return new Grid(hosts, presets, compilers.stream().map(Compiler::name).toList(), cells);
  }

  private static Cell cell(Workshop workshop, Host host, Preset preset, Compiler compiler) {
    try {
      Image image = workshop.image(host, preset, compiler, LinkOptions.kernel());
      Trial clear = Scene.play(host, preset, image, false);
      Trial set = Scene.play(host, preset, image, true);
      Measurement measurement =
          Measurement.of(
              host.name(),
              preset.shortName(),
              compiler.name(),
              image,
              host.function(),
              clear.outcome());
      return Cell.measured(host, preset, compiler.name(), clear, set, measurement);
    } catch (CompileException | LinkException | IsaException | LabException e) {
      return Cell.failed(host, preset, compiler.name(), e.getMessage());
    }
  }

  /** The part of it under these presets. */
  public Grid select(List<Preset> some) {
    return new Grid(
        hosts, some, compilers, cells.stream().filter(c -> some.contains(c.preset())).toList());
  }

  /** The cell, if it is in the grid and was measured. */
  public Optional<Measurement> at(Host host, String preset, String compiler) {
    return cells.stream()
        .filter(cell -> cell.isMeasured() && cell.host().equals(host))
        .filter(cell -> cell.preset().shortName().equals(preset))
        .filter(cell -> cell.compiler().equals(compiler))
        .map(Cell::measurement)
        .findFirst();
  }

  /** What went wrong, and what the runs show that must not be; empty when all is well. */
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
