package fastpath.lab.evidence;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.ScenarioRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A claim that is decided by what scenarios of several threads record. */
public interface SceneClaim extends Claim {
  /** Returns the name of each scenario, with the presets under which the scenario runs. */
  Map<String, List<String>> scenes();

  /** Returns the criteria, with the answers that the scenarios give. */
  List<Criterion> criteria(Scenes scenes);

  @Override
  default Finding evaluate(Setting setting) {
    List<Preset> presets = presets(setting);
    int count = scenes().values().stream().mapToInt(List::size).sum();
    setting.steps().expect(count * setting.compilers().size());
    Problems problems = new Problems();
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    List<Scenes> all = new ArrayList<>();
    for (Compiler compiler : setting.compilers()) {
      Scenes scenes = play(setting, presets, compiler, problems);
      all.add(scenes);
      criteria.put(compiler.name(), criteria(scenes));
    }
    return new Finding(
        criteria,
        all.stream()
            .flatMap(scenes -> scenes.played().stream())
            .map(scene -> scene.run().measurement())
            .toList(),
        List.of(Exhibit.legend(presets), Exhibit.gap(), table(all)),
        "",
        problems.lines());
  }

  private List<Preset> presets(Setting setting) {
    KernelSources sources = setting.sources();
    return setting.only(
        sources.presetsNamed(
            scenes().values().stream().flatMap(List::stream).distinct().toArray(String[]::new)));
  }

  private Scenes play(Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    record Task(String scenario, Preset preset) {}
    List<Task> tasks = new ArrayList<>();
    scenes()
        .forEach((scenario, names) ->
            presets.stream()
                .filter(p -> names.contains(p.shortName()) || Setting.isOwn(p))
                .forEach(p -> tasks.add(new Task(scenario, p))));
    return new Scenes(
        compiler.name(),
        tasks.parallelStream()
            .map(task -> {
              String place = Problems.place(task.scenario, task.preset, compiler);
              Optional<ScenarioRun> run =
                  problems.attempt(
                      place,
                      () ->
                          ScenarioRun.play(
                              setting.workshop(), task.scenario, task.preset, compiler));
              setting.steps().done(place);
              return run.map(r -> new Scenes.Scene(task.scenario, task.preset.shortName(), r));
            })
            .flatMap(Optional::stream)
            .toList());
  }

  /**
   * Returns a table of each scenario's records, in one block for compilers with the same records.
   */
  private static Exhibit table(List<Scenes> all) {
    return columns -> {
      Map<List<String>, List<String>> blocks = new LinkedHashMap<>();
      all.forEach(scenes ->
          blocks.computeIfAbsent(rows(scenes), key -> new ArrayList<>()).add(scenes.compiler()));
      List<String> lines = new ArrayList<>();
      blocks.forEach((rows, compilers) -> {
        lines.add(String.join(", ", compilers) + ": what each scenario wrote down");
        lines.addAll(rows);
        lines.add("");
      });
      return lines;
    };
  }

  private static List<String> rows(Scenes scenes) {
    TextTable table = new TextTable().left(1).left(2);
    for (Scenes.Scene scene : scenes.played()) {
      table.row(
          "  " + scene.place(),
          scene.run().trace(),
          scene.run().values().stream().map(Integer::toHexString).collect(Collectors.joining(" ")));
    }
    return table.lines();
  }
}
