package fastpath.lab.compare;

import fastpath.emulator.count.Counters;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Known;
import fastpath.lab.workshop.PathListing;
import fastpath.lab.workshop.PathListing.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The differences between two calls of a function.
 *
 * @param pairs pairs of instructions, in the order of printing
 * @param differences the differences by cause. Their instructions, pushes and stack bytes add up to
 *     the differences between the calls
 */
public record PathComparison(List<Pair> pairs, List<Difference> differences) {
  public PathComparison {
    pairs = List.copyOf(pairs);
    differences = List.copyOf(differences);
  }

  /** Compares two calls and the paths that they took. */
  public static PathComparison of(
      Counters first, PathListing firstPath, Counters second, PathListing secondPath) {
    List<Pair> pairs = Alignment.of(firstPath, secondPath);
    Map<String, List<Pair>> byCause = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      byCause.put(role.label(), new ArrayList<>());
    }
    for (Pair pair : pairs) {
      if (!pair.isSame()) {
        byCause.computeIfAbsent(pair.cause(), cause -> new ArrayList<>()).add(pair);
      }
    }
    OptionalLong pushes = Known.difference(second.pushes(), first.pushes());
    long stack = second.stackBytes() - first.stackBytes();
    List<Difference> differences = new ArrayList<>();
    byCause.forEach((cause, differing) -> {
      boolean frame = cause.equals(Role.FRAME.label());
      long instructions = differing.stream().mapToLong(Pair::difference).sum();
      if (!differing.isEmpty() || frame && (stack != 0 || pushes.orElse(0) != 0)) {
        List<String> at = frame ? registers(firstPath, secondPath) : places(cause, differing);
        differences.add(
            new Difference(
                cause, instructions, frame ? pushes : known(pushes), frame ? stack : 0, at));
      }
    });
    return new PathComparison(pairs, differences);
  }

  /**
   * Returns the pushes of a cause other than the frame: 0, or empty if pushes are not known.
   * Register saves have the role frame only.
   */
  private static OptionalLong known(OptionalLong pushes) {
    return pushes.isPresent() ? OptionalLong.of(0) : pushes;
  }

  /**
   * Returns the registers that only one of the paths saves, with the calls during which they hold
   * values.
   */
  private static List<String> registers(PathListing first, PathListing second) {
    List<String> at = new ArrayList<>();
    first.saves().forEach((r, calls) -> note(at, "no longer saves ", r, calls, second));
    second.saves().forEach((r, calls) -> note(at, "saves ", r, calls, first));
    return at;
  }

  private static void note(
      List<String> at, String verb, String register, List<String> calls, PathListing other) {
    if (!other.saves().containsKey(register)) {
      String over = calls.isEmpty() ? "" : ", held over " + String.join(", ", calls);
      at.add(verb + register + over);
    }
  }

  private static List<String> places(String cause, List<Pair> differing) {
    Set<String> places = new LinkedHashSet<>();
    boolean named = Difference.namesInstructions(cause);
    for (Pair pair : differing) {
      Line line = pair.second() == null ? pair.first() : pair.second();
      places.add(named || !line.hasSource() ? instructions(pair) : line.source());
    }
    return List.copyOf(places);
  }

  private static String instructions(Pair pair) {
    return text(pair.first()) + " -> " + text(pair.second());
  }

  private static String text(Line line) {
    return line == null
        ? "nothing"
        : "%d x %s".formatted(line.count(), line.text().replaceAll("\\s+", " "));
  }
}
