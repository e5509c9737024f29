package fastpath.lab.cli;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
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
  private static final String RACE_CONFIG = "V3";

  private PageExamples() {}

  /** Returns the examples, each with what the page fills in. */
  static List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>();
    Stream.of(BASE.fastPaths(), BASE.copies(), BASE.userAccess())
        .flatMap(List::stream)
        .forEach(fastPath -> all.add(function(fastPath)));
    LITMUS.forEach(file -> all.add(litmus(file, PageModule.resource(file), "litmus", "")));
    BASE.races().forEach(file -> all.add(litmus(file, BASE.text(file), "c", RACE_CONFIG)));
    return all;
  }

  private static Map<String, Object> function(FastPath fastPath) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("name", fastPath.name());
    example.put("title", fastPath.title());
    example.put("mode", "measure");
    example.put("source", BASE.text(fastPath.file()));
    example.put("call", fastPath.function());
    example.put("setup", fastPath.setup());
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
