package fastpath.emulator.engine;

import fastpath.emulator.machine.Stop;
import java.util.List;

/** An engine: executes a CPU's instructions and counts how often each retires. */
public interface Engine {
  /** The called function of the call in progress. */
  interface Activation {
    /** True if the code at an address is the called function's own, including its .cold part. */
    boolean owns(long address);

    /**
     * Returns the number of bytes of stack below the return address; an rsp farther away is on
     * another stack.
     */
    long stackBytes();
  }

  /**
   * Starts a call with all counts at 0; rsp must point to the return address.
   *
   * @param returnAddress the address at which execution stops with {@link Stop#RETURN}; no memory
   *     is mapped at this address
   */
  void begin(long returnAddress, Activation activation);

  /** Saves the engine's state of the call in progress, without registers and memory. */
  EngineState save();

  /**
   * Restores a state that was saved from an engine of the same image. The list {@link #executed}
   * starts empty; {@link #instructions} continues from the saved number.
   */
  void restore(EngineState state);

  /**
   * Runs instructions from the CPU's rip on; rip, registers and memory are precise when the method
   * returns or throws.
   *
   * @param budget limit on the instructions retired since {@link #begin}
   * @return RETURN, EXIT, HALT or LIMIT; or INTERRUPT after an instruction that requires the
   *     machine's attention, or that has set RFLAGS.IF while {@link
   *     fastpath.emulator.machine.Interrupts#waiting}
   * @throws fastpath.emulator.machine.GuestFault with rip at the faulting instruction, which has
   *     not retired
   */
  Stop run(long budget);

  /**
   * Notes that the machine has pushed an interrupt frame and set rip to the handler, whose
   * instructions do not count as the called function's own.
   *
   * @param frame the address of the saved rip in the frame
   */
  void interrupted(long frame);

  /** Notes that an iretq has returned from an interrupt frame. */
  void resumed(long frame);

  /** Returns the counts of the instructions that have been executed since {@link #begin}. */
  List<Executed> executed();

  /** Returns the number of instructions retired since {@link #begin}. */
  long instructions();

  /** Returns the number of instructions retired in translated code. */
  long translated();

  /** Returns the deepest rsp in the called function itself, in bytes below its value at entry. */
  long ownStackBytes();

  /** Returns the deepest rsp in the call, in bytes below its value at entry. */
  long stackBytes();

  /** Returns the engine's name in the option {@code --engine}. */
  String name();
}
