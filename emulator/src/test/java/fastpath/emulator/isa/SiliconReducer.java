package fastpath.emulator.isa;

import fastpath.emulator.isa.SiliconCase.Patch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Simplifies a case in which an engine and the CPU differ, as far as they still differ. */
final class SiliconReducer {
  private static final long PLAIN_FLAGS = 0x202;

  private final SiliconHost host;
  private final SiliconEngine engine;
  private SiliconCase least;
  private String difference;

  private SiliconReducer(SiliconHost host, SiliconEngine engine, SiliconCase one, String found) {
    this.host = host;
    this.engine = engine;
    this.least = one;
    this.difference = found;
  }

  /**
   * Returns one line with the difference and the simplified case, from which the case can be
   * reconstructed.
   */
  static String reduce(SiliconHost host, SiliconEngine engine, SiliconCase one, String found)
      throws IOException {
    SiliconReducer reducer = new SiliconReducer(host, engine, one, found);
    reducer.reduce();
    return engine.name + ":" + reducer.difference + " of " + reducer.least;
  }

  private void reduce() throws IOException {
    for (int i = 0; i < 16; i++) {
      for (long value : new long[] {0, 1, least.registers()[i] & 0xff}) {
        long[] registers = least.registers().clone();
        registers[i] = value;
        if (differs(least.with(registers, least.flags(), least.patches()))) {
          break;
        }
      }
    }
    differs(least.with(least.registers(), PLAIN_FLAGS, least.patches()));
    for (Patch patch : least.patches()) {
      List<Patch> fewer = new ArrayList<>(least.patches());
      fewer.remove(patch);
      differs(least.with(least.registers(), least.flags(), fewer));
    }
  }

  /** Returns true if the simpler case differs too, and then keeps it. */
  private boolean differs(SiliconCase simpler) throws IOException {
    String found = SiliconDifference.between(simpler, engine.run(simpler), host.repeated(simpler));
    if (!found.isEmpty()) {
      least = simpler;
      difference = found;
    }
    return !found.isEmpty();
  }
}
