package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a more urgent thread waits that an interrupt wakes during a system call. There is one
 * run for each instruction of the call, with the interrupt before it.
 *
 * @param runs number of runs, which interrupt at different instructions
 * @param worst longest wait in instructions, from the request of the interrupt until the thread
 *     runs, interrupt and switch included
 * @param worstAt number of the call's instructions before the interrupt in that run
 * @param mean mean wait over all runs
 * @param shared number of runs whose wait, to the instruction, is shared by at least one in twenty
 *     runs. Such a wait is the length of interrupt and switch alone, because the thread runs on the
 *     interrupt's return; a wait that includes more of the call differs from run to run
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
   * Interrupts a call at every instruction.
   *
   * @param fastPath one of {@link fastpath.kernelsrc.KernelSources#mix}
   * @param tick period of the timer in instructions
   * @throws GuestException if a call does not end, or the thread never runs
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
        length = finish(fastPath, scene).counters().instructions();
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

  /** Negative if the call returned to user mode before the interrupt came. */
  private static long interruptedAt(long n, FastPath fastPath, GuestCall scene, long tick) {
    Machine machine = scene.machine();
    machine.cpu().interrupts().at(n, VECTOR);
    machine.cpu().interrupts().every(tick, LOCAL_TIMER);
    finish(fastPath, scene);
    long ranAt = machine.memory().peek(machine.symbol("lab_urgent_ran_at"), Long.BYTES);
    if (ranAt != 0) {
      return ranAt - n;
    }
    if (machine.call("lab_need_resched").value() != 0) {
      throw new GuestException(
          fastPath.function() + ": the thread woken at " + n + " is forgotten");
    }
    return -1;
  }

  private static Outcome finish(FastPath fastPath, GuestCall scene) {
    return GuestCall.finish(fastPath.function(), scene.call(fastPath.function()));
  }
}
