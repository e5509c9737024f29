package fastpath.lab.verdict;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A claim that is decided by running the same functions under several variants. */
public interface Comparison extends Claim {
  /** Returns the functions that are run. */
  List<FastPath> fastPaths(KernelSources sources);

  /** Returns the variants that are compared, in the order of the tables. */
  List<Preset> variants(KernelSources sources);

  /**
   * Returns a variant with the symbols that the functions need in addition. The user's own variants
   * are completed too.
   */
  default Preset complete(Preset preset) {
    return preset;
  }

  /** Returns the criteria, with answers from one compiler's code. */
  List<Criterion> criteria(CompilerView view);

  /**
   * Returns the criteria that scenarios of several threads decide. If a scenario fails, its answers
   * are missing and the failure is added to the problems.
   */
  default List<Criterion> scenes(
      Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    return List.of();
  }

  /** Returns the legend of the variants. */
  default Exhibit legend(Grid grid) {
    return Exhibit.legend(grid.presets());
  }

  /** Returns the table of what was counted. */
  Exhibit figures(List<CompilerView> views);

  /**
   * Returns a conclusion of one or two sentences. Where compilers differ, their figures are
   * separated by slashes, in the order of the tables.
   */
  String conclusion(List<CompilerView> views);

  @Override
  default Finding evaluate(Setting setting) {
    List<Preset> presets =
        setting.only(variants(setting.sources())).stream().map(this::complete).toList();
    Grid grid =
        Grid.fill(
            setting.workshop(),
            fastPaths(setting.sources()),
            presets,
            setting.compilers(),
            setting.steps());
    List<CompilerView> views =
        grid.compilers().stream().map(c -> new CompilerView(grid, c)).toList();
    Problems problems = new Problems();
    problems.addAll(grid.problems());
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    for (int i = 0; i < views.size(); i++) {
      List<Criterion> all = new ArrayList<>(criteria(views.get(i)));
      all.addAll(scenes(setting, presets, setting.compilers().get(i), problems));
      criteria.put(views.get(i).compiler(), all);
    }
    return new Finding(
        criteria,
        grid.measurements(),
        List.of(legend(grid), Exhibit.gap(), figures(views)),
        conclusion(views),
        problems.lines());
  }

  /** Formats a sentence that contains figures. */
  static String say(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  /** Returns one formatted figure for each compiler, separated by slashes. */
  static String each(
      List<CompilerView> views, String format, Function<CompilerView, ? extends Number> figure) {
    return views.stream()
        .map(view -> say(format, figure.apply(view)))
        .collect(Collectors.joining("/"));
  }
}
