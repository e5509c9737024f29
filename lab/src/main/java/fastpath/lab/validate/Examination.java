package fastpath.lab.validate;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.isa.IsaException;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Region;
import fastpath.lab.workshop.LabException;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes all runs of one fast path under one preset. One interrupt is injected before every
 * instruction, and a second interrupt before that instruction and every later one. An interrupt
 * that is requested while interrupts are off stays pending. Requests that are delivered at the same
 * place are therefore made as one run.
 */
public final class Examination {
  /** The number of failed runs after which no further runs are made. */
  private static final int MOST_FAILED_RUNS = 20;

  private final FastPath fastPath;
  private final Preset preset;
  private final String compiler;
  private final InterruptRunner bench;
  private final Steps steps;
  private final List<Run> single = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private long failedRuns;
  private long nestedRuns;
  private final List<Run> fromAfar = new ArrayList<>();
  private long afarRuns;
  private int nested;

  private Examination(
      FastPath fastPath, Preset preset, String compiler, InterruptRunner bench, Steps steps) {
    this.fastPath = fastPath;
    this.preset = preset;
    this.compiler = compiler;
    this.bench = bench;
    this.steps = steps;
  }

  /**
   * Compiles and links the fast path and makes all runs.
   *
   * @throws fastpath.lab.workshop.Interrupted between two runs, if the user has asked to stop
   */
  public static Examined of(
      Workshop workshop,
      FastPath fastPath,
      Preset preset,
      Compiler compiler,
      Depth depth,
      Start start,
      Steps steps) {
    try {
      var image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
      SoloExamination solo = SoloExamination.of(workshop.sources(), image, fastPath, preset);
      if (depth.interrupts() == 0 || !new Subject(fastPath, preset).isInterrupted()) {
        return solo.examined(compiler.name());
      }
      InterruptRunner bench =
          new InterruptRunner(
              image,
              workshop.object(fastPath.file(), preset, compiler),
              fastPath,
              preset,
              start,
              null);
      return new Examination(fastPath, preset, compiler.name(), bench, steps)
          .examine(depth)
          .withFirst(solo.violations());
    } catch (CompileException | LinkException | IsaException | LabException e) {
      return Examined.failed(fastPath, preset, compiler.name(), e.getMessage());
    }
  }

  private Examined examine(Depth depth) {
    Run quiet = note(bench.quiet());
    if (quiet.violations().isEmpty()) {
      interruptOnce(quiet.ending().instructions());
      order(single);
      if (depth.interrupts() > 1) {
        interruptTwice(depth.most());
      }
      if (!preset.enabled("PREEMPT_LAZY")) {
        wakeFromAfar(quiet.ending().instructions());
        if (depth.interrupts() > 1 && !bench.promise().fromAfar()) {
          delayIpis(depth.most());
        }
      }
    }
    return new Examined(
        fastPath,
        preset,
        compiler,
        quiet.ending().instructions(),
        quiet.digest(),
        single.size(),
        nested,
        single.size(),
        nestedRuns,
        afarRuns,
        List.copyOf(violations),
        failedRuns,
        null);
  }

  private Run note(Run run) {
    steps.check();
    if (!run.violations().isEmpty()) {
      failedRuns++;
      violations.addAll(run.violations());
    }
    return run;
  }

  private boolean enough() {
    return failedRuns >= MOST_FAILED_RUNS;
  }

  private void interruptOnce(long length) {
    long at = 0;
    while (at < length && !enough()) {
      Injection.Wake wake = new Injection.Wake(at, 0);
      Run run = bench.run(List.of(wake));
      long taken = run.takenAt(wake.vector());
      if (taken < 0) {
        return;
      }
      single.add(note(run));
      at = taken + 1;
    }
  }

  /**
   * Makes a run for each instruction, with another CPU's wake-up stores and its IPI before that
   * instruction.
   */
  private void wakeFromAfar(long length) {
    long at = 0;
    while (at < length && !enough()) {
      Injection.Afar afar = new Injection.Afar(at, at);
      Run run = bench.run(List.of(afar));
      long taken = run.takenAt(afar.vector());
      if (taken < 0) {
        break;
      }
      afarRuns++;
      fromAfar.add(note(run));
      at = taken + 1;
    }
    if (bench.promise().fromAfar()) {
      order(fromAfar);
    }
  }

  /**
   * Makes runs in which another CPU's IPI arrives later than its wake-up stores, at each later
   * instruction of the call.
   */
  private void delayIpis(long most) {
    int step = Math.toIntExact(Math.max(1, Math.ceilDiv(pairs(fromAfar.size()), most)));
    long last = fromAfar.isEmpty() ? 0 : fromAfar.getLast().wakes().getFirst().instructions();
    for (int i = 0; i < fromAfar.size() && !enough(); i += step) {
      for (int j = i + 1; j < fromAfar.size() && !enough(); j++) {
        long ipi = fromAfar.get(j).wakes().getFirst().instructions();
        long at = fromAfar.get(i).wakes().getFirst().instructions();
        Run run = bench.run(List.of(new Injection.Afar(at, ipi)), last);
        if (run.takenAt(Injection.Afar.IPI) >= 0) {
          afarRuns++;
          note(run);
        }
      }
    }
  }

  private static long pairs(long places) {
    return places * (places - 1) / 2;
  }

  /**
   * Makes the runs with two interrupts. The first interrupt is injected only at places where a run
   * with one interrupt has shown that the interrupt is taken.
   */
  private void interruptTwice(long most) {
    int step = 1;
    for (int i = 0; i < single.size() && !enough(); i += step) {
      nested++;
      long before = nestedRuns;
      long first = single.get(i).wakes().getFirst().instructions();
      secondInterrupts(first);
      long places = (single.size() - i - 1L) * (nestedRuns - before);
      step = (int) Math.max(step, Math.ceilDiv(places, Math.max(1, most - nestedRuns)));
    }
  }

  /**
   * Makes the runs with a second interrupt, whose thread is the more urgent one. If both interrupts
   * are requested at the same place, the second one is taken first.
   */
  private void secondInterrupts(long first) {
    long at = first;
    while (!enough()) {
      Injection.Wake second = new Injection.Wake(at, 1);
      Run run = bench.run(List.of(new Injection.Wake(first, 0), second));
      long taken = run.takenAt(second.vector());
      if (taken < 0) {
        return;
      }
      nestedRuns++;
      note(run);
      at = taken + 1;
    }
  }

  /**
   * Checks the order of reschedules: if a reschedule that was requested late has happened, then one
   * that was requested earlier must have happened too. The check applies where no interrupt's
   * return reschedules. Where user accesses check for a reschedule, one requested before the first
   * instruction must have happened.
   */
  private void order(List<Run> runs) {
    if (bench.promise().onReturn() && runs == single) {
      return;
    }
    int last = bench.promise().onUserAccess() && fastPath.region() == Region.USER ? 0 : -1;
    for (int i = 0; i < runs.size(); i++) {
      last = runs.get(i).honoured() ? i : last;
    }
    for (Run run : runs.subList(0, Math.min(last + 1, runs.size()))) {
      if (!run.honoured()) {
        note(run, Check.LATE, "a check that came later has not seen it");
      }
    }
  }

  private void note(Run run, Check check, String detail) {
    failedRuns++;
    violations.add(bench.violation(run, check, detail));
  }
}
