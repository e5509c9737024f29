package fastpath.lab.cli;

import fastpath.emulator.image.LinkOptions;
import fastpath.lab.silicon.SiliconCpu;
import picocli.CommandLine.Option;

/** The option that asks the host CPU too. */
final class SiliconOption {
  @Option(
      names = "--silicon",
      description =
          "Run the same bytes on the host CPU too, single-stepped, and compare faults, counts,"
              + " registers, output and memory; exit code 1 if they differ, not if the host CPU"
              + " cannot run them (x86-64 Linux with cc). A kernel with relocations, as a vmlinuz has"
              + " them, is moved to a low address for it.")
  boolean asked;

  /** Returns the host CPU, if it is asked. */
  record Silicon(SiliconCpu cpu) implements AutoCloseable {
    /** No host CPU. */
    static final Silicon NOT_ASKED = new Silicon(null);

    boolean asked() {
      return cpu != null;
    }

    /** Returns where to link: at a low address for the host CPU. */
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

  /** Refuses options that exclude each other. */
  void check(boolean trace) {
    if (asked && trace) {
      throw Failure.usage("--silicon and --trace cannot be given together");
    }
  }

  /** Builds the program that runs on the host CPU, if it is asked. */
  Silicon open() {
    return new Silicon(asked ? SiliconCpu.open() : null);
  }
}
