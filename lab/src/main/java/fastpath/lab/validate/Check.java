package fastpath.lab.validate;

/** The properties that are checked in every run. */
public enum Check {
  EXPECTED("expected", "the quiet call does not do what a kernel must"),
  DEPTH("depth", "the call does something else deeper on the stack"),
  UNWIND("unwind", "unwind information does not describe what the code does"),
  ALIGNMENT("alignment", "a call finds the stack not aligned to 16 bytes"),
  ROLE("role", "an instruction has a role that does not touch such memory"),
  LOCKED("locked", "a word that other CPUs change is changed by an instruction that is not locked"),
  FLAGS("flags", "a flag that must be clear is set"),
  RETURNS("returns", "the call does not return"),
  RESULT("result", "result or data are not those of the quiet run"),
  REGISTERS("registers", "an interrupt's return has changed a register"),
  CALLEE_SAVED("callee-saved", "a callee-saved register is not back"),
  COUNT("count", "preempt_count is not back"),
  INTERRUPTS("interrupts", "interrupts are left off"),
  SOFTIRQ("softirq", "a softirq has not run"),
  RCU("rcu", "a reader has left something behind"),
  THREAD("thread", "threads are not what they were"),
  NESTING("nesting", "an interrupt comes into another's handler, and the count does not tell"),
  IN_REGION("in-region", "rescheduled inside a region"),
  TORN("torn", "another thread has seen what a region keeps whole"),
  EARLY("early", "rescheduled where the model does not"),
  LATE("late", "a reschedule was due and did not happen"),
  LOST("lost", "a wanted reschedule is forgotten"),
  STALE("stale", "a reschedule stays wanted for nobody"),
  AGREEMENT("agreement", "variants disagree");

  private final String label;
  private final String says;

  Check(String label, String says) {
    this.label = label;
    this.says = says;
  }

  /** Returns a description of the violation, for reports. */
  public String says() {
    return says;
  }

  /** Returns the check's name in JSON output. */
  public String label() {
    return label;
  }
}
