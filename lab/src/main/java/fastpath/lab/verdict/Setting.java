package fastpath.lab.verdict;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.stream.Stream;

/**
 * With what a claim is evaluated.
 *
 * @param presets limits the variants shown; empty for all of them
 * @param twin whether every variant is replaced by its broken twin: the claim must then come out
 *     otherwise
 */
public record Setting(
    Workshop workshop, List<Compiler> compilers, List<Preset> presets, boolean twin, Steps steps) {

  /** What the claim is decided on. */
  public KernelSources sources() {
    return workshop.sources();
  }

  /** The presets that the setting asks for, those always needed among them, the user's own last. */
  public List<Preset> choose(Claim claim, List<Preset> all, List<String> needed) {
    return withOwn(
        claim,
        all.stream()
            .filter(
                p -> presets.isEmpty() || needed.contains(p.shortName()) || presets.contains(p)));
  }

  /** These presets, whatever the setting asks for, and the user's own last. */
  public List<Preset> only(Claim claim, List<Preset> needed) {
    return withOwn(claim, needed.stream());
  }

  private List<Preset> withOwn(Claim claim, Stream<Preset> known) {
    Stream<Preset> own =
        presets.stream().filter(p -> KernelSources.BASE.preset(p.shortName()).isEmpty());
    return Stream.concat(known, own).distinct().map(p -> twin ? claim.broken(p) : p).toList();
  }

  /** The same variant with a single instruction in the place of the call of its slow path. */
  public static Preset withoutSlowCall(Preset preset) {
    return preset.with("LAB_NO_SLOW_CALL");
  }
}
