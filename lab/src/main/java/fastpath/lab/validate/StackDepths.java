package fastpath.lab.validate;

import fastpath.emulator.CallSite;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineState;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.FastPath;
import fastpath.lab.workshop.GuestCall;
import java.util.Optional;

/**
 * Repeats a call at several depths of its stack while a reschedule is pending. Result, data and
 * number of reschedules must be those of the call at the top of the stack.
 */
final class StackDepths {
  /** Bytes of stack that the scheduler needs below the deepest call. */
  private static final int ROOM = 1536;

  private static final int STEPS = 12;

  private record Seen(String ending, long digest, long schedules, long slowPaths, boolean wanted) {}

  private final GuestCall scene;
  private final FastPath fastPath;
  private final MachineState start;
  private final Machine machine;
  private final long function;

  private StackDepths(GuestCall scene, FastPath fastPath, MachineState start) {
    this.scene = scene;
    this.fastPath = fastPath;
    this.start = start;
    machine = scene.machine();
    function = machine.symbol(fastPath.function());
  }

  /** Returns a description of the first difference and its depth; empty if there is none. */
  static Optional<String> examine(GuestCall scene, FastPath fastPath, MachineState start) {
    if (fastPath.waitsFor().isPresent() || fastPath.fetches().isPresent()) {
      return Optional.empty();
    }
    return new StackDepths(scene, fastPath, start).examine();
  }

  private Optional<String> examine() {
    Seen top = at(0);
    long size = machine.stackTop() - machine.addresses().stack();
    int deepest = (int) size - ROOM;
    for (int step = 1; step <= STEPS; step++) {
      int depth = deepest * step / STEPS & -16;
      Seen seen = at(depth);
      if (!seen.equals(top)) {
        return Optional.of(depth + " bytes down: " + seen + "; at the top: " + top);
      }
    }
    return Optional.empty();
  }

  private Seen at(int depth) {
    machine.restore(start);
    machine.perform(machine.symbol("lab_set_need_resched"), 1);
    long schedules = ask("lab_schedules");
    long slowPaths = ask("lab_slow_path_calls");
    Ending ending = scene.perform(new CallSite(depth, SoloExamination.CALLER.filler()), function);
    if (ending.stop() != Stop.RETURN) {
      return new Seen(GuestCall.describe(ending), 0, 0, 0, false);
    }
    return new Seen(
        "returned",
        machine.perform(machine.symbol(fastPath.digest()), ending.value()).value(),
        ask("lab_schedules") - schedules,
        ask("lab_slow_path_calls") - slowPaths,
        (int) ask("lab_need_resched") != 0);
  }

  private long ask(String name) {
    return machine.perform(machine.symbol(name)).value();
  }
}
