package fastpath.lab.silicon;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.workshop.GuestCall;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A scene that is played in the machine and then again on the host CPU. */
public final class SiliconCheck {
  /** By so many instructions more than here may be retired there before it counts as different. */
  private static final long MARGIN = 1000;

  private final SiliconCpu cpu;
  private final GuestCall scene;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private Script script;

  /**
   * What came of it.
   *
   * @param silicon empty if the budget was spent: nothing to compare
   */
  public record Verdict(Outcome outcome, Optional<StateComparison> silicon) {}

  /**
   * Loads an image that was linked low; the machine's own places will be low as well, and its CPU
   * of the host CPU's maker.
   *
   * @param options their output is written to once, by the machine
   */
  public SiliconCheck(SiliconCpu cpu, Image image, MachineOptions options) {
    this.cpu = cpu;
    scene =
        GuestCall.of(
            image,
            options
                .withAddresses(MachineAddresses.LOW)
                .withCpu(cpu.profile())
                .withOutput(tee(options.stdout()), tee(options.stderr())));
  }

  public GuestCall scene() {
    return scene;
  }

  private OutputStream tee(OutputStream to) {
    return new FilterOutputStream(to == null ? OutputStream.nullOutputStream() : to) {
      @Override
      public void write(int b) throws IOException {
        output.write(b);
        out.write(b);
      }
    };
  }

  /** Set-up and call of a function, as {@link GuestCall#prepare} and {@link GuestCall#call} do. */
  public Verdict call(String function, String setup, boolean kernel, long[] values) {
    Machine machine = scene.machine();
    prepare(machine);
    Object[] arguments = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      arguments[i] = values[i];
    }
    if (setup != null) {
      script.run(machine.symbol(setup), "args").step(machine.symbol(function), "argv");
    } else {
      if (kernel) {
        script.run(machine.symbol(GuestCall.BOOT));
      }
      script.step(machine.symbol(function), arguments);
    }
    scene.prepare(setup, kernel, values);
    return verdict(scene.call(function), true);
  }

  /** The program from its entry point. */
  public Verdict run() {
    Machine machine = scene.machine();
    machine.enter();
    prepare(machine);
    script.enter(machine);
    return verdict(machine.run(), true);
  }

  /** The same at full speed: everything but counts is compared. */
  public Verdict runUncounted() {
    Machine machine = scene.machine();
    machine.enter();
    prepare(machine);
    script.start(machine);
    return verdict(machine.run(), false);
  }

  /** What the guest has written so far, to whichever descriptor. */
  public byte[] output() {
    return output.toByteArray();
  }

  private void prepare(Machine machine) {
    try {
      script = new Script(cpu, machine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Verdict verdict(Outcome outcome, boolean counted) {
    if (outcome.stop() == Stop.LIMIT) {
      return new Verdict(outcome, Optional.empty());
    }
    try {
      Witnessed there = script.witnessed(outcome.counters().instructions() + MARGIN);
      return new Verdict(
          outcome,
          Optional.of(StateComparison.of(scene.machine(), outcome, output(), there, counted)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
