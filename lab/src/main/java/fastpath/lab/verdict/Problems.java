package fastpath.lab.verdict;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.isa.IsaException;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.LabException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects failures while a claim is evaluated, a line each, so that the evaluation can go on. All
 * methods may be called from several threads.
 */
public final class Problems {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** Words for the place at which something is tried. */
  public static String place(String what, Preset preset, Compiler compiler) {
    return Cell.place(what, preset, compiler.name());
  }

  /**
   * The result of a task; empty, with a line that names the place, if it cannot be built or does
   * not end.
   */
  public <T> Optional<T> attempt(String place, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (CompileException | LinkException | IsaException | LabException e) {
      add(place + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  void add(String line) {
    lines.add(line);
  }

  public void addAll(List<String> more) {
    lines.addAll(more);
  }

  /** All lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
