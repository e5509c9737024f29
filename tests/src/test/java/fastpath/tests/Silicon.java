package fastpath.tests;

import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.kernelsrc.FastPath;
import fastpath.lab.silicon.Reply;
import fastpath.lab.silicon.Script;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the fast paths of an image on the host CPU. */
final class Silicon {
  private Silicon() {}

  /** The stepper's counts for one call and the digest after the call. */
  record Call(Reply counts, long digest) {
    /**
     * Returns the call's result; a result that is an address on the stack is made relative to the
     * stack's base.
     */
    long value() {
      long value = counts.number("rax");
      long offset = value - MachineAddresses.LOW.stack();
      return offset >= 0 && offset < GuestCall.DEFAULT_THREAD_SIZE ? offset : value;
    }
  }

  /**
   * Calls every fast path of an image, first with the reschedule flag clear, then with the flag
   * set.
   */
  static List<Call> play(SiliconCpu cpu, Image image, List<FastPath> fastPaths) throws IOException {
    MachineOptions options =
        MachineOptions.defaults()
            .withAddresses(MachineAddresses.LOW)
            .withStackBytes(GuestCall.DEFAULT_THREAD_SIZE)
            .withCpu(cpu.profile());
    Script script = new Script(cpu, GuestCall.of(image, options).machine());
    for (FastPath fastPath : fastPaths) {
      for (long flag = 0; flag < 2; flag++) {
        script.run(image.address(fastPath.setup()), "args");
        script.run(image.address("lab_set_need_resched"), flag);
        script.step(image.address(fastPath.function()), "argv");
        script.run(image.address(fastPath.digest()), "last");
      }
    }
    List<Reply> replies = script.replies();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i + 3 < replies.size(); i += 4) {
      calls.add(new Call(replies.get(i + 2), replies.get(i + 3).number("rax")));
    }
    return calls;
  }
}
