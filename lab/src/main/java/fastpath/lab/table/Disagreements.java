package fastpath.lab.table;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A list of the fast paths about which compilers differ: leaf or not, and framed or not on the path
 * taken.
 */
public record Disagreements(Grid grid) {

  public List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>();
    for (FastPath fastPath : grid.fastPaths()) {
      Map<String, List<String>> variantsByViews = new LinkedHashMap<>();
      for (Preset preset : grid.presets()) {
        Map<String, List<String>> views = views(fastPath, preset);
        if (views.size() > 1) {
          variantsByViews
              .computeIfAbsent(describe(views), key -> new ArrayList<>())
              .add(preset.shortName());
        }
      }
      variantsByViews.forEach((views, variants) ->
          exhibits.add(
              Exhibit.item(fastPath.name() + " " + String.join(" ", variants) + ": " + views)));
    }
    exhibits.addFirst(
        Exhibit.text(
            exhibits.isEmpty()
                ? "The compilers agree everywhere on leaf or not, and framed or not on the path."
                : "Where the compilers differ on leaf or not, or framed or not on the path:"));
    return exhibits;
  }

  /**
   * Returns the descriptions of a fast path's code under a preset, each with the compilers whose
   * code it describes.
   */
  private Map<String, List<String>> views(FastPath fastPath, Preset preset) {
    Map<String, List<String>> views = new LinkedHashMap<>();
    for (String compiler : grid.compilers()) {
      grid.at(fastPath, preset.shortName(), compiler)
          .ifPresent(m -> views.computeIfAbsent(view(m), key -> new ArrayList<>()).add(compiler));
    }
    return views;
  }

  private static String view(Measurement m) {
    return (m.leafInCode().isLeafForCompiler() ? "leaf" : "non-leaf")
        + (m.framed() ? ", framed" : ", frameless");
  }

  private static String describe(Map<String, List<String>> views) {
    return views.entrySet().stream()
        .map(view -> String.join(" and ", view.getValue()) + " " + view.getKey())
        .collect(Collectors.joining("; "));
  }
}
