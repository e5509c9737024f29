package fastpath.lab.validate;

import java.util.Locale;

/** What is looked at in every run. */
public enum Check {
  RETURNS("the call does not return"),
  RESULT("result or data are not those of the quiet run"),
  REGISTERS("an interrupt's return has changed a register"),
  CALLEE_SAVED("a callee-saved register is not back"),
  COUNT("preempt_count is not back"),
  INTERRUPTS("interrupts are left off"),
  SOFTIRQ("a softirq has not run"),
  RCU("a reader has left something behind"),
  THREAD("threads are not what they were"),
  NESTING("an interrupt comes into another's handler, and the count does not tell"),
  IN_REGION("rescheduled inside a region"),
  TORN("another thread has seen what a region keeps whole"),
  EARLY("rescheduled where the model does not"),
  LATE("a reschedule was due and did not happen"),
  LOST("a wanted reschedule is forgotten"),
  STALE("a reschedule stays wanted for nobody"),
  AGREEMENT("variants disagree");

  private final String says;

  Check(String says) {
    this.says = says;
  }

  /** What is wrong where it fails. */
  public String says() {
    return says;
  }

  /** As JSON names it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
