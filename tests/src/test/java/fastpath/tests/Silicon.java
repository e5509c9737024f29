package fastpath.tests;

import fastpath.emulator.MachineOptions;
import fastpath.emulator.Places;
import fastpath.emulator.image.Image;
import fastpath.kernelsrc.Host;
import fastpath.lab.silicon.HostCpu;
import fastpath.lab.silicon.Reply;
import fastpath.lab.silicon.Script;
import fastpath.lab.workshop.Scene;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The hosts of an image on the host CPU. */
final class Silicon {
  private Silicon() {}

  /** One measured call and the digest after it. */
  record Call(Reply counts, long digest) {
    /** What the call returned; one on the stack is relative to the stack's base. */
    long value() {
      long value = counts.number("rax");
      long offset = value - Places.LOW.stack();
      return offset >= 0 && offset < Scene.DEFAULT_THREAD_SIZE ? offset : value;
    }
  }

  /** Every host of an image in turn, first with the flag clear, then with it set. */
  static List<Call> play(HostCpu cpu, Image image, List<Host> hosts) throws IOException {
    MachineOptions options =
        MachineOptions.defaults().withPlaces(Places.LOW).withStackBytes(Scene.DEFAULT_THREAD_SIZE);
    Script script = new Script(cpu, Scene.of(image, options).machine());
    for (Host host : hosts) {
      for (long flag = 0; flag < 2; flag++) {
        script.run(image.address(host.setup()), "args");
        script.run(image.address("lab_set_need_resched"), flag);
        script.step(image.address(host.function()), "argv");
        script.run(image.address(host.digest()), "last");
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
