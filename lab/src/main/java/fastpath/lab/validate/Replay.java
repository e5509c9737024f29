package fastpath.lab.validate;

import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Scene;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.function.Function;

/**
 * One run made again.
 *
 * @param outcome how the call ended, in words
 * @param violations what did not hold in it
 */
public record Replay(String outcome, List<Violation> violations) {

  /**
   * Makes it.
   *
   * @param plan what comes from outside; nothing for the quiet run
   * @param narrator of what happens in an image
   */
  public static Replay of(
      Workshop workshop,
      Host host,
      Preset preset,
      Compiler compiler,
      List<Injection> plan,
      Function<Image, Narrator> narrator) {
    Image image = workshop.imageInContext(host, preset, compiler, LinkOptions.kernel());
    Bench bench = new Bench(image, host, preset, narrator.apply(image));
    bench.quiet();
    Run run = bench.narrated(plan);
    String how = Scene.describe(run.ending());
    return new Replay(
        how + " after " + run.ending().instructions() + " instructions", run.violations());
  }
}
