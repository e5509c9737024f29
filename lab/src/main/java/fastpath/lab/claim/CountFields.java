package fastpath.lab.claim;

import com.google.common.collect.ImmutableMap;
import fastpath.lab.evidence.SceneClaim;
import fastpath.lab.evidence.Scenes;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A claim that {@code fastpath reproduce count-fields} evaluates. The claim reads the preempt count
 * in nested regions, in a softirq, in the handlers of an interrupt and of an NMI, and for a
 * preempted thread. The claim tests the count of 3.11 (V1b) and later forms of the count. The
 * expected verdict is CONFIRMED. The count has fields of 8, 8 and 10 bits and one field of one bit,
 * and regions nest.
 */
final class CountFields implements SceneClaim {
  private static final String OF_THE_DAY = "V1b";
  private static final List<String> FORMS = List.of(OF_THE_DAY, "V2", "V3", "V5");

  /** The scenario that records the count in each context. */
  private static final String PARTS = "nesting";

  /** The scenario in which a thread is preempted. */
  private static final String SWITCHED = "switching";

  /** The scenario of a reader within a reader, during which a thread is woken. */
  private static final String READERS = "rcu-reader-nested";

  private static final String PREEMPT = "include/linux/preempt.h";

  private static final Twin DOES_NOT_NEST =
      Twin.edit(
          "a region inside a region does not count",
          PREEMPT,
          "\tpreempt_count_inc();\n",
          "\tif (!(preempt_count() & PREEMPT_MASK))\n\t\tpreempt_count_inc();\n");

  /**
   * Letters of the scenario's trace at which the count is recorded: in a region, in two nested
   * regions, in a softirq, in an interrupt, in an NMI, and where nothing counts.
   */
  private static final char REGION = '1';

  private static final char REGIONS = '2';
  private static final char SOFTIRQ = 'S';
  private static final char HARDIRQ = 'D';
  private static final char NMI = 'N';
  private static final char NOTHING = '0';

  @Override
  public String name() {
    return "count-fields";
  }

  @Override
  public String title() {
    return "the count has fields of 8, 8 and 10 bits, and regions nest";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "The preemption count is a word of several fields: how many regions the thread is in (8"
        + " bits), so that they nest; softirqs (8 bits); hardware interrupts (10 bits on most"
        + " architectures); and PREEMPT_ACTIVE, which says that the thread is being preempted.";
  }

  @Override
  public String note() {
    return "The width of a field follows from its unit and the unit of the next "
        + "field. A bit for NMIs lies between the field of hardware interrupts and "
        + "PREEMPT_ACTIVE. Since 3.13 hardware interrupts have four bits, and the "
        + "flag is in the word too.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Map<String, List<String>> scenes() {
    return ImmutableMap.of(PARTS, FORMS, SWITCHED, List.of(OF_THE_DAY), READERS, FORMS);
  }

  @Override
  public List<Criterion> criteria(Scenes scenes) {
    return List.of(
        Criterion.all(
            "3.11: each field is as wide as the article says",
            Twin.with("PREEMPT_COUNT_PERCPU")
                .and(Twin.with("NEED_RESCHED_FOLDED"))
                .and(Twin.with("NEED_RESCHED_INVERTED"))
                .named("the layout of 3.13"),
            List.of(
                width("regions", 8, CountFields::softirq, scenes),
                width("softirqs", 8, run -> hardirq(run) / softirq(run), scenes),
                width("hardirqs", 10, run -> nmi(run) / hardirq(run), scenes),
                scenes.test(
                    "PREEMPT_ACTIVE: 1 bit", SWITCHED, OF_THE_DAY, CountFields::oneBitOfAThread))),
        Criterion.all(
            "a region inside another adds one to the count, and its end subtracts one",
            DOES_NOT_NEST,
            forms(PARTS, scenes, CountFields::nests)),
        Criterion.all(
            "the end of an inner region does not reschedule: the woken thread waits "
                + "for the outer region's end",
            DOES_NOT_NEST,
            forms(READERS, scenes, run -> run.trace().matches("rirnU.*"))),
        Criterion.all(
            "each field has its old value when its context is left",
            Twin.edit(
                "an NMI leaves its bit",
                "include/linux/hardirq.h",
                "preempt_count_sub(NMI_OFFSET + HARDIRQ_OFFSET)",
                "preempt_count_sub(HARDIRQ_OFFSET)"),
            forms(PARTS, scenes, run -> last(run, NOTHING).orElse(-1) == 0)));
  }

  private static List<Case> forms(String scenario, Scenes scenes, Predicate<ScenarioRun> shows) {
    return FORMS.stream().map(form -> scenes.test(form, scenario, form, shows)).toList();
  }

  /**
   * Returns the case that a field has a number of bits: the unit of the next field must be 2 to the
   * power of that number, times this field's unit.
   */
  private static Case width(
      String field, int bits, ToIntFunction<ScenarioRun> times, Scenes scenes) {
    return scenes.test(
        field + ": " + bits + " bits",
        PARTS,
        OF_THE_DAY,
        run -> times.applyAsInt(run) == 1 << bits);
  }

  private static boolean nests(ScenarioRun run) {
    return last(run, REGION).orElse(0) == 1
        && last(run, REGIONS).orElse(0) == 2
        && last(run, NOTHING).orElse(-1) == 0;
  }

  /**
   * Returns the count that the scenario recorded last in a softirq, where every other field of the
   * count is 0.
   */
  private static int softirq(ScenarioRun run) {
    return last(run, SOFTIRQ).orElse(1);
  }

  private static int hardirq(ScenarioRun run) {
    return last(run, HARDIRQ).orElse(1);
  }

  /**
   * Returns the NMI's part of the count that an NMI's handler recorded last. An NMI counts as an
   * interrupt too, and the NMI of the scenario arrives while a softirq is in a region.
   */
  private static int nmi(ScenarioRun run) {
    return last(run, NMI).orElse(0) - hardirq(run) - softirq(run) - 1;
  }

  /**
   * True if PREEMPT_ACTIVE is a single bit and the only nonzero count of the threads that lost the
   * CPU, without the scheduler's own region.
   */
  private static boolean oneBitOfAThread(ScenarioRun run) {
    return run.switched().stream()
            .map(thread -> thread.count() & ~1)
            .filter(count -> count != 0)
            .distinct()
            .toList()
            .equals(List.of(run.preemptActive()))
        && Integer.bitCount(run.preemptActive()) == 1;
  }

  /**
   * Returns the count that the scenario recorded at the last occurrence of a letter in its trace.
   * Lower-case letters of the trace record no count.
   */
  private static Optional<Integer> last(ScenarioRun run, char letter) {
    List<Character> looks =
        run.trace().chars().filter(c -> !Character.isLowerCase(c)).mapToObj(c -> (char) c).toList();
    int at = looks.lastIndexOf(letter);
    return Stream.of(at)
        .filter(i -> i >= 0 && i < run.values().size())
        .map(run.values()::get)
        .findFirst();
  }
}
