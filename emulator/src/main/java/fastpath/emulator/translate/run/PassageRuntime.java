package fastpath.emulator.translate.run;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Division;
import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.machine.Bulk;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The runtime of generated code: the values passed between a passage and the engine, and the
 * methods that generated code calls. Generated classes belong to this package, so members that only
 * generated code uses are not public.
 */
public final class PassageRuntime {
  /** Lowest bit of the mask in a flag operation. */
  public static final int MASK_SHIFT = 20;

  /** Bit of a flag operation: argument c of the function is the previous flags. */
  private static final long TAKES_FLAGS = 1 << 19;

  /**
   * Number of bits of a flag operation that hold the width; the function's index is in the bits
   * above.
   */
  private static final int WIDTH_BITS = 7;

  private static final int INDEX_MASK = 0xfff;

  /** Number of strays that one failed check of a group counts as. */
  private static final int GROUP_MISS_WEIGHT = 200;

  /**
   * The CPU's state, indexed by {@link fastpath.emulator.isa.State#index}; the CPU may replace its
   * array.
   */
  long[] state;

  /** Number of instructions that may still retire in the run. */
  int budget;

  /** Number of the entry point of the run. */
  int entry;

  long entryRsp;
  long limit;
  long quotient;
  long remainder;
  long deepest;
  long deepestOwn;
  long calleeSlot;

  /** Guest address at which execution goes on after a dynamic side exit. */
  long target;

  /**
   * Strays since the passage was entered; a failed check of a group adds {@link
   * #GROUP_MISS_WEIGHT}.
   */
  int strays;

  /** True if the interpreter has to make the last access of generated code. */
  boolean failed;

  private final Memory memory;
  private final Division division = new Division();

  public PassageRuntime(Memory memory) {
    this.memory = memory;
  }

  /**
   * Sets the values that a passage reads when it is entered.
   *
   * @param registers the CPU's array of state
   * @param point number of the entry point
   * @param instructions number of instructions that may retire
   */
  public void enter(long[] registers, int point, int instructions, CallTracker call) {
    state = registers;
    budget = instructions;
    entry = point;
    entryRsp = call.entryRsp();
    limit = call.limit();
    deepest = call.stackBytes();
    deepestOwn = call.ownStackBytes();
    calleeSlot = call.calleeSlot();
    failed = false;
    strays = 0;
  }

  /** Hands the stack depths that the passage has recorded to the call tracker. */
  public void leave(CallTracker call, boolean own) {
    call.resume(own, calleeSlot, deepest, deepestOwn);
  }

  /** Returns the instructions left of the budget. */
  public int budget() {
    return budget;
  }

  /**
   * Returns the strays since the passage was entered; a failed check of a group counts as {@link
   * #GROUP_MISS_WEIGHT}.
   */
  public int strays() {
    return strays;
  }

  /** Returns the guest address at which execution goes on after a dynamic side exit. */
  public long target() {
    return target;
  }

  /** Loads from a mapping that the access did not expect; sets {@link #failed} on a fault. */
  long load(long address, int bytes) {
    strays++;
    try {
      return memory.load(address, bytes);
    } catch (GuestFault f) {
      failed = true;
      return 0;
    }
  }

  /** Counts a failed check of a group; the passage is left after it. */
  void miss() {
    strays += GROUP_MISS_WEIGHT;
  }

  /**
   * Stores to a mapping that the access did not expect; sets {@link #failed} on a fault, or if the
   * store may change code.
   */
  void store(long address, long value, int bytes) {
    if (memory.isCode(address, bytes)) {
      failed = true;
      return;
    }
    strays++;
    try {
      memory.store(address, value, bytes);
    } catch (GuestFault f) {
      failed = true;
    }
  }

  /**
   * Returns a flag operation: an encoding, never 0, of the function that lazy flags are computed
   * with.
   *
   * @param keeps true if argument c of the function is the previous flags
   * @param mask the flags that the operation sets
   */
  public static long flagOp(Fn fn, int bits, boolean keeps, long mask) {
    return mask << MASK_SHIFT | (keeps ? TAKES_FLAGS : 0) | (long) fn.index() << WIDTH_BITS | bits;
  }

  /**
   * Materialises lazy flags: returns the flags with the result of a flag operation. Flag operation
   * 0 means that no flags are lazy.
   */
  static long flags(long flags, long flagOp, long a, long b, long c) {
    if (flagOp == 0) {
      return flags;
    }
    Fn fn = Fn.at((int) flagOp >>> WIDTH_BITS & INDEX_MASK);
    int bits = (int) flagOp & (1 << WIDTH_BITS) - 1;
    long mask = flagOp >>> MASK_SHIFT;
    long value = fn.apply(bits, a, b, (flagOp & TAKES_FLAGS) != 0 ? flags : c);
    return flags & ~mask | value & mask;
  }

  /** Records the stack depth at a value of RSP. */
  void deepen(long rsp) {
    deepest = deeper(deepest, rsp);
  }

  /** Records the stack depth in the called function's own code, at a value of RSP. */
  void deepenOwn(long rsp) {
    deepestOwn = deeper(deepestOwn, rsp);
  }

  /**
   * Returns the greater of a recorded depth and the depth at RSP. A depth beyond the limit belongs
   * to another stack and does not count.
   */
  private long deeper(long before, long rsp) {
    long depth = entryRsp - rsp;
    return depth > before && depth <= limit ? depth : before;
  }

  static void add(long[] counts, int counter, int times) {
    counts[counter] += times;
  }

  static void add(long[] counts, int counter, long times) {
    counts[counter] += times;
  }

  /**
   * Performs a whole rep movs if it goes upwards and stays within the expected mappings.
   *
   * @return false if nothing was done
   */
  static boolean copied(
      Mapping source, long from, Mapping target, long to, long count, int bytes, long flags) {
    long length = count * bytes;
    boolean plain =
        isPlain(count, flags)
            && covers(source, from, length)
            && covers(target, to, length)
            && (source != target || to <= from || to - from >= length);
    if (plain) {
      target.dirty().markAll((int) to, (int) length);
      System.arraycopy(source.bytes(), (int) from, target.bytes(), (int) to, (int) length);
    }
    return plain;
  }

  /** True if a repetition goes upwards and its length in bytes does not overflow. */
  private static boolean isPlain(long count, long flags) {
    return Long.compareUnsigned(count, 1 << 27) < 0 && (flags & Flags.DF) == 0;
  }

  private static boolean covers(Mapping m, long offset, long length) {
    return offset >= 0 && offset <= m.size() - length;
  }

  /**
   * Performs a whole rep stos if it goes upwards and stays within the expected mapping; returns
   * false if nothing was done.
   */
  static boolean filled(Mapping target, long to, long value, long count, int bytes, long flags) {
    long length = count * bytes;
    boolean plain = isPlain(count, flags) && covers(target, to, length);
    if (plain) {
      target.dirty().markAll((int) to, (int) length);
      Bulk.fill(target.bytes(), (int) to, (int) length, value, bytes);
    }
    return plain;
  }

  /** Performs iterations of rep movs at once, in any memory; returns their number, 0..count. */
  long copy(long to, long from, long count, int bytes, long flags) {
    return Bulk.copy(memory, to, from, count, bytes, (flags & Flags.DF) != 0);
  }

  /** Returns the signed distance in bytes that a number of elements moves a pointer. */
  static long moved(long count, int bytes, long flags) {
    return (flags & Flags.DF) == 0 ? count * bytes : -count * bytes;
  }

  /** Performs iterations of rep stos at once, in any memory; returns their number, 0..count. */
  long fill(long to, long value, long count, int bytes, long flags) {
    return Bulk.fill(memory, to, value, count, bytes, (flags & Flags.DF) != 0);
  }

  /**
   * Loads a generated class.
   *
   * @param data the constants of the class, by their numbers
   */
  public static PassageCode load(byte[] type, List<Object> data) {
    try {
      return (PassageCode)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(type, data.toArray(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated code does not load", e);
    }
  }

  /** Resolves a dynamic constant: the implementation of the function with an index. */
  public static Fn.Value function(
      MethodHandles.Lookup lookup, String name, Class<?> type, int index) {
    return Fn.at(index).value();
  }

  /** Resolves a dynamic constant: constant number n of a generated class. */
  static Object constant(MethodHandles.Lookup lookup, int n) throws IllegalAccessException {
    return MethodHandles.classData(lookup, "_", Object[].class)[n];
  }

  /** True if the condition with an encoding number 0..15 holds. */
  public static boolean holds(long flags, int cc) {
    return Alu.condition(cc, flags) != 0;
  }

  /** Returns 1 if a value is 0, else 0. */
  public static long isZero(long value) {
    return value == 0 ? 1 : 0;
  }

  /**
   * Divides, and sets {@link #quotient} and {@link #remainder}; returns false if the division
   * faults.
   */
  boolean divide(long hi, long lo, long divisor, int bits, boolean signed) {
    try {
      division.divide(hi, lo, divisor, bits, signed);
    } catch (GuestFault f) {
      return false;
    }
    quotient = division.quotient();
    remainder = division.remainder();
    return true;
  }
}
