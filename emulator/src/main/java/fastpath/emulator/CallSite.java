package fastpath.emulator;

import fastpath.emulator.machine.Cpu;
import java.util.stream.LongStream;

/**
 * The state that a called function finds besides its arguments.
 *
 * @param depth bytes of stack that the callers use, a multiple of 16
 * @param filler a register without an argument holds this number plus its own; with 0 it holds 0
 */
public record CallSite(int depth, long filler) {
  /** A call site with an empty stack and registers of zero. */
  public static final CallSite PLAIN = new CallSite(0, 0);

  /** CF, PF, AF, ZF, SF and OF of RFLAGS, all of which a function may be entered with. */
  private static final long ARITHMETIC = 0x8d5;

  public CallSite {
    if (depth < 0 || depth % 16 != 0) {
      throw new IllegalArgumentException("depth " + depth + " is not a multiple of 16");
    }
  }

  /** The first value of the register of that number, 0 for rax to 15 for r15. */
  public long register(int number) {
    return filler == 0 ? 0 : filler + number;
  }

  /** The first values of all registers, by number, without the stack pointer and arguments. */
  public long[] registers() {
    return LongStream.range(0, 16).map(number -> register((int) number)).toArray();
  }

  /** RFLAGS at entry: interrupts are on, and with a filler every arithmetic flag is set. */
  long flags() {
    return Cpu.RESERVED | Cpu.IF | (filler == 0 ? 0 : ARITHMETIC);
  }
}
