package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * With what a claim is evaluated.
 *
 * @param presets limits the variants shown; empty for all of them
 * @param twin whether the cold call is taken out of every variant: the claim must then fail, or it
 *     was not the call that it showed
 */
public record Setting(
    Workshop workshop, List<Compiler> compilers, List<Preset> presets, boolean twin, Steps steps) {
  private static final String NO_SLOW_CALL = "CONFIG_LAB_NO_SLOW_CALL";

  /** The presets that the setting asks for, those always needed among them, the user's own last. */
  List<Preset> choose(List<Preset> all, List<String> needed) {
    Stream<Preset> known =
        all.stream()
            .filter(
                p -> presets.isEmpty() || needed.contains(p.shortName()) || presets.contains(p));
    Stream<Preset> own =
        presets.stream()
            .filter(p -> !KernelSources.presets().contains(p))
            .filter(p -> !KernelSources.checks().contains(p));
    return Stream.concat(known, own).map(p -> twin ? withoutSlowCall(p) : p).toList();
  }

  /** The same variant with a single instruction in the place of the call of its slow path. */
  static Preset withoutSlowCall(Preset preset) {
    Map<String, String> config = new HashMap<>(preset.config());
    config.put(NO_SLOW_CALL, "y");
    return new Preset(preset.shortName(), preset.name(), preset.title(), config);
  }
}
