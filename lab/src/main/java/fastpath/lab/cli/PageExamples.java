package fastpath.lab.cli;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Mix;
import fastpath.lab.page.PageModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The examples of the live page: fast paths and races of kernelsrc, and litmus tests. */
final class PageExamples {
  private static final KernelSources BASE = KernelSources.BASE;
  private static final List<String> LITMUS = List.of("SB.litmus", "SB+mfences.litmus", "MP.litmus");

  /** Whole kernels, which have user access, for examples that need it. */
  private static final List<String> KERNELS =
      List.of(Mix.NONE_AFTER, Mix.VOLUNTARY_AFTER, Mix.FULL_AFTER);

  /** The number of presets of an example. */
  private static final int MOST = 3;

  private static final String RACE_CONFIG = "V3";

  private PageExamples() {}

  /** Returns the examples, each with what the page fills in. */
  static List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>();
    BASE.fastPaths().forEach(fastPath -> all.add(function(fastPath, List.of())));
    List<String> checks = BASE.checks().stream().map(Preset::shortName).limit(MOST).toList();
    BASE.copies().forEach(fastPath -> all.add(function(fastPath, checks)));
    // A call that wakes a thread needs the scheduler of several threads, which measure does not
    // link.
    Stream.of(BASE.userAccess(), BASE.mix())
        .flatMap(List::stream)
        .filter(fastPath -> !fastPath.wakes())
        .forEach(fastPath -> all.add(function(fastPath, KERNELS)));
    LITMUS.forEach(file -> all.add(litmus(file, PageModule.resource(file), "litmus", "")));
    BASE.races().forEach(file -> all.add(litmus(file, BASE.text(file), "c", RACE_CONFIG)));
    return all;
  }

  /**
   * Returns an example with a function.
   *
   * @param configs the presets under which the function compiles; empty for those that the page has
   */
  private static Map<String, Object> function(FastPath fastPath, List<String> configs) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("name", fastPath.name());
    example.put("title", fastPath.title());
    example.put("mode", "measure");
    example.put("source", BASE.text(fastPath.file()));
    example.put("call", fastPath.function());
    example.put("setup", fastPath.setup());
    example.put("configs", configs);
    return example;
  }

  private static Map<String, Object> litmus(
      String name, String text, String language, String config) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("name", name);
    example.put("title", "");
    example.put("mode", "litmus");
    example.put("source", text);
    example.put("language", language);
    example.put("config", config);
    return example;
  }
}
