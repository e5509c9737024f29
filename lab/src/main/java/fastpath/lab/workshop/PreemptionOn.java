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

/** At how many instructions of a system call preemption has not been disabled. */
public final class PreemptionOn {
  private static final String COUNT = "__preempt_count";

  /** The flag, where it is folded in: it disables nothing. */
  private static final long FIELDS = 0x7fff_ffffL;

  private PreemptionOn() {}

  /** Looks at the count, and at interrupts, once each instruction has retired. */
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
   * Of the call itself, undisturbed.
   *
   * @param preset one whose count is per CPU
   * @throws LabException if its count is not, or the call does not come to its end
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
