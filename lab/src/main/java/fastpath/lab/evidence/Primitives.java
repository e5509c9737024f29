package fastpath.lab.evidence;

import fastpath.emulator.count.Profile;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table of how often a call executes each primitive. A primitive is counted by an instruction
 * that stands for one execution of the primitive, under a variant in which it does.
 */
public record Primitives(List<CompilerView> views) implements Exhibit {
  private static final String CAPTION =
      "How often a call executes the operations in which the models differ, "
          + "each counted by an instruction that it executes once: increments of the "
          + "preempt count (under V5), and how many of them are of spinlocks and of "
          + "read regions; places that may sleep (under K615dv); openings of user "
          + "access; disabling of interrupts";

  /** The number of executions of each primitive in one call. */
  public record Counted(
      long counts, long spinlocks, long readers, long checks, long userAccesses, long irqsOff) {}

  public static Counted of(CompilerView view, String call) {
    Measurement none = measurement(view, call, Mix.NONE);
    Measurement full = measurement(view, call, Mix.FULL_AFTER_COUNTING);
    long counts = countsUp(full);
    return new Counted(
        counts,
        retired(none, Action.EXCHANGE_ADD),
        // Readers that may be preempted do not change the preempt count, so the difference is the
        // number of readers.
        counts - countsUp(measurement(view, call, Mix.FULL_AFTER)),
        inFunction(measurement(view, call, Mix.VOLUNTARY_TODAY), "__SCT__might_resched"),
        retired(none, Action.ALLOW_USER_ACCESS),
        retired(none, Action.DISABLE_INTERRUPTS));
  }

  @Override
  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>(Exhibit.text(CAPTION).lines(columns));
    views.stream().map(this::table).distinct().forEach(lines::addAll);
    lines.add("");
    return lines;
  }

  private List<String> table(CompilerView view) {
    TextTable table = new TextTable();
    table.row("", "counts", "spinlocks", "read regions", "may sleep", "user access", "irqs off");
    for (Cell cell : view.cells(Mix.NONE)) {
      String call = cell.fastPath().name();
      Counted c = of(view, call);
      table.row("  " + call, c.counts, c.spinlocks, c.readers, c.checks, c.userAccesses, c.irqsOff);
    }
    return table.lines();
  }

  private static Measurement measurement(CompilerView view, String call, String variant) {
    return view.cell(call, variant).orElseThrow().measurement();
  }

  private static long inFunction(Measurement m, String function) {
    return m.attribution().functions().getOrDefault(function, 0L);
  }

  private static long retired(Measurement m, Action action) {
    return retired(m, insn -> insn.form().action() == action);
  }

  /**
   * Returns the number of regions entered. The preempt count is the only per-CPU word that a call
   * increments.
   */
  public static long countsUp(Measurement m) {
    return retired(
        m,
        insn ->
            insn.form().action() == Action.INCREMENT
                && insn.operands().getFirst() instanceof Operand.Mem word
                && word.segment() == Reg.GS);
  }

  /**
   * Returns the number of changes of the per-CPU count that are one instruction each: a region's
   * entry and its exit.
   */
  public static long changes(Measurement m) {
    return 2 * countsUp(m);
  }

  private static long retired(Measurement m, Predicate<Insn> which) {
    return m.outcome().profile().entries().stream()
        .filter(entry -> which.test(entry.insn().insn()))
        .mapToLong(Profile.Entry::count)
        .sum();
  }
}
