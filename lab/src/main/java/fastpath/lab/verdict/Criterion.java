package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A condition that must be seen for a claim to hold, with the cases in which the lab looks for it.
 * The cases are fixed before anything is run, and each case has an answer.
 *
 * @param says the criterion in words, as in a report
 * @param expected the expected verdict; not CONFIRMED where the article is imprecise
 * @param twin the broken kernel under which the criterion must come out otherwise
 * @param cases fast paths, variants or scenarios
 * @param figure the number that decides the criterion; null except for {@link Quantifier#FIGURE}
 */
public record Criterion(
    String says,
    Quantifier quantifier,
    Verdict expected,
    Twin twin,
    List<Case> cases,
    Figure figure) {
  /**
   * A case of a criterion: a fast path, a variant or a scenario, with its answer.
   *
   * @param compared the presets that the answer compares; at most one if it compares no kernels
   */
  public record Case(String name, Answer answer, List<Preset> compared) {
    public Case {
      compared = List.copyOf(compared);
    }

    /** Creates a case whose answer compares no kernels. */
    public Case(String name, Answer answer) {
      this(name, answer, List.of());
    }
  }

  /** Returns a criterion that must be true of every case. */
  public static Criterion all(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.ALL, Verdict.CONFIRMED, twin, cases, null);
  }

  /** Returns a criterion that must be true of more than half of the cases. */
  public static Criterion most(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.MOST, Verdict.CONFIRMED, twin, cases, null);
  }

  /** Returns a criterion that must be true of at least one case. */
  public static Criterion some(String says, Twin twin, List<Case> cases) {
    return new Criterion(says, Quantifier.SOME, Verdict.CONFIRMED, twin, cases, null);
  }

  /**
   * Returns a criterion about a number, which must be within bounds.
   *
   * @param cases the cases that yield the number
   */
  public static Criterion figure(String says, Twin twin, List<Case> cases, Figure figure) {
    return new Criterion(says, Quantifier.FIGURE, Verdict.CONFIRMED, twin, cases, figure);
  }

  /** Returns this criterion with another expected verdict. */
  public Criterion expecting(Verdict other) {
    return new Criterion(says, quantifier, other, twin, cases, figure);
  }

  /** Returns the cases that the criterion applies to. */
  public List<Case> applicable() {
    return cases.stream().filter(c -> !(c.answer() instanceof Answer.NotApplicable)).toList();
  }

  /** Returns the number of cases that show the criterion. */
  public long shown() {
    return cases.stream().filter(Criterion::shows).count();
  }

  private static boolean shows(Case c) {
    return c.answer() instanceof Answer.Seen(boolean shows) && shows;
  }

  /**
   * Returns the names of the cases that show the criterion, or of the applicable cases that do not.
   */
  public List<String> names(boolean showing) {
    return applicable().stream().filter(c -> shows(c) == showing).map(Case::name).toList();
  }

  /**
   * Returns CONFIRMED if as many cases show the criterion as the quantifier demands, or if the
   * number is within its bounds. A number outside its bounds and a criterion that no case shows are
   * REFUTED, and any other criterion is PARTLY confirmed.
   */
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

  /** Returns the reasons why the criterion is undecided, one per line. */
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

  /**
   * Returns the verdict of a claim: the verdict of its criteria if they agree, and PARTLY
   * otherwise.
   */
  public static Verdict verdict(Collection<Criterion> criteria) {
    return Verdict.of(criteria.stream().map(Criterion::verdict).toList());
  }
}
