package fastpath.emulator.explore;

import fastpath.emulator.machine.Memory;
import java.util.Arrays;
import java.util.Optional;

/** A memory model, which defines when the CPUs' stores reach memory. */
public enum MemoryModel {
  /** x86-TSO: a store waits in the CPU's buffer, and other CPUs do not see it until it drains. */
  TSO("tso") {
    @Override
    SharedMemory memory(Memory initial, int cpus) {
      return new Tso(new Words(initial), cpus);
    }
  },
  /** Sequential consistency: every access takes effect at once. */
  SC("sc") {
    @Override
    SharedMemory memory(Memory initial, int cpus) {
      return new Sc(new Words(initial), Row.EMPTY);
    }
  };

  private final String text;

  MemoryModel(String text) {
    this.text = text;
  }

  /** Returns the model with a name in options and schedules. */
  public static Optional<MemoryModel> named(String text) {
    return Arrays.stream(values()).filter(m -> m.text.equals(text)).findFirst();
  }

  /** Returns the model's name in options and schedules. */
  public String text() {
    return text;
  }

  /** Returns memory with its initial values, as {@code cpus} CPUs see memory under this model. */
  abstract SharedMemory memory(Memory initial, int cpus);
}
