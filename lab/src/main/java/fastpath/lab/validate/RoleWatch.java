package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.machine.Cpu;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.workshop.Attribution;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the role that data flow analysis gives an instruction with the memory that the
 * instruction accesses when it runs. preempt_count is accessed to count or to test it, the
 * reschedule flag to test it, the RCU nesting count for RCU, and user memory for user access.
 */
final class RoleWatch {
  private static final int MOST = 3;
  private static final long USER_END = 1L << 47;

  /**
   * Offsets in bytes: of the flags in {@code struct thread_info}, and of the RCU nesting count in
   * {@code struct task_struct}.
   */
  private static final int TI_FLAGS = 16;

  private static final int TASK_NESTING = 4;

  /**
   * Size in bytes of a task's RCU nesting count and of the RCU reader's special flags, which follow
   * the count.
   */
  private static final int READER_BYTES = 8;

  /**
   * The roles that an instruction has because of the word that it accesses, or because it computes
   * with the value of such a word.
   */
  private static final Set<Role> OF_WORDS =
      EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST, Role.RCU, Role.THREAD_INFO);

  private final RoleFinder finder;
  private final Machine machine;
  private final boolean ofScenario;
  private final List<Convention.Finding> findings = new ArrayList<>();
  private long count;
  private long flags;
  private long reader;

  private OperandAddresses addresses;

  /**
   * @param ofScenario true for a call of a scenario, whose code may access these words through its
   *     own pointers; such an access has no role and is not checked
   */
  RoleWatch(KernelSources sources, Machine machine, boolean ofScenario) {
    finder = Attribution.finder(sources, machine.image());
    this.ofScenario = ofScenario;
    this.machine = machine;
  }

  /**
   * Starts watching, before the next call is made.
   *
   * @param count address of preempt_count
   * @param threadInfo address of the thread_info of the thread under test
   * @param entered values at entry of the general registers that hold no argument, by register
   *     number
   * @param separate true if thread_info is not part of the task, as before Linux 4.9
   */
  void begin(long count, long threadInfo, long[] entered, boolean separate) {
    this.count = count;
    flags = threadInfo + TI_FLAGS;
    long task = machine.memory().peek(machine.symbol("current_task"), Long.BYTES);
    reader = separate ? task + TASK_NESTING : 0;
    // The values that argument registers have at the call's first instruction are not known here.
    addresses = new OperandAddresses(machine.cpu(), entered);
  }

  List<Convention.Finding> findings() {
    return List.copyOf(findings);
  }

  /** Called when an instruction of the call has retired. */
  void retired(Decoded insn, Cpu cpu) {
    addresses.of(insn).forEach(address -> look(insn, address));
    addresses.retired(cpu);
  }

  private void look(Decoded insn, long address) {
    Set<Role> right = roles(address, OperandAddresses.stores(insn));
    if (right.isEmpty()) {
      return;
    }
    Role role = finder.label(insn).role();
    boolean claims = !ofScenario || OF_WORDS.contains(role);
    if (findings.size() < MOST && claims && role != Role.SLOW_PATH && !right.contains(role)) {
      findings.add(
          new Convention.Finding(
              Check.ROLE,
              machine.image().symbolize(insn.address())
                  + " has the role "
                  + finder.label(insn).text()
                  + ", and touches what is of "
                  + right.iterator().next().label()));
    }
  }

  /** Returns the roles that may access a word; empty if any role may. */
  private Set<Role> roles(long address, boolean stores) {
    if (address == count) {
      return stores
          ? EnumSet.of(Role.PREEMPT_COUNT)
          : EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST);
    }
    if (address == flags) {
      return EnumSet.of(Role.RESCHED_TEST);
    }
    if (reader != 0 && address - reader >= 0 && address - reader < READER_BYTES) {
      return EnumSet.of(Role.RCU);
    }
    if (address == machine.symbol("current_task") || address == machine.symbol("kernel_stack")) {
      // Assembly code of user access finds thread_info by itself. A scenario finds the RCU reader's
      // words by itself.
      return ofScenario ? Set.of() : EnumSet.of(Role.THREAD_INFO, Role.UACCESS);
    }
    return address >= 0 && address < USER_END ? EnumSet.of(Role.UACCESS) : Set.of();
  }
}
