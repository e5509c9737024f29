package fastpath.lab.gate;

import fastpath.lab.gate.LimitResult.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of comparing measured rows with limits.
 *
 * @param results a result for each row and limit, in the order of the rows
 * @param gone keys of the baseline's rows that were not measured in this run
 */
public record Gate(List<LimitResult> results, List<RowKey> gone) {
  /** A measured row and the limits that it is compared with. */
  public record Held(KeptRow row, List<Limit> limits) {}

  /** Returns the results where no row has a limit. */
  public static Gate none() {
    return new Gate(List.of(), List.of());
  }

  /** Compares measured rows with their limits and with a baseline, if there is one. */
  public static Gate of(List<Held> rows, Optional<Baseline> baseline) {
    List<LimitResult> results = new ArrayList<>();
    for (Held held : rows) {
      Optional<KeptRow> kept = baseline.flatMap(b -> b.row(held.row().key()));
      held.limits().forEach(limit -> results.add(result(held.row(), kept, limit)));
    }
    List<RowKey> measured = rows.stream().map(held -> held.row().key()).toList();
    List<RowKey> gone =
        baseline.stream()
            .flatMap(b -> b.rows().stream())
            .map(KeptRow::key)
            .filter(key -> !measured.contains(key))
            .toList();
    return new Gate(results, gone);
  }

  /** True if any result makes the command fail. */
  public boolean fails() {
    return results.stream().anyMatch(LimitResult::fails);
  }

  private static LimitResult result(KeptRow row, Optional<KeptRow> kept, Limit limit) {
    Long before = kept.map(k -> k.counters().get(limit.counter())).orElse(null);
    Long after = row.counters().get(limit.counter());
    Outcome outcome = outcome(kept.isPresent(), before, after, limit);
    String cause = outcome == Outcome.EXCEEDED ? cause(limit, kept, row) : "";
    return new LimitResult(row.key(), limit, before, after, outcome, cause);
  }

  private static Outcome outcome(boolean kept, Long before, Long after, Limit limit) {
    if (after == null) {
      return Outcome.UNKNOWN;
    }
    if (limit.relative() && before == null) {
      return kept ? Outcome.UNKNOWN : Outcome.NOT_KEPT;
    }
    long most = limit.allows(before == null ? 0 : before);
    return after > most ? Outcome.EXCEEDED : Outcome.WITHIN;
  }

  /**
   * Returns what the row's figure is made of: the roles that changed, such as {@code frame +2,
   * spill -1}. Without a kept row, the row's roles, and the calls in the function's code. For a
   * limit on calls, the calls.
   */
  private static String cause(Limit limit, Optional<KeptRow> kept, KeptRow row) {
    String calls = row.callees().isEmpty() ? "" : "calls " + String.join(", ", row.callees());
    if (limit.counter().equals(Limit.LEAF.counter())) {
      return calls;
    }
    return kept.map(k -> changes(k.roles(), row.roles()))
        .orElseGet(() ->
            Stream.of(roles(row.roles()), calls)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
  }

  private static String roles(Map<String, Long> counts) {
    return counts == null
        ? ""
        : counts.entrySet().stream()
            .map(role -> role.getKey() + " " + role.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Returns the roles whose instruction counts changed, with the changes. */
  private static String changes(Map<String, Long> before, Map<String, Long> after) {
    if (before == null || after == null) {
      return "";
    }
    Set<String> roles = new LinkedHashSet<>(after.keySet());
    roles.addAll(before.keySet());
    List<String> changes = new ArrayList<>();
    for (String role : roles) {
      long more = after.getOrDefault(role, 0L) - before.getOrDefault(role, 0L);
      if (more != 0) {
        changes.add("%s %+d".formatted(role, more));
      }
    }
    return String.join(", ", changes);
  }
}
