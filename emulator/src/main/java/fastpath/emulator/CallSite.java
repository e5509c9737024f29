package fastpath.emulator;

import fastpath.emulator.machine.Cpu;
import java.util.stream.LongStream;

/**
 * What a called function finds beside its arguments.
 *
 * @param depth bytes of the stack that its callers use, a multiple of 16
 * @param filler a register that passes no argument holds this plus its number; with 0 it holds 0
 */
public record CallSite(int depth, long filler) {
  /** The whole stack is free, and registers are zero. */
  public static final CallSite PLAIN = new CallSite(0, 0);

  /** CF, PF, AF, ZF, SF and OF of RFLAGS, all of which a function may be entered with. */
  private static final long ARITHMETIC = 0x8d5;

  public CallSite {
    if (depth < 0 || depth % 16 != 0) {
      throw new IllegalArgumentException("depth " + depth + " is not a multiple of 16");
    }
  }

  /** What the register of that number holds, 0 for rax to 15 for r15. */
  public long register(int number) {
    return filler == 0 ? 0 : filler + number;
  }

  /** What all registers hold, by number; the stack pointer and arguments left out. */
  public long[] registers() {
    return LongStream.range(0, 16).map(number -> register((int) number)).toArray();
  }

  /** RFLAGS at entry: interrupts on, and with a filler every arithmetic flag set. */
  long flags() {
    return Cpu.RESERVED | Cpu.IF | (filler == 0 ? 0 : ARITHMETIC);
  }
}
