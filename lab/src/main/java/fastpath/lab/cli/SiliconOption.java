package fastpath.lab.cli;

import fastpath.emulator.image.LinkOptions;
import fastpath.lab.silicon.SiliconCpu;
import picocli.CommandLine.Option;

/** The option {@code --silicon}, which runs the program on the host CPU too. */
final class SiliconOption {
  @Option(
      names = "--silicon",
      description =
          "Run the same bytes on the host CPU too, single-stepped, and compare faults, counts,"
              + " registers, output and memory; exit code 1 if they differ, not if the host CPU"
              + " cannot run them (x86-64 Linux with cc). A kernel with relocations, as a vmlinuz has"
              + " them, is moved to a low address for it.")
  boolean asked;

  /** The host CPU; absent without {@code --silicon}. */
  record Silicon(SiliconCpu cpu) implements AutoCloseable {
    /** The value without {@code --silicon}: no host CPU. */
    static final Silicon NOT_ASKED = new Silicon(null);

    boolean asked() {
      return cpu != null;
    }

    /**
     * Returns the addresses to link at: low addresses for the host CPU, otherwise those of a
     * kernel.
     */
    LinkOptions where() {
      return asked() ? LinkOptions.low() : LinkOptions.kernel();
    }

    @Override
    public void close() {
      if (cpu != null) {
        cpu.close();
      }
    }
  }

  /** Refuses options that {@code --silicon} excludes. */
  void check(boolean trace) {
    if (asked && trace) {
      throw Failure.usage("--silicon and --trace cannot be given together");
    }
  }

  /** Builds the program that runs code on the host CPU, if {@code --silicon} is given. */
  Silicon open() {
    return new Silicon(asked ? SiliconCpu.open() : null);
  }
}
