package fastpath.emulator;

import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;

/**
 * A CPU in kernel mode with an image loaded. Memory lasts from call to call; registers are set anew
 * by each.
 */
public final class Machine {
  private Machine() {}

  public static Machine create(Image image, MachineOptions options) {
    throw new UnsupportedOperationException("to come");
  }

  public Image image() {
    throw new UnsupportedOperationException("to come");
  }

  public Memory memory() {
    throw new UnsupportedOperationException("to come");
  }

  public Cpu cpu() {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The address of a symbol; of a per-CPU one, that of this CPU's copy.
   *
   * @throws fastpath.emulator.image.LinkException if there is none
   */
  public long symbol(String name) {
    throw new UnsupportedOperationException("to come");
  }

  /** Calls a function with up to six integer arguments, on an empty stack. */
  public Outcome call(long address, long... arguments) {
    throw new UnsupportedOperationException("to come");
  }

  /** Calls a function by name. */
  public Outcome call(String symbol, long... arguments) {
    return call(symbol(symbol), arguments);
  }

  /** Runs an executable from its entry point with the ABI's initial stack. */
  public Outcome run() {
    throw new UnsupportedOperationException("to come");
  }
}
