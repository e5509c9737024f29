package fastpath.lab.validate;

import fastpath.kernelsrc.KernelSources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON document of {@code validate --json}. */
public final class ValidationJson {
  private ValidationJson() {}

  /** Returns the whole document, for {@link fastpath.lab.text.Json}. */
  public static Map<String, Object> of(List<Validation> validations) {
    Map<String, Object> document = new LinkedHashMap<>();
    List<Examined> all = validations.stream().flatMap(v -> v.examined().stream()).toList();
    document.put("compilers", validations.getFirst().compilers());
    document.put("runs", all.stream().mapToLong(Examined::runs).sum());
    document.put("nestedRuns", all.stream().mapToLong(Examined::nestedRuns).sum());
    document.put("failures", validations.stream().mapToInt(v -> v.failures().size()).sum());
    document.put(
        "combinations",
        validations.stream()
            .flatMap(v -> v.examined().stream().map(e -> combination(v.sources(), e)))
            .toList());
    return document;
  }

  private static Map<String, Object> combination(KernelSources sources, Examined e) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("host", e.fastPath().name());
    row.put("config", e.preset().shortName());
    row.put("overlay", sources.overlay().orElse(null));
    row.put("compiler", e.compiler());
    row.put("passed", e.passed());
    row.put("error", e.failure());
    row.put("instructions", e.instructions());
    row.put("runs", e.runs());
    row.put("nestedRuns", e.nestedRuns());
    row.put("afarRuns", e.afarRuns());
    row.put("nestedAt", e.nested());
    row.put("places", e.places());
    row.put("failedRuns", e.failedRuns());
    row.put("violations", e.violations().stream().map(v -> violation(sources, e, v)).toList());
    return row;
  }

  private static Map<String, Object> violation(
      KernelSources sources, Examined examined, Violation v) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("check", v.check().label());
    row.put("says", v.check().says());
    row.put("detail", v.detail());
    row.put("at", v.plan().stream().map(Injection::at).toList());
    row.put("sites", v.sites().stream().map(ValidationJson::site).toList());
    row.put("replay", ValidationReport.replay(sources, examined, v));
    return row;
  }

  private static Map<String, Object> site(Site s) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", "0x" + Long.toHexString(s.address()));
    row.put("listing", s.listing());
    row.put("function", s.function());
    row.put("file", s.file());
    row.put("line", s.line());
    row.put("within", s.within());
    return row;
  }
}
