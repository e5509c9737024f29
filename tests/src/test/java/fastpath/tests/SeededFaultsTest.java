package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import fastpath.lab.validate.Check;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Examined;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.validate.ValidationReport;
import fastpath.lab.validate.Violation;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts bugs that kernels have had, or could have, into one file of kernelsrc each; {@code validate}
 * must find each bug and name its place.
 */
class SeededFaultsTest {
  /**
   * A bug and the failure that is expected of it.
   *
   * @param file the file of kernelsrc
   * @param right the original text, which occurs once in the file
   * @param wrong the text that replaces the original
   * @param compiler the compiler whose code shows the bug
   * @param check the check that must fail
   * @param function the function in whose code the failing run was last interrupted; empty for the
   *     run without interrupts
   */
  record Fault(
      String name,
      String file,
      String right,
      String wrong,
      String fastPath,
      String presets,
      String compiler,
      Check check,
      String function) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "a barrier that is none",
            "include/linux/compiler.h",
            "#define barrier()\t__asm__ __volatile__(\"\" : : : \"memory\")",
            "#define barrier()\t__asm__ __volatile__(\"\")",
            "region-pair",
            "V1",
            "gcc",
            Check.TORN,
            "region_pair"),
        new Fault(
            "the region ends before the last access",
            "contexts/rcu_replace.c",
            "again = READ_ONCE(route->gateway);\n\trcu_read_unlock();",
            "rcu_read_unlock();\n\tagain = READ_ONCE(route->gateway);",
            "rcu-replace",
            "V1b",
            "own",
            Check.RESULT,
            "rcu_replace"),
        new Fault(
            "the flag is tested before the decrement",
            "include/linux/preempt/flag_thread_info.h",
            "preempt_count_dec();\n\tbarrier();\n\treturn tif_need_resched();",
            "bool due = tif_need_resched();\n\n\tpreempt_count_dec();\n\treturn due;",
            "hash-lookup",
            "V1b",
            "own",
            Check.LATE,
            "preempt_count_sub"),
        new Fault(
            "a register that the thunk does not restore",
            "support/entry.S",
            "\tpopq\t%rcx\n\tpopq\t%rdx\n",
            "\tpopq\t%rdx\n\tpopq\t%rcx\n",
            "region-in-loop",
            "V5",
            "own",
            Check.RESULT,
            "busiest_queue"),
        new Fault(
            "a register that the interrupt's return does not restore",
            "context/interrupt.S",
            "\tpopq\t%r9\n\tpopq\t%r8\n",
            "\tpopq\t%r8\n\tpopq\t%r9\n",
            "route-lookup",
            "V0",
            "own",
            Check.REGISTERS,
            "fib_select_path"),
        new Fault(
            "a remainder in half blocks",
            "support/copy_user.S",
            ".Lunrolled_in_blocks:\n\tshll\t$6, %ecx\n",
            ".Lunrolled_in_blocks:\n\tshll\t$5, %ecx\n",
            "read-message-fault",
            "A0 A0u",
            "own",
            Check.AGREEMENT,
            ""),
        new Fault(
            "the count stays with the CPU at a switch",
            "context/sched.c",
            "\tswitch_count(prev, next);\n",
            "\t(void)switch_count;\n",
            "hash-lookup",
            "V5",
            "own",
            Check.RETURNS,
            "preempt_count_inc"),
        new Fault(
            "PREEMPT_ACTIVE is not set",
            "context/sched.c",
            "\t\tpreempt_count_add(PREEMPT_ACTIVE);\n\t\tlocal_irq_enable();\n\t\t__schedule();\n"
                + "\t\tlocal_irq_disable();\n\t\tpreempt_count_sub(PREEMPT_ACTIVE);\n",
            "\t\tlocal_irq_enable();\n\t\t__schedule();\n\t\tlocal_irq_disable();\n",
            "about-to-sleep",
            "V5",
            "own",
            Check.RETURNS,
            "preempt_count_inc"),
        new Fault(
            "a preempted thread that was about to sleep is forgotten",
            "context/sched.c",
            "prev->state == TASK_RUNNING || preempted",
            "prev->state == TASK_RUNNING",
            "about-to-sleep",
            "V1",
            "own",
            Check.RETURNS,
            "current_thread_info"),
        new Fault(
            "interrupts are opened before the handler has said where it is",
            "context/irq.c",
            "\tirq_enter();\n\thandle(",
            "\tlocal_irq_enable();\n\tirq_enter();\n\thandle(",
            "hash-lookup",
            "V5",
            "own",
            Check.NESTING,
            "preempt_count_add"),
        new Fault(
            "NEED_RESCHED is cleared once interrupts are on again",
            "context/sched.c",
            "\tlocal_irq_enable();\n\tpreempt_enable_no_resched();\n\tclobber_caller_saved();",
            "\tlocal_irq_enable();\n\tpreempt_enable_no_resched();\n\tclear_need_resched();\n"
                + "\tclobber_caller_saved();",
            "hash-lookup",
            "V5",
            "own",
            Check.LATE,
            "clear_need_resched"),
        new Fault(
            "the interrupt's way out forgets its softirqs",
            "context/softirq.c",
            "preempt_count_sub(HARDIRQ_OFFSET);\n\tif (!in_interrupt() && local_softirq_pending())",
            "preempt_count_sub(HARDIRQ_OFFSET);\n\tif (in_interrupt() && local_softirq_pending())",
            "hash-lookup",
            "V0",
            "own",
            Check.SOFTIRQ,
            "hash_32"),
        new Fault(
            "the interrupt's way out does not look whether a reschedule is due",
            "context/irq.c",
            "\tirq_exit();\n\tirqentry_exit(regs);",
            "\tirq_exit();",
            "hash-lookup",
            "V4",
            "own",
            Check.LATE,
            "preempt_count_inc"),
        new Fault(
            "the decrement is a load, a subtraction and a store",
            "include/linux/preempt/count_percpu.h",
            "this_cpu_dec_4(__preempt_count);",
            "this_cpu_write(__preempt_count, this_cpu_read(__preempt_count) - 1);",
            "hash-lookup",
            "V3",
            "own",
            Check.LATE,
            "preempt_count_dec"),
        new Fault(
            "a preempted reader is on no list",
            "context/rcu.c",
            "task->rcu_read_lock_nesting > 0 && !task->rcu_read_unlock_special",
            "task->rcu_read_lock_nesting > 1 && !task->rcu_read_unlock_special",
            "rcu-replace",
            "CI",
            "own",
            Check.RESULT,
            "rcu_replace"),
        new Fault(
            "the idle loop looks at the flag with interrupts on",
            "context/thread.c",
            "\t\tlocal_irq_disable();\n\t\twhile (!need_resched()) {\n\t\t\tsafe_halt();\n"
                + "\t\t\tlocal_irq_disable();\n\t\t}\n\t\tlocal_irq_enable();\n",
            "\t\twhile (!need_resched())\n\t\t\tsafe_halt();\n",
            "idle",
            "V5",
            "own",
            Check.LOST,
            "cpu_idle_loop"),
        new Fault(
            "what stands for no call changes a register",
            "context/dynamic.c",
            "full ? ___preempt_schedule : NULL, RETURN)",
            "full ? ___preempt_schedule : NULL, RETURN_ZERO)",
            "hash-lookup",
            "CDn",
            "own",
            Check.RESULT,
            "preempt_count_inc"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isCaughtAndNamed(Fault fault) {
    if (!fault.compiler.equals(Compilers.OWN)) {
      Tools.require(fault.compiler);
    }
    String text = KernelSources.BASE.text(fault.file);
    assertEquals(2, text.split(Pattern.quote(fault.right), -1).length, fault.file);
    Map<String, String> changed = Map.of(fault.file, text.replace(fault.right, fault.wrong));
    try (Workshop workshop =
        new Workshop(KernelSources.under(new Overlay("fault", "fault", changed)))) {
      Validation validation = validate(workshop, fault);
      List<Violation> found =
          validation.examined().stream().map(Examined::violations).flatMap(List::stream).toList();
      String report = String.join("\n", new ValidationReport(validation, 100).lines());
      assertTrue(!found.isEmpty(), report);
      Violation first =
          found.stream().filter(v -> v.check() == fault.check).findFirst().orElse(found.getFirst());
      String function = first.sites().isEmpty() ? "" : first.sites().getLast().function();
      assertEquals(
          fault.check + " in " + fault.function, first.check() + " in " + function, report);
    }
  }

  private static Validation validate(Workshop workshop, Fault fault) {
    var presets =
        Stream.of(fault.presets.split(" "))
            .map(name -> KernelSources.BASE.preset(name).orElseThrow())
            .toList();
    return Validation.of(
        workshop,
        Subject.select(KernelSources.BASE, Set.of(fault.fastPath), presets),
        List.of(Compilers.named(fault.compiler)),
        new Depth(2, 200),
        Steps.SILENT);
  }
}
