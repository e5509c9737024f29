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
 * The settings under which a claim is evaluated.
 *
 * @param presets the variants to show; empty to show all variants
 * @param twin the broken kernel to evaluate, which changes every variant; the workshop's sources
 *     contain the twin's edits
 */
public record Setting(
    Workshop workshop,
    List<Compiler> compilers,
    List<Preset> presets,
    Optional<Twin> twin,
    Steps steps) {

  /** The twin in which one instruction takes the place of the slow path's call. */
  public static final Twin WITHOUT_SLOW_CALL = Twin.with("LAB_NO_SLOW_CALL");

  /** Returns the kernel sources that the evaluation uses. */
  public KernelSources sources() {
    return workshop.sources();
  }

  /**
   * Returns the presets that are to be shown or are always needed, followed by the user's own
   * presets.
   */
  public List<Preset> choose(List<Preset> all, List<String> needed) {
    return withOwn(
        all.stream()
            .filter(
                p -> presets.isEmpty() || needed.contains(p.shortName()) || presets.contains(p)));
  }

  /** Returns the given presets, followed by the user's own presets. */
  public List<Preset> only(List<Preset> needed) {
    return withOwn(needed.stream());
  }

  /** True if a variant is one of the user's own, not one of kernelsrc. */
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
