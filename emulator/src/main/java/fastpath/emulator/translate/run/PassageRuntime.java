package fastpath.emulator.translate.run;

import fastpath.emulator.engine.Division;
import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.machine.Bulk;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** What a passage and the engine hand each other; called from generated code. */
public final class PassageRuntime {
  /** In the first part of a kind of flags: the function takes the flags before as argument c. */
  public static final long TAKES_FLAGS = 1 << 15;

  /** Where the mask begins in a kind of flags. */
  public static final int MASK_SHIFT = 16;

  /** What a span that is elsewhere costs, in accesses that are. */
  private static final int MISS = 200;

  private static final Fn[] FNS = Fn.values();

  /** By ordinal of {@link fastpath.emulator.isa.State}; another array where the CPU has grown. */
  public long[] state;

  /** InstructionCode that may retire. */
  public int budget;

  /** The number of the entry of the passage that is run. */
  public int entry;

  public long entryRsp;
  public long limit;
  public long quotient;
  public long remainder;
  public long deepest;
  public long deepestOwn;
  public long calleeSlot;

  /** Where control goes if the passage does not know. */
  public long target;

  /** AccessCode elsewhere than their sites expected. */
  public int strays;

  /** The last access is the interpreter's to make. */
  public boolean failed;

  private final Memory memory;
  private final Division division = new Division();

  public PassageRuntime(Memory memory) {
    this.memory = memory;
  }

  /** Loads from where the site did not expect; sets {@link #failed} where it faults. */
  public long load(long address, int bytes) {
    strays++;
    try {
      return memory.load(address, bytes);
    } catch (GuestFault f) {
      failed = true;
      return 0;
    }
  }

  /** A span of accesses is not where it was expected; until it is, the interpreter makes them. */
  public void miss() {
    strays += MISS;
  }

  /** Stores; sets {@link #failed} where it faults or may change code. */
  public void store(long address, long value, int bytes) {
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

  /** Flags with what was put off: a kind is a function's ordinal and the mask of what it sets. */
  public static long flags(long flags, long kind, long a, long b, long c) {
    if (kind == 0) {
      return flags;
    }
    Fn fn = FNS[(int) kind & 0x7fff];
    long mask = kind >>> MASK_SHIFT;
    long value = fn.apply(a, b, (kind & TAKES_FLAGS) != 0 ? flags : c);
    return flags & ~mask | value & mask;
  }

  /** Notes the depth of the stack. */
  public void deepen(long rsp) {
    deepest = deeper(deepest, rsp);
  }

  /** The same in the called function's own code. */
  public void deepenOwn(long rsp) {
    deepestOwn = deeper(deepestOwn, rsp);
  }

  /** The greater depth, where a depth beyond the limit is on another stack. */
  private long deeper(long before, long rsp) {
    long depth = entryRsp - rsp;
    return depth > before && depth <= limit ? depth : before;
  }

  public static void add(long[] counts, int counter, int times) {
    counts[counter] += times;
  }

  public static void add(long[] counts, int counter, long times) {
    counts[counter] += times;
  }

  /**
   * Does all of rep movs upwards within the bytes that its site expects.
   *
   * @param flags of the CPU
   * @return whether it did; else nothing has changed
   */
  public static boolean copied(
      byte[] source, long from, byte[] target, long to, long count, int bytes, long flags) {
    long length = count * bytes;
    boolean plain =
        isPlain(count, flags)
            && covers(source, from, length)
            && covers(target, to, length)
            && (source != target || to <= from || to - from >= length);
    if (plain) {
      System.arraycopy(source, (int) from, target, (int) to, (int) length);
    }
    return plain;
  }

  /** Whether a repetition goes upwards, and not so far that its length would overflow. */
  private static boolean isPlain(long count, long flags) {
    return Long.compareUnsigned(count, 1 << 27) < 0 && (flags & Flags.DF) == 0;
  }

  private static boolean covers(byte[] bytes, long offset, long length) {
    return offset >= 0 && offset <= bytes.length - length;
  }

  /** The same of rep stos. */
  public static boolean filled(
      byte[] target, long to, long value, long count, int bytes, long flags) {
    long length = count * bytes;
    boolean plain = isPlain(count, flags) && covers(target, to, length);
    if (plain) {
      Bulk.fill(target, (int) to, (int) length, value, bytes);
    }
    return plain;
  }

  /** Iterations of rep movs done at once, 0 to count, wherever it goes. */
  public long copy(long to, long from, long count, int bytes, long flags) {
    return Bulk.copy(memory, to, from, count, bytes, (flags & Flags.DF) != 0);
  }

  /** How far so many elements reach, and which way. */
  public static long moved(long count, int bytes, long flags) {
    return (flags & Flags.DF) == 0 ? count * bytes : -count * bytes;
  }

  /** Iterations of rep stos done at once, 0 to count, wherever it goes. */
  public long fill(long to, long value, long count, int bytes, long flags) {
    return Bulk.fill(memory, to, value, count, bytes, (flags & Flags.DF) != 0);
  }

  /**
   * The code of a class that was generated.
   *
   * @param data its constants, by their numbers
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

  /** A generated class's constant number n. */
  public static Object constant(MethodHandles.Lookup lookup, int n) throws IllegalAccessException {
    return MethodHandles.classData(lookup, "_", Object[].class)[n];
  }

  /** Whether the condition of an encoding number holds. */
  public static boolean holds(long flags, int cc) {
    return Alu.condition(cc, flags) != 0;
  }

  public static long isZero(long value) {
    return value == 0 ? 1 : 0;
  }

  /** Divides into {@link #quotient} and {@link #remainder}; false where that faults. */
  public boolean divide(long hi, long lo, long divisor, int bits, boolean signed) {
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
