package fastpath.lab.validate;

import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.GuestCall;
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
   */
  public static InjectionReplay of(
      Workshop workshop,
      FastPath fastPath,
      Preset preset,
      Compiler compiler,
      List<Injection> plan,
      Function<Image, Narrator> narrator) {
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    InterruptRunner bench = new InterruptRunner(image, fastPath, preset, narrator.apply(image));
    bench.quiet();
    Run run = bench.narrated(plan);
    String how = GuestCall.describe(run.ending());
    return new InjectionReplay(
        how + " after " + run.ending().instructions() + " instructions", run.violations());
  }
}
