package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.isa.IsaException;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import java.util.List;

/**
 * A fast path, preset and compiler, with the measurement or the reason why it failed.
 *
 * @param clear the measured call, without a pending reschedule; null if the measurement failed
 * @param set the call with a pending reschedule; null if the measurement failed
 * @param measurement the measurement of {@code clear}; null if it failed
 * @param failure the reason for a failure in one line; null if nothing failed
 */
public record Cell(
    FastPath fastPath,
    Preset preset,
    String compiler,
    Trial clear,
    Trial set,
    Measurement measurement,
    String failure) {

  /**
   * Compiles and links the fast path, calls it without and with a pending reschedule, and measures
   * the first call.
   */
  static Cell of(Workshop workshop, FastPath fastPath, Preset preset, Compiler compiler) {
    try {
      Image image = Linker.link(workshop.objects(fastPath, preset, compiler), LinkOptions.kernel());
      Trial clear = GuestCall.play(fastPath, preset, image, false);
      Trial set = GuestCall.play(fastPath, preset, image, true);
      Measurement measurement =
          Measurement.of(
              workshop.sources(),
              fastPath.name(),
              preset.shortName(),
              compiler.name(),
              image,
              fastPath.function(),
              clear.outcome());
      FrameAgreement.of(image, clear.outcome().profile()).check();
      return new Cell(fastPath, preset, compiler.name(), clear, set, measurement, null);
    } catch (CompileException | LinkException | IsaException | LabException e) {
      return new Cell(fastPath, preset, compiler.name(), null, null, null, e.getMessage());
    }
  }

  public boolean isMeasured() {
    return measurement != null;
  }

  /** Returns the call without and the call with a pending reschedule. */
  public List<Trial> trials() {
    return isMeasured() ? List.of(clear, set) : List.of();
  }

  /** Returns the cell's fast path, preset and compiler in words, for messages. */
  public String place() {
    return place(fastPath.name(), preset, compiler);
  }

  /** Returns a fast path, preset and compiler in words. */
  public static String place(String what, Preset preset, String compiler) {
    return what + " under " + preset.shortName() + " by " + compiler;
  }
}
