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
 * Compares the role that data flow gives an instruction with the memory that it touches when it
 * runs: the count is touched to count or to test, the flag to test, a reader's nesting for RCU, and
 * user memory by user access.
 */
final class RoleWatch {
  private static final int MOST = 3;
  private static final long USER_END = 1L << 47;

  /** {@code struct thread_info}'s flags and {@code struct task_struct}'s nesting, bytes. */
  private static final int TI_FLAGS = 16;

  private static final int TASK_NESTING = 4;

  /** Bytes of a task's nesting and of what is special about the reader. */
  private static final int READER_BYTES = 8;

  /** Roles that an instruction has by the word that it touches, or by what is computed from it. */
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
   * @param ofScenario whether the call is of a scenario, whose code may reach these words by
   *     pointers of its own; such an access has no role, and none is asked of it
   */
  RoleWatch(KernelSources sources, Machine machine, boolean ofScenario) {
    finder = Attribution.finder(sources, machine.image());
    this.ofScenario = ofScenario;
    this.machine = machine;
  }

  /**
   * Watches the call that is made next.
   *
   * @param count where the count is
   * @param threadInfo of the thread under test
   * @param entered the general registers that hold no argument, by number
   * @param separate whether thread_info lies apart from the task, as before 4.9
   */
  void begin(long count, long threadInfo, long[] entered, boolean separate) {
    this.count = count;
    flags = threadInfo + TI_FLAGS;
    long task = machine.memory().peek(machine.symbol("current_task"), Long.BYTES);
    reader = separate ? task + TASK_NESTING : 0;
    // What the call's first instruction finds in registers with arguments is not known.
    addresses = new OperandAddresses(machine.cpu(), entered);
  }

  List<Convention.Finding> findings() {
    return List.copyOf(findings);
  }

  /** An instruction of the call has retired. */
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

  /** The roles that may touch a word; empty if any may. */
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
      // Assembly of user access finds thread_info by itself, and a scenario the reader's words.
      return ofScenario ? Set.of() : EnumSet.of(Role.THREAD_INFO, Role.UACCESS);
    }
    return address >= 0 && address < USER_END ? EnumSet.of(Role.UACCESS) : Set.of();
  }
}
