package fastpath.lab.silicon;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Descriptors;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.workshop.GuestCall;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Runs a function or program in the machine and then on the host CPU, and compares the results. */
public final class SiliconCheck {
  /**
   * Number of instructions that the host CPU may retire beyond the machine's count before it is
   * stopped.
   */
  private static final long MARGIN = 1000;

  private final SiliconCpu cpu;
  private final Image image;
  private final MachineOptions options;
  private final GuestCall scene;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  /**
   * The result of a function or program in the machine and on the host CPU.
   *
   * @param silicon the comparison; empty if the machine reached its instruction limit or was
   *     interrupted, so that there is nothing to compare
   */
  public record Verdict(Outcome outcome, Optional<StateComparison> silicon) {}

  /**
   * Loads an image that was linked at low addresses. The machine's stack and other memory have low
   * addresses as well, and its CPU has the host CPU's vendor.
   *
   * @param options options of the machine. Only the machine writes to their output, and only once
   */
  public SiliconCheck(SiliconCpu cpu, Image image, MachineOptions options) {
    this.cpu = cpu;
    this.image = image;
    this.options =
        options
            .withAddresses(options.addresses().low())
            .withCpu(cpu.profile())
            .withOutput(tee(options.stdout()), tee(options.stderr()));
    scene = low(image, this.options);
  }

  /** Returns a machine with the segment selectors of user code, as on the host CPU. */
  private static GuestCall low(Image image, MachineOptions options) {
    GuestCall scene = GuestCall.of(image, options);
    scene.machine().cpu().set(State.CS, Descriptors.USER_CS);
    scene.machine().cpu().set(State.SS, Descriptors.USER_DS);
    return scene;
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

  /**
   * Runs the set-up function and the call of a function, as {@link GuestCall#prepare} and {@link
   * GuestCall#call} do.
   */
  public Verdict call(String function, String setup, boolean kernel, long[] values) {
    Machine machine = scene.machine();
    Optional<Script> script = script(machine);
    script.ifPresent(s -> write(s, machine, function, setup, kernel, values));
    scene.prepare(setup, kernel, values);
    Outcome outcome = scene.call(function);
    return verdict(
        outcome,
        script,
        true,
        again -> {
          again.prepare(setup, kernel, values);
          again.call(function);
        });
  }

  private static void write(
      Script script,
      Machine machine,
      String function,
      String setup,
      boolean kernel,
      long[] values) {
    if (setup != null) {
      script.run(machine.symbol(setup), "args").step(machine.symbol(function), "argv");
      return;
    }
    if (kernel) {
      script.run(machine.symbol(GuestCall.BOOT));
    }
    Object[] arguments = LongStream.of(values).boxed().toArray();
    script.step(machine.symbol(function), arguments);
  }

  /** Runs a program from its entry point. */
  public Verdict run() {
    Machine machine = scene.machine();
    machine.enter();
    Optional<Script> script = script(machine);
    script.ifPresent(s -> s.enter(machine));
    return verdict(machine.run(), script, true, again -> again.machine().run());
  }

  /** Runs a program at full speed; everything except the counts is compared. */
  public Verdict runUncounted() {
    Machine machine = scene.machine();
    machine.enter();
    Optional<Script> script = script(machine);
    script.ifPresent(s -> s.start(machine));
    return verdict(machine.run(), script, false, again -> again.machine().run());
  }

  /** Returns the guest's output so far, to any file descriptor. */
  public byte[] output() {
    return output.toByteArray();
  }

  /**
   * Returns a script with the machine's memory; empty if no process of the host can map that
   * memory.
   */
  private Optional<Script> script(Machine machine) {
    try {
      return NotRun.because(machine).isPresent()
          ? Optional.empty()
          : Optional.of(new Script(cpu, machine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Verdict verdict(
      Outcome outcome, Optional<Script> script, boolean counted, Consumer<GuestCall> again) {
    if (script.isEmpty()) {
      String because = NotRun.because(scene.machine()).orElseThrow();
      return new Verdict(outcome, Optional.of(StateComparison.notRun(because)));
    }
    if (outcome.stop() == Stop.LIMIT || outcome.stop() == Stop.CANCELLED) {
      return new Verdict(outcome, Optional.empty());
    }
    try {
      Witnessed there = script.get().witnessed(outcome.counters().instructions() + MARGIN);
      StateComparison compared =
          StateComparison.of(scene.machine(), outcome, output(), there, counted);
      return new Verdict(
          outcome,
          Optional.of(compared.differs() ? compared.withUndefined(undefined(again)) : compared));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the guest again and finds uses of results that the manual leaves undefined. */
  private List<String> undefined(Consumer<GuestCall> play) {
    UndefinedUses uses = new UndefinedUses(image);
    play.accept(low(image, options.withOutput(null, null).withTracer(uses)));
    return uses.found();
  }
}
