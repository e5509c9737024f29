package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Steps in the order in which they happen. As text: the memory model, a colon, and the names of the
 * CPUs that step, with {@code .drain} where a pending store reaches memory, and the vector where an
 * interrupt is delivered: {@code tso: P0 P1 P0.drain P1.0xfd}.
 */
public record Schedule(List<Step> steps) {
  private static final String DRAIN = ".drain";
  private static final Pattern INTERRUPT = Pattern.compile("(.+)\\.0x([0-9a-f]{1,2})");

  /** The memory model that a text names. */
  public static Optional<MemoryModel> model(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? Optional.empty() : MemoryModel.named(text.substring(0, colon).strip());
  }

  /**
   * Reads text.
   *
   * @throws IllegalArgumentException naming the word that is not a step
   */
  public static Schedule parse(String text, List<Start> cpus) {
    List<Step> steps = new ArrayList<>();
    for (String word : text.substring(text.indexOf(':') + 1).strip().split("\\s+")) {
      if (!word.isEmpty()) {
        steps.add(step(word, cpus));
      }
    }
    return new Schedule(steps);
  }

  private static Step step(String word, List<Start> cpus) {
    for (int i = 0; i < cpus.size(); i++) {
      if (word.equals(cpus.get(i).name())) {
        return Step.execute(i);
      }
      if (word.equals(cpus.get(i).name() + DRAIN)) {
        return Step.drain(i);
      }
      Matcher interrupt = INTERRUPT.matcher(word);
      if (interrupt.matches() && interrupt.group(1).equals(cpus.get(i).name())) {
        return Step.interrupt(i, Integer.parseInt(interrupt.group(2), 16));
      }
    }
    throw new IllegalArgumentException(
        "no step "
            + word
            + "; the steps are "
            + cpus.stream()
                .map(c -> c.name() + ", " + c.name() + DRAIN)
                .collect(Collectors.joining(", ")));
  }

  /** The text. */
  public String text(Multiprocessor machine) {
    return steps.stream()
        .map(s -> machine.starts().get(s.cpu()).name() + suffix(s))
        .collect(Collectors.joining(" ", machine.model().text() + ": ", ""));
  }

  private static String suffix(Step s) {
    return switch (s.kind()) {
      case EXECUTE -> "";
      case DRAIN -> DRAIN;
      case INTERRUPT -> ".0x" + Integer.toHexString(s.vector());
    };
  }
}
