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
 * One run made again.
 *
 * @param outcome how the call ended, in words
 * @param violations what did not hold in it
 */
public record InjectionReplay(String outcome, List<Violation> violations) {

  /**
   * Makes it.
   *
   * @param plan what comes from outside; nothing for the quiet run
   * @param narrator of what happens in an image
   * @throws LabException if the call has ended before one of them comes
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
