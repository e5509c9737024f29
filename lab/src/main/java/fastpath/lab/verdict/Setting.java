package fastpath.lab.verdict;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * With what a claim is evaluated.
 *
 * @param presets limits the variants shown; empty for all of them
 * @param twin what every variant is changed to, if it is a broken kernel that is evaluated; its
 *     edits are in the workshop's sources
 */
public record Setting(
    Workshop workshop,
    List<Compiler> compilers,
    List<Preset> presets,
    Optional<Twin> twin,
    Steps steps) {

  /** The twin of the kernel in whose place the slow path's call is a single instruction. */
  public static final Twin WITHOUT_SLOW_CALL = Twin.with("LAB_NO_SLOW_CALL");

  /** What the claim is decided on. */
  public KernelSources sources() {
    return workshop.sources();
  }

  /** The presets that the setting asks for, those always needed among them, the user's own last. */
  public List<Preset> choose(List<Preset> all, List<String> needed) {
    return withOwn(
        all.stream()
            .filter(
                p -> presets.isEmpty() || needed.contains(p.shortName()) || presets.contains(p)));
  }

  /** These presets, whatever the setting asks for, and the user's own last. */
  public List<Preset> only(List<Preset> needed) {
    return withOwn(needed.stream());
  }

  /** Whether a variant is the user's own, and not one that the claim was made for. */
  public static boolean isOwn(Preset preset) {
    return KernelSources.BASE.preset(preset.shortName()).isEmpty();
  }

  private List<Preset> withOwn(Stream<Preset> known) {
    return Stream.concat(known, presets.stream().filter(Setting::isOwn))
        .distinct()
        .map(preset -> twin.map(t -> t.change().apply(preset)).orElse(preset))
        .toList();
  }
}
