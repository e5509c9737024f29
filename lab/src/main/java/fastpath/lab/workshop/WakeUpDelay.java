package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Ending;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The time that a more urgent thread waits after an interrupt has woken it during a system call.
 * The call is run once for each of its instructions, with the interrupt before that instruction.
 *
 * @param runs number of runs
 * @param worst longest wait in instructions, from the request of the interrupt until the woken
 *     thread runs; the instructions of the interrupt handler and the switch are included
 * @param worstAt number of the call's instructions that retired before the interrupt in the run
 *     with the longest wait
 * @param mean mean wait over all runs, in instructions
 * @param shared number of runs whose wait has a length, exact to the instruction, that at least one
 *     in twenty runs have. In such a run the thread runs on the interrupt's return, and the wait
 *     contains only interrupt and switch. A wait that contains more of the call differs from run to
 *     run
 */
public record WakeUpDelay(
    FastPath fastPath,
    Preset preset,
    String compiler,
    int runs,
    long worst,
    long worstAt,
    double mean,
    int shared) {
  private static final int ONE_IN = 20;
  private static final int VECTOR = 0x30;
  private static final int LOCAL_TIMER = 0xef;

  /**
   * Measures the delay in runs with an interrupt before each instruction of a call.
   *
   * @param fastPath one of {@link fastpath.kernelsrc.KernelSources#mix}
   * @param tick period of the timer in instructions
   * @throws GuestException if a call does not end, or the woken thread never runs
   */
  public static WakeUpDelay of(
      Workshop workshop, FastPath fastPath, Preset preset, Compiler compiler, long tick) {
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    GuestCall scene = GuestCall.of(image, GuestCall.options(preset));
    long length = 1;
    long worst = 0;
    long worstAt = 0;
    long sum = 0;
    int runs = 0;
    Map<Long, Integer> waits = new HashMap<>();
    for (long n = 0; n < length; n++) {
      scene.setUp(fastPath.setup());
      if (n == 0) {
        length = finish(fastPath, scene).instructions();
        scene.setUp(fastPath.setup());
      }
      long delay = interruptedAt(n, fastPath, scene, tick);
      if (delay < 0) {
        break;
      }
      runs++;
      sum += delay;
      waits.merge(delay, 1, Integer::sum);
      worstAt = delay > worst ? n : worstAt;
      worst = Math.max(worst, delay);
    }
    return new WakeUpDelay(
        fastPath,
        preset,
        compiler.name(),
        runs,
        worst,
        worstAt,
        (double) sum / runs,
        shared(waits.values(), runs));
  }

  private static int shared(Collection<Integer> each, int runs) {
    return each.stream().mapToInt(Integer::intValue).filter(n -> n * ONE_IN >= runs).sum();
  }

  /**
   * Returns the wait in instructions; negative if the call returned to user mode before the
   * interrupt came.
   */
  private static long interruptedAt(long n, FastPath fastPath, GuestCall scene, long tick) {
    Machine machine = scene.machine();
    machine.cpu().interrupts().at(n, VECTOR);
    machine.cpu().interrupts().every(tick, LOCAL_TIMER);
    finish(fastPath, scene);
    long ranAt = machine.memory().peek(machine.symbol("lab_urgent_ran_at"), Long.BYTES);
    if (ranAt != 0) {
      return ranAt - n;
    }
    if (machine.perform(machine.symbol("lab_need_resched")).value() != 0) {
      throw new GuestException(
          fastPath.function() + ": the thread woken at " + n + " is forgotten");
    }
    return -1;
  }

  private static Ending finish(FastPath fastPath, GuestCall scene) {
    long function = scene.machine().symbol(fastPath.function());
    return GuestCall.finish(fastPath.function(), scene.perform(function));
  }
}
