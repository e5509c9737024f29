package fastpath.emulator;

import fastpath.emulator.machine.Cpu;
import java.util.stream.LongStream;

/**
 * The stack depth and the register values at the entry of a called function, apart from its
 * arguments.
 *
 * @param depth bytes of stack that the callers have used, a multiple of 16
 * @param filler number to which a register's encoding number is added to get the value of a
 *     register without an argument; with 0 each such register is 0
 */
public record CallSite(int depth, long filler) {
  /** A call site with an empty stack, where each register without an argument is 0. */
  public static final CallSite PLAIN = new CallSite(0, 0);

  /**
   * The bits CF, PF, AF, ZF, SF and OF of RFLAGS, which the ABI does not define at a function's
   * entry.
   */
  private static final long ARITHMETIC = 0x8d5;

  public CallSite {
    if (depth < 0 || depth % 16 != 0) {
      throw new IllegalArgumentException("depth " + depth + " is not a multiple of 16");
    }
  }

  /**
   * Returns the value at entry of the general register with an encoding number, 0 for rax to 15 for
   * r15.
   */
  public long register(int number) {
    return filler == 0 ? 0 : filler + number;
  }

  /**
   * Returns the values at entry of the 16 general registers by encoding number, before the stack
   * pointer and the arguments are set.
   */
  public long[] registers() {
    return LongStream.range(0, 16).map(number -> register((int) number)).toArray();
  }

  /**
   * Returns RFLAGS at entry: IF is set, and all arithmetic flags are set if the filler is not 0.
   */
  long flags() {
    return Cpu.RESERVED | Cpu.IF | (filler == 0 ? 0 : ARITHMETIC);
  }
}
