package fastpath.lab.validate;

import com.google.common.collect.ImmutableMap;
import fastpath.lab.validate.Guest.Residue;
import java.util.List;
import java.util.Map;

/**
 * Examines the state that a call leaves behind: counts, flags, threads, and pending reschedules.
 */
final class Aftermath {
  private static final Map<Residue, Check> CHECKS =
      ImmutableMap.of(
          Residue.PREEMPT_COUNT, Check.COUNT,
          Residue.IRQS_DISABLED, Check.INTERRUPTS,
          Residue.SOFTIRQ_PENDING, Check.SOFTIRQ,
          Residue.RCU_NESTING, Check.RCU,
          Residue.RCU_SPECIAL, Check.RCU,
          Residue.NOT_CURRENT, Check.THREAD,
          Residue.NOT_RUNNING, Check.THREAD);

  private final Guest guest;
  private final Promise promise;
  private final Findings findings;
  private final boolean ownWish;

  /**
   * @param quiet the run without interrupts; null if this is that run
   */
  Aftermath(Guest guest, Promise promise, Findings findings, Run quiet) {
    this.guest = guest;
    this.promise = promise;
    this.findings = findings;
    ownWish = quiet == null || quiet.wanted();
  }

  /**
   * Examines the state directly after the call, and whether every rival thread that was woken has
   * run.
   */
  Left left(List<Delivery> wakes) {
    Map<Residue, Integer> residue = guest.residue();
    balance(residue);
    others();
    boolean honoured = true;
    long[] runs = guest.runs();
    for (Delivery wake : wakes) {
      int rival = Injection.rivalOf(wake.vector());
      honoured &= runs[rival] == 1;
      boolean afar = Injection.Afar.isWake(wake.vector());
      if (runs[rival] == 0 && promise.onRegionEnd() && !(afar && promise.fromAfar())) {
        findings.add(Check.LATE, "rival " + rival + " has not run when the call returns");
      }
      if (runs[rival] > 1) {
        findings.add(Check.THREAD, "rival " + rival + " was woken once and has run twice");
      }
    }
    long devices = wakes.stream().filter(w -> Injection.Wake.rivalOf(w.vector()) >= 0).count();
    long softirqs = guest.softirqs();
    // If two interrupts raise the softirq before the softirq runs, the softirq runs once.
    if (softirqs < Math.min(devices, 1) || softirqs > devices) {
      findings.add(
          Check.SOFTIRQ, String.format("%d have run, and %d were raised", softirqs, devices));
    }
    boolean wanted = wanted(residue);
    if (!honoured && !wanted) {
      findings.add(Check.LOST, "no NEED_RESCHED, and whoever was woken has not run");
    }
    if (honoured && wanted && !ownWish) {
      findings.add(Check.STALE, "everybody who was woken has run");
    }
    return new Left(honoured, wanted);
  }

  /**
   * The result of {@code left()}: whether every woken rival has run, and whether a reschedule is
   * pending.
   */
  record Left(boolean honoured, boolean wanted) {}

  /**
   * Runs a timer tick and a voluntary check, after which every pending reschedule must have
   * happened.
   */
  void rest(List<Delivery> wakes) {
    guest.passPoint();
    long[] runs = guest.runs();
    for (Delivery wake : wakes) {
      int rival = Injection.rivalOf(wake.vector());
      if (runs[rival] == 0) {
        findings.add(Check.LOST, "rival " + rival + " has not run after a tick and cond_resched()");
      }
    }
    Map<Residue, Integer> residue = guest.residue();
    balance(residue);
    others();
    if (wanted(residue)) {
      findings.add(Check.STALE, "after a tick and cond_resched()");
    }
  }

  private static boolean wanted(Map<Residue, Integer> residue) {
    return residue.get(Residue.NEED_RESCHED) != 0 || residue.get(Residue.NEED_RESCHED_LAZY) != 0;
  }

  private void balance(Map<Residue, Integer> residue) {
    for (Residue field : Residue.values()) {
      Check check = CHECKS.get(field);
      if (check != null && residue.get(field) != 0) {
        findings.add(check, String.format("%s is %#x", field.label, residue.get(field)));
      }
    }
  }

  private void others() {
    if (guest.faults() != 0) {
      findings.add(Check.IN_REGION, "a thread has found a context or a count not its own");
    }
    if (guest.torn() != 0) {
      findings.add(Check.TORN, "");
    }
  }
}
