package fastpath.lab.validate;

import fastpath.emulator.CallSite;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.PageIn;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the call of a fast path without interrupts and without rival threads. The checks are the
 * expected results, the calling convention, the unwind information, and equality with the same call
 * deeper on the stack.
 */
final class SoloExamination {
  private static final long BUDGET = 1_000_000;

  /** The value at entry of registers that hold no argument; the register's number is added. */
  private static final long FILLER = 0xa5c3_5a3c_96f0_0f00L;

  /** The call site of the fast path, at the top of the stack. */
  static final CallSite CALLER = new CallSite(0, FILLER);

  /**
   * Number of instructions before an interrupt that a scenario waits for. No scenario executes as
   * many by itself, so the interrupt is taken when the CPU is idle.
   */
  private static final long WHEN_IDLE = 100_000;

  private static final String FIND_THREADS = "lab_find_threads";

  private final FastPath fastPath;
  private final Preset preset;
  private final GuestCall scene;
  private final Machine machine;
  private final AbiWatch watch;
  private final long function;
  private final RoleWatch roles;
  private final LockWatch locks;
  private final List<Violation> violations = new ArrayList<>();
  private Ending quiet;

  /**
   * True while the machine executes the call itself; false during the lab's examination of the
   * state.
   */
  private boolean calling;

  private long digest;

  private SoloExamination(KernelSources sources, Image image, FastPath fastPath, Preset preset) {
    this.fastPath = fastPath;
    this.preset = preset;
    MachineOptions options = GuestCall.options(preset);
    watch = new AbiWatch(image, options.stackBytes());
    scene =
        GuestCall.of(
            image,
            options
                .withAddresses(apart(options))
                .withEngine(EngineKind.INTERPRETER)
                .withMaxInstructions(BUDGET)
                .withTracer(this::retired)
                .withOnDelivery(PageIn.of(fastPath)));
    machine = scene.machine();
    function = machine.symbol(fastPath.function());
    roles = new RoleWatch(sources, machine, fastPath.isScenario());
    locks = new LockWatch(machine);
  }

  private void retired(Decoded insn, Cpu cpu, Memory memory) {
    watch.retired(insn, cpu, memory);
    if (!calling) {
      return;
    }
    roles.retired(insn, cpu);
    if (fastPath.isScenario()) {
      locks.retired(insn, cpu);
    }
  }

  /**
   * Returns addresses at which the stack is aligned to its size and to no larger power of two, so
   * that a mask of the wrong size gives a wrong address.
   */
  private static MachineAddresses apart(MachineOptions options) {
    MachineAddresses usual = options.addresses();
    return new MachineAddresses(
        usual.stack() + options.stackBytes(), usual.perCpu(), usual.returnTo(), usual.arguments());
  }

  /** Makes all calls of a fast path that run without interrupts. */
  static SoloExamination of(KernelSources sources, Image image, FastPath fastPath, Preset preset) {
    SoloExamination solo = new SoloExamination(sources, image, fastPath, preset);
    solo.examine();
    return solo;
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Returns the result for a combination that is run without interrupts only. */
  Examined examined(String compiler) {
    return new Examined(
        fastPath,
        preset,
        compiler,
        quiet.instructions(),
        digest,
        0,
        0,
        0,
        0,
        0,
        violations(),
        violations.isEmpty() ? 0 : 1,
        null);
  }

  private void examine() {
    scene.setUp(fastPath.setup());
    MachineState start = machine.take();
    KernelWord word = KernelWord.of(machine);
    fastPath.waitsFor().ifPresent(vector -> machine.cpu().interrupts().at(WHEN_IDLE, vector));
    watch.begin(machine.stackTop() - Machine.CALLER_BYTES, CALLER.registers());
    roles.begin(
        word.address(), threadInfo(), CALLER.registers(), !preset.enabled("THREAD_INFO_IN_TASK"));
    locks.begin(CALLER.registers());
    calling = true;
    quiet = scene.perform(CALLER, function);
    calling = false;
    watch.end();
    if (quiet.stop() != Stop.RETURN) {
      add(Check.RETURNS, GuestCall.describe(quiet));
      return;
    }
    Convention.broken(machine, CALLER).forEach(f -> add(f.check(), f.detail()));
    watch.findings().forEach(f -> add(f.check(), f.detail()));
    roles.findings().forEach(f -> add(f.check(), f.detail()));
    locks.findings().forEach(f -> add(f.check(), f.detail()));
    word.changed(machine).ifPresent(detail -> add(Check.COUNT, detail));
    fastPath
        .expected(preset)
        .flatMap(expected -> SoloRecord.of(machine, quiet.value()).differs(expected))
        .ifPresent(detail -> add(Check.EXPECTED, detail));
    digest = machine.perform(machine.symbol(fastPath.digest()), quiet.value()).value();
    fastPath.check().ifPresent(this::data);
    switched();
    if (violations.isEmpty()) {
      again();
    }
    if (violations.isEmpty()) {
      StackDepths.examine(scene, fastPath, start).ifPresent(detail -> add(Check.DEPTH, detail));
    }
  }

  private void data(String check) {
    long wrong = machine.perform(machine.symbol(check), quiet.value()).value();
    if (wrong != 0) {
      add(Check.EXPECTED, wrong + " items of the data are not what the call must leave");
    }
  }

  /**
   * Checks the counts of threads that do not run: such a thread may be in no preempt-disabled
   * region but the scheduler's.
   */
  private void switched() {
    GuestCall.finish(FIND_THREADS, machine.perform(machine.symbol(FIND_THREADS)));
    Switched.wrong(machine, preset).forEach(detail -> add(Check.THREAD, detail));
  }

  /**
   * Checks that the call has the same result after the kernel is booted once more, in the memory
   * that the first call left.
   */
  private void again() {
    if (fastPath.fetches().isPresent()) {
      // A second call would not fetch a page, because the first call's page is already present.
      return;
    }
    SoloRecord first = SoloRecord.of(machine, quiet.value());
    scene.setUp(fastPath.setup());
    fastPath.waitsFor().ifPresent(vector -> machine.cpu().interrupts().at(WHEN_IDLE, vector));
    Ending ending = scene.perform(CALLER, function);
    if (ending.stop() != Stop.RETURN) {
      add(Check.RETURNS, "booted again: " + GuestCall.describe(ending));
      return;
    }
    long found = machine.perform(machine.symbol(fastPath.digest()), ending.value()).value();
    if (found != digest || !SoloRecord.of(machine, ending.value()).equals(first)) {
      add(Check.RESULT, "booted again it does something else");
    }
  }

  private long threadInfo() {
    return preset.enabled("THREAD_INFO_IN_TASK")
        ? machine.memory().peek(machine.symbol("current_task"), Long.BYTES)
        : machine.addresses().stack();
  }

  private void add(Check check, String detail) {
    violations.add(new Violation(check, detail, List.of(), List.of()));
  }
}
