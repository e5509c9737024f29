package fastpath.emulator.engine;

import fastpath.emulator.machine.Stop;
import java.util.List;

/** Executes instructions and counts them. */
public interface Engine {
  /** What is known of the call in progress. */
  interface Activation {
    /** Whether code at an address is the called function's own, its .cold part included. */
    boolean owns(long address);

    /** Bytes of stack below the return address; rsp further away is on another stack. */
    long stackBytes();
  }

  /**
   * Starts counting afresh. rsp is at the return address.
   *
   * @param returnAddress where execution stops with {@link Stop#RETURN}; nothing is mapped there
   */
  void begin(long returnAddress, Activation activation);

  /** Where the call stands, but for registers and memory. */
  EngineState save();

  /**
   * Goes back to where a call stood, in an engine of the same image. {@link #executed} begins
   * afresh; {@link #instructions} goes on from what it was then.
   */
  void restore(EngineState state);

  /**
   * Runs from the CPU's rip on; state is precise when it returns or throws.
   *
   * @param budget instructions that may retire, since {@link #begin}
   * @return RETURN, EXIT, HALT, LIMIT, or INTERRUPT after an instruction that asked for it, or that
   *     has set RFLAGS.IF while {@link fastpath.emulator.machine.Interrupts#waiting}
   * @throws fastpath.emulator.machine.GuestFault with rip at the instruction, which has not retired
   */
  Stop run(long budget);

  /**
   * The machine has pushed an interrupt frame and set rip to the handler: what retires from now on
   * is not the called function's own.
   *
   * @param frame where rip was saved
   */
  void interrupted(long frame);

  /** An iretq has left that frame. */
  void resumed(long frame);

  /** What has been executed since {@link #begin}. */
  List<Executed> executed();

  /** Instructions retired since {@link #begin}. */
  long instructions();

  /** How many of them ran as translated code. */
  long translated();

  /** Deepest rsp below its place at entry while in the called function itself, in bytes. */
  long ownStackBytes();

  /** Deepest rsp below its place at entry, in bytes. */
  long stackBytes();

  /** As {@code --engine} names it. */
  String name();
}
