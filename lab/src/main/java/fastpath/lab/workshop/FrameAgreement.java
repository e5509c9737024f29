package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.frames.FrameComparison;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.kernelsrc.KernelSources;
import java.util.List;
import java.util.function.Predicate;

/**
 * The differences between unwind information and instructions in which registers are saved in stack
 * frames. Pushes and pops in inline assembly are left out, because compilers do not describe them
 * in unwind information. A difference in code of the lab's own compiler or of kernelsrc is an
 * error. In other code the instructions are taken as correct, and a note names each place where the
 * unwind information differs.
 */
public record FrameAgreement(List<String> errors, List<String> notes) {

  /** Compares unwind information and instructions for every executed instruction. */
  public static FrameAgreement of(Image image, Profile profile) {
    List<Decoded> executed = profile.entries().stream().map(Profile.Entry::insn).toList();
    List<FrameComparison.Difference> differences =
        FrameComparison.of(image.frames().byCfi(), image.frames().byOpcodes(), executed).stream()
            .filter(d -> d.first() == FrameUse.SAVE || d.second() == FrameUse.SAVE)
            .toList();
    Predicate<FrameComparison.Difference> ours = d -> isOurs(image, d.insn().address());
    return new FrameAgreement(
        differences.stream().filter(ours).map(d -> line(image, d)).toList(),
        differences.stream().filter(ours.negate()).map(d -> line(image, d)).toList());
  }

  private static boolean isOurs(Image image, long address) {
    return image.fileAt(address).filter(f -> f.startsWith(KernelSources.PREFIX)).isPresent()
        || !image.inlines().at(address).isEmpty()
            && image.producerAt(address).filter(Compilers.OWN::equals).isPresent();
  }

  private static String line(Image image, FrameComparison.Difference d) {
    return "%s (%s) %s by unwind information and %s by the code"
        .formatted(
            image.symbolize(d.insn().address()),
            AnnotatedListing.text(image, d.insn()),
            d.first().says(),
            d.second().says());
  }

  /**
   * Throws an exception if there is an error.
   *
   * @throws LabException with a message that names the first error
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw new LabException("frames: " + errors.getFirst());
    }
  }
}
