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
 * The runtime of generated code: the values that a passage and the engine hand each other, and the
 * methods that generated code calls. Generated classes belong to this package, so what only they
 * use is not public.
 */
public final class PassageRuntime {
  /** Lowest bit of the mask in a flag operation. */
  public static final int MASK_SHIFT = 20;

  /** Bit of a flag operation: argument c of the function is the flags before it. */
  private static final long TAKES_FLAGS = 1 << 19;

  /** Bits of a flag operation that hold the width; the function's index is above them. */
  private static final int WIDTH_BITS = 7;

  private static final int INDEX_MASK = 0xfff;

  /** Number of strays that a failed check of a group counts as. */
  private static final int GROUP_MISS_WEIGHT = 200;

  /** Indexed by {@link fastpath.emulator.isa.State#index}; the CPU may replace its array. */
  long[] state;

  /** Number of instructions that may retire. */
  int budget;

  /** Number of the entry point. */
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

  /** True if the interpreter has to make the last access. */
  boolean failed;

  private final Memory memory;
  private final Division division = new Division();

  public PassageRuntime(Memory memory) {
    this.memory = memory;
  }

  /**
   * Sets what a passage reads when it is entered.
   *
   * @param registers the CPU's array of state
   * @param point number of the entry point
   * @param instructions number that may retire
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

  /** Gives the call tracker what the passage has kept in its place. */
  public void leave(CallTracker call, boolean own) {
    call.resume(own, calleeSlot, deepest, deepestOwn);
  }

  /** Instructions left of the budget. */
  public int budget() {
    return budget;
  }

  /** Strays since the passage was entered, weighted: a failed check of a group counts as many. */
  public int strays() {
    return strays;
  }

  /** Guest address at which execution goes on after a dynamic side exit. */
  public long target() {
    return target;
  }

  /** Loads from memory that the site did not expect; sets {@link #failed} on a fault. */
  long load(long address, int bytes) {
    strays++;
    try {
      return memory.load(address, bytes);
    } catch (GuestFault f) {
      failed = true;
      return 0;
    }
  }

  /** Counts a failed check of a group, after which the passage is left. */
  void miss() {
    strays += GROUP_MISS_WEIGHT;
  }

  /** Stores; sets {@link #failed} on a fault, and where the store may change code. */
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
   * The flag operation: what lazy flags are computed from, as a number that is never 0.
   *
   * @param keeps true if argument c of the function is the flags before
   * @param mask the flags
   */
  public static long flagOp(Fn fn, int bits, boolean keeps, long mask) {
    return mask << MASK_SHIFT | (keeps ? TAKES_FLAGS : 0) | (long) fn.index() << WIDTH_BITS | bits;
  }

  /** Materialises lazy flags. Flag operation 0 says that no flags are lazy. */
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

  /** Notes the depth of the stack at an rsp. */
  void deepen(long rsp) {
    deepest = deeper(deepest, rsp);
  }

  /** Notes the depth of the stack in the called function's own code. */
  void deepenOwn(long rsp) {
    deepestOwn = deeper(deepestOwn, rsp);
  }

  /** The greater depth. A depth beyond the limit is on another stack and does not count. */
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
   * Does all of an upward rep movs if it stays within the memory that its site expects.
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

  /** True if a repetition goes upwards, and its length in bytes does not overflow. */
  private static boolean isPlain(long count, long flags) {
    return Long.compareUnsigned(count, 1 << 27) < 0 && (flags & Flags.DF) == 0;
  }

  private static boolean covers(Mapping m, long offset, long length) {
    return offset >= 0 && offset <= m.size() - length;
  }

  /** Does all of an upward rep stos; false if nothing was done. */
  static boolean filled(Mapping target, long to, long value, long count, int bytes, long flags) {
    long length = count * bytes;
    boolean plain = isPlain(count, flags) && covers(target, to, length);
    if (plain) {
      target.dirty().markAll((int) to, (int) length);
      Bulk.fill(target.bytes(), (int) to, (int) length, value, bytes);
    }
    return plain;
  }

  /** Does iterations of rep movs at once, in any memory; returns how many, 0..count. */
  long copy(long to, long from, long count, int bytes, long flags) {
    return Bulk.copy(memory, to, from, count, bytes, (flags & Flags.DF) != 0);
  }

  /** Signed distance in bytes that so many elements move a pointer. */
  static long moved(long count, int bytes, long flags) {
    return (flags & Flags.DF) == 0 ? count * bytes : -count * bytes;
  }

  /** Does iterations of rep stos at once, in any memory; returns how many, 0..count. */
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

  /** Resolves a dynamic constant: the meaning of the function with an index. */
  public static Fn.Value function(
      MethodHandles.Lookup lookup, String name, Class<?> type, int index) {
    return Fn.at(index).value();
  }

  /** Constant number n of a generated class. */
  static Object constant(MethodHandles.Lookup lookup, int n) throws IllegalAccessException {
    return MethodHandles.classData(lookup, "_", Object[].class)[n];
  }

  /** True if the condition with an encoding number 0..15 holds. */
  public static boolean holds(long flags, int cc) {
    return Alu.condition(cc, flags) != 0;
  }

  /** 1 if a value is 0, else 0. */
  public static long isZero(long value) {
    return value == 0 ? 1 : 0;
  }

  /** Divides into {@link #quotient} and {@link #remainder}; false if that faults. */
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
