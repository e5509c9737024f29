package fastpath.lab.verdict;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A claim that is decided by exploring every order in which several CPUs' accesses can take effect.
 */
public interface RaceClaim extends Claim {
  /** A twin of races/wakeup.c in which P1 never lets P0 continue. */
  Twin SILENT_WAKER =
      Twin.edit(
          "the waker never reports that it is done",
          "races/wakeup.c",
          "\tWRITE_ONCE(woken, 1);\n",
          "");

  /**
   * Returns the names of the claim's programs in {@link fastpath.kernelsrc.KernelSources#races}.
   */
  List<String> programs();

  /** Returns the variants under which the programs are explored, in the order of the tables. */
  List<Preset> variants(KernelSources sources);

  /** Returns the criteria, whose cases are the variants of the explored programs. */
  List<Criterion> criteria(Races races);

  /** Returns a conclusion of one or two sentences; empty if the tables suffice. */
  default String conclusion(Map<String, List<Race>> races) {
    return "";
  }

  @Override
  default String section() {
    return "Optimizing full preemption";
  }

  @Override
  default Finding evaluate(Setting setting) {
    List<Preset> presets = setting.only(variants(setting.sources()));
    setting.steps().expect(programs().size() * presets.size() * setting.compilers().size());
    Problems problems = new Problems();
    Map<String, List<Race>> races = new LinkedHashMap<>();
    for (Compiler compiler : setting.compilers()) {
      races.put(
          compiler.name(),
          presets.parallelStream()
              .flatMap(
                  p -> programs().stream().map(f -> Race.of(setting, f, p, compiler, problems)))
              .flatMap(Optional::stream)
              .toList());
    }
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    races.forEach((compiler, all) -> criteria.put(compiler, criteria(new Races(presets, all))));
    return new Finding(
        criteria,
        List.of(),
        List.of(Exhibit.legend(presets), Exhibit.gap(), table(races), story(races)),
        conclusion(races),
        problems.lines());
  }

  /** Returns a table of the explored programs, one program per line. */
  private static Exhibit table(Map<String, List<Race>> races) {
    return columns -> {
      TextTable table = new TextTable().left(1).left(2);
      table.row("", "compiler", "a change of the count is", "states", "ends", "flag lost");
      for (List<Race> all : races.values()) {
        for (Race race : all) {
          table.row(
              "  " + race.preset().shortName() + " " + race.name(),
              race.compiler().name(),
              race.lowering().says(),
              race.explored(),
              race.ends().size(),
              race.ends().stream().filter(Race.End::isLost).count());
        }
      }
      List<String> lines = new ArrayList<>(table.lines());
      lines.add("");
      return lines;
    };
  }

  /**
   * Returns a shortest schedule that loses a flag, for the first program that loses one; no lines
   * if no program does.
   */
  private static Exhibit story(Map<String, List<Race>> races) {
    return columns ->
        races.values().stream()
            .flatMap(List::stream)
            .filter(Race::loses)
            .limit(1)
            .flatMap(race -> race.story(columns).stream())
            .toList();
  }
}
