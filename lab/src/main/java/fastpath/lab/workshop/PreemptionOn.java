package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;

/** Counts the instructions of a system call at which preemption is not disabled. */
public final class PreemptionOn {
  private static final String COUNT = "__preempt_count";

  /**
   * Mask of preempt_count without the NEED_RESCHED flag, which some configs store in the top bit
   * and which does not disable preemption.
   */
  private static final long FIELDS = 0x7fff_ffffL;

  private PreemptionOn() {}

  /** Reads preempt_count and the interrupt flag after each instruction. */
  private static final class Observer implements Tracer {
    private final long count;
    private boolean observes;
    private long on;

    Observer(Image image) {
      count =
          image
              .symbol(COUNT)
              .orElseThrow(() -> new LabException("the count is not per CPU"))
              .value();
    }

    @Override
    public void retired(Decoded insn, Cpu cpu, Memory memory) {
      long word = memory.peek(cpu.get(State.GS_BASE) + count, Integer.BYTES);
      boolean disabled = (word & FIELDS) != 0 || (cpu.rflags() & Cpu.IF) == 0;
      on += observes && !disabled ? 1 : 0;
    }
  }

  /**
   * Returns the number of instructions with preemption enabled in a call without interrupts.
   *
   * @param preset a preset with a per-CPU count
   * @throws LabException if preempt_count is not per CPU, or the call does not end
   */
  public static long instructions(
      Workshop workshop, FastPath fastPath, Preset preset, Compiler compiler) {
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    Observer observer = new Observer(image);
    GuestCall scene = GuestCall.of(image, GuestCall.options(preset).withTracer(observer));
    scene.setUp(fastPath.setup());
    observer.observes = true;
    GuestCall.finish(fastPath.function(), scene.call(fastPath.function()));
    return observer.on;
  }
}
