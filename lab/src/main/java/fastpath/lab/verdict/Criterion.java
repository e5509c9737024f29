package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One thing that must be seen for a claim to hold, and where it was seen. The cases are fixed
 * before anything is run; each of them has an answer.
 *
 * @param says what, as a report words it
 * @param expected how it should come out; other than CONFIRMED where the article is loose
 * @param twin under which it must come out otherwise
 * @param cases fast paths, variants or scenarios
 * @param figure null but for {@link Quantifier#FIGURE}
 */
public record Criterion(
    String says,
    Quantifier quantifier,
    Verdict expected,
    Twin twin,
    List<Case> cases,
    Figure figure) {
  /**
   * One of them.
   *
   * @param compared the presets that the answer sets beside one another; one or none where it
   *     compares no kernels
   */
  public record Case(String name, Answer answer, List<Preset> compared) {
    public Case {
      compared = List.copyOf(compared);
    }

    /** One that compares no kernels. */
    public Case(String name, Answer answer) {
      this(name, answer, List.of());
    }
  }

  /** What is true of every case. */
  public static Criterion all(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.ALL, Verdict.CONFIRMED, twin, cases, null);
  }

  /** What is true of more than half of the cases. */
  public static Criterion most(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.MOST, Verdict.CONFIRMED, twin, cases, null);
  }

  /** What is true of at least one case. */
  public static Criterion some(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.SOME, Verdict.CONFIRMED, twin, cases, null);
  }

  /**
   * What a number says.
   *
   * @param cases those that the number is made of
   */
  public static Criterion figure(String says, Twin twin, List<Case> cases, Figure figure) {
    return new Criterion(says, Quantifier.FIGURE, Verdict.CONFIRMED, twin, cases, figure);
  }

  /** The same where the article is loose. */
  public Criterion expecting(Verdict other) {
    return new Criterion(says, quantifier, other, twin, cases, figure);
  }

  /** Those that it can be put to: all but the ones that were known not to be. */
  public List<Case> applicable() {
    return cases.stream().filter(c -> !(c.answer() instanceof Answer.NotApplicable)).toList();
  }

  /** How many show it. */
  public long shown() {
    return cases.stream().filter(Criterion::shows).count();
  }

  private static boolean shows(Case c) {
    return c.answer() instanceof Answer.Seen(boolean shows) && shows;
  }

  /** The names of those that do, or of those that do not. */
  public List<String> names(boolean showing) {
    return applicable().stream().filter(c -> shows(c) == showing).map(Case::name).toList();
  }

  /** CONFIRMED if as many cases show it as the quantifier asks for; REFUTED if none does. */
  public Verdict verdict() {
    long shown = shown();
    boolean holds =
        switch (quantifier) {
          case ALL -> shown > 0 && shown == applicable().size();
          case MOST -> 2 * shown > applicable().size();
          case SOME -> shown > 0;
          case FIGURE -> figure.fits();
        };
    if (holds) {
      return Verdict.CONFIRMED;
    }
    return shown == 0 || quantifier == Quantifier.FIGURE ? Verdict.REFUTED : Verdict.PARTLY;
  }

  public boolean holds() {
    return verdict() == Verdict.CONFIRMED;
  }

  public boolean asExpected() {
    return verdict() == expected;
  }

  /** What keeps it from being decided, a line each. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Case c : cases) {
      switch (c.answer()) {
        case Answer.Missing() -> problems.add(says + ": " + c.name() + " was not measured");
        case Answer.Unfit(String reason) -> problems.add(says + ": " + c.name() + " " + reason);
        case Answer.Seen seen -> {}
        case Answer.NotApplicable not -> {}
      }
    }
    if (applicable().isEmpty()) {
      problems.add(says + ": there is no case");
    }
    if (quantifier == Quantifier.FIGURE && figure.value() == null) {
      problems.add(says + ": the figure could not be measured");
    }
    return problems;
  }

  /** A claim's verdict: that of its criteria if they agree. */
  public static Verdict verdict(Collection<Criterion> criteria) {
    return Verdict.of(criteria.stream().map(Criterion::verdict).toList());
  }
}
