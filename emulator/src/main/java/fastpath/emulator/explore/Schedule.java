package fastpath.emulator.explore;

import fastpath.emulator.machine.Interrupts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A schedule: a sequence of steps, in the order in which they happen. The text of a schedule is the
 * memory model, a colon, and the name of the CPU of each step, with {@code .drain} where a pending
 * store reaches memory, {@code .down} where a split access begins at its highest address, and the
 * vector where an interrupt is delivered, or {@code .nmi}: {@code tso: P0 P1 P0.drain P1.0xfd}.
 */
public record Schedule(List<Step> steps) {
  private static final String DRAIN = ".drain";
  private static final String DOWN = ".down";
  private static final String NMI = ".nmi";
  private static final Pattern INTERRUPT = Pattern.compile("(.+)\\.0x([0-9a-f]{1,2})");

  /** Returns the memory model that a schedule's text names. */
  public static Optional<MemoryModel> model(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? Optional.empty() : MemoryModel.named(text.substring(0, colon).strip());
  }

  /**
   * Parses the text of a schedule.
   *
   * @throws IllegalArgumentException if a word of the text is not a step; the message names the
   *     word
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
      if (word.equals(cpus.get(i).name() + DOWN)) {
        return Step.descend(i);
      }
      if (word.equals(cpus.get(i).name() + NMI)) {
        return Step.interrupt(i, Interrupts.NMI);
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

  /** Returns the text of the schedule. */
  public String text(Multiprocessor machine) {
    return steps.stream()
        .map(s -> machine.starts().get(s.cpu()).name() + suffix(s))
        .collect(Collectors.joining(" ", machine.model().text() + ": ", ""));
  }

  private static String suffix(Step s) {
    return switch (s.kind()) {
      case EXECUTE -> "";
      case DRAIN -> DRAIN;
      case DESCEND -> DOWN;
      case INTERRUPT ->
          s.vector() == Interrupts.NMI ? NMI : ".0x" + Integer.toHexString(s.vector());
    };
  }
}
