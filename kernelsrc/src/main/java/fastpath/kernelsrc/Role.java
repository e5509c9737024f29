package fastpath.kernelsrc;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The role of an instruction: what the instruction is for. */
public enum Role {
  PAYLOAD("payload", "Does the function's own work.", false),
  FRAME(
      "frame",
      "Makes or undoes the stack frame: saves or restores a callee-saved register, moves the stack"
          + " pointer, or sets up the frame pointer.",
      false),
  CALL_LINKAGE("call linkage", "Calls, returns, or jumps to another function.", false),
  SPILL("spill", "Stores a register's value in the stack frame, or loads it back.", false),
  REGISTER_TRAFFIC(
      "register traffic",
      "Copies a value to a callee-saved register because the value outlives a call, or copies it"
          + " back. A copy that the function would make without the call is payload: one to there,"
          + " if something else is put in the first register before the call; one back, if"
          + " something else is put in its target while the callee-saved register holds the value,"
          + " or if that register goes on holding the value and no such call follows. What counting"
          + " and testing put in a register does not make a copy payload.",
      false),
  PREEMPT_COUNT(
      "preempt count", "Changes the preempt count, or computes what is stored there.", true),
  RESCHED_TEST(
      "resched test",
      "Reads NEED_RESCHED or the count to decide whether to call the scheduler, jumps on the"
          + " answer, and jumps back from the call.",
      true),
  THREAD_INFO(
      "thread_info",
      "Finds thread_info or the current task, for the count, the flag or a reader's nesting and for"
          + " nothing else.",
      true),
  RCU("rcu", "Keeps the nesting of a reader that may be preempted.", true),
  UACCESS(
      "uaccess",
      "Checks a user address, opens or closes user memory, or accesses it. What is the function's"
          + " own, with an access inline as with one that is called, is payload: the address that"
          + " the access takes, checked or not, the length, the value that it stores, and its error,"
          + " which is zeroed before and tested after.",
      true),
  SLOW_PATH("slow path", "Is part of the scheduler or of an interrupt's handler.", true),
  INSTRUMENTATION(
      "instrumentation",
      "Is what the compiler or the kernel's build inserts: bodies of hooks, nops of the tracer,"
          + " endbr64.",
      true),
  ALIGNMENT("alignment", "Is a nop that moves the next instruction to an aligned address.", false);

  private final String label;
  private final String sentence;
  private final boolean ofNames;

  Role(String label, String sentence, boolean ofNames) {
    this.label = label;
    this.sentence = sentence;
    this.ofNames = ofNames;
  }

  /** Returns the name in {@code roles.properties}, tables and JSON. */
  public String label() {
    return label;
  }

  /**
   * Returns what an instruction of this role does, without a subject, followed by what else
   * identifies the role.
   */
  public String sentence() {
    return sentence;
  }

  /** True if {@code roles.properties} may assign this role to a name. */
  public boolean isOfNames() {
    return ofNames;
  }

  /** Returns the role of a label that {@code roles.properties} may assign. */
  static Role of(String label) {
    for (Role role : values()) {
      if (role.ofNames && role.label.equals(label)) {
        return role;
      }
    }
    String known =
        Arrays.stream(values())
            .filter(Role::isOfNames)
            .map(Role::label)
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("no role named '" + label + "'; there are " + known);
  }
}
