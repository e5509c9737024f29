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
 * What failed while a claim was evaluated, a line each; the rest goes on. May be used from several
 * threads.
 */
public final class Problems {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** Where something is tried, in words. */
  public static String place(String what, Preset preset, Compiler compiler) {
    return Cell.place(what, preset, compiler.name());
  }

  /** The result; empty, with a line that names the place, if it cannot be built or does not end. */
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

  /** All so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
