package fastpath.lab.validate;

import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.LabException;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.function.Function;

/**
 * The result of one run that was repeated with a trace.
 *
 * @param outcome how the call ended, in words
 * @param violations violations in the repeated run
 */
public record InjectionReplay(String outcome, List<Violation> violations) {

  /**
   * Repeats a run with a trace.
   *
   * @param plan external events; empty for the run without interrupts
   * @param narrator creates the narrator for an image
   * @throws LabException if the call ends before one of the events
   */
  public static InjectionReplay of(
      Workshop workshop,
      FastPath fastPath,
      Preset preset,
      Compiler compiler,
      List<Injection> plan,
      Function<Image, Narrator> narrator) {
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    InterruptRunner bench =
        new InterruptRunner(
            image,
            workshop.object(fastPath.file(), preset, compiler),
            fastPath,
            preset,
            Start.ENTRY,
            narrator.apply(image));
    bench.quiet();
    refuseBeyond(plan, bench.run(plan).ending().instructions());
    Run run = bench.narrated(plan);
    String how = GuestCall.describe(run.ending());
    return new InjectionReplay(
        how + " after " + run.ending().instructions() + " instructions", run.violations());
  }

  private static void refuseBeyond(List<Injection> plan, long instructions) {
    for (Injection injection : plan) {
      if (injection.at() >= instructions) {
        throw new LabException(
            String.format(
                "--at %s: the call has ended before, after %d instructions",
                injection.text(), instructions));
      }
    }
  }
}
