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
 * A list of failures, one per line, that is collected while a claim is evaluated, so that the
 * evaluation can go on after a failure. All methods may be called from several threads.
 */
public final class Problems {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** Returns the words that name the place of a task in a failure's line. */
  public static String place(String what, Preset preset, Compiler compiler) {
    return Cell.place(what, preset, compiler.name());
  }

  /**
   * Returns the result of a task. If the task's code cannot be built or does not end, the result is
   * empty, and a line that names the place is added.
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

  /** Returns all lines that were added so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
