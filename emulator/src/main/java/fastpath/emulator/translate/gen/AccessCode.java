package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LCMP;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.machine.Bytes;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import fastpath.emulator.translate.analysis.BoundsChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.Label;

/**
 * Code for loads and stores. A site expects the region that it last accessed: one unsigned
 * comparison, and the access to the region's bytes. Everything else is slow, and what faults or
 * changes code is left to the interpreter.
 */
final class AccessCode {
  private final BytecodeWriter out;
  private final ColdCode stubs;
  private final List<Region> regions = new ArrayList<>();

  AccessCode(BytecodeWriter out, ColdCode stubs) {
    this.out = out;
    this.stubs = stubs;
  }

  /** The regions that sites expect; the bytes of number n are in the static field rn. */
  List<Region> regions() {
    return regions;
  }

  /**
   * Loads into a local.
   *
   * @param scratch a local for the offset
   * @param fails where to go if the interpreter has to
   */
  void load(JvmValue address, int bytes, int to, Region region, int scratch, Label fails) {
    access(
        BoundsChecks.isRead(region) ? region : null,
        address,
        bytes,
        scratch,
        () -> load(bytes, to),
        () -> {
          out.pushLink();
          out.push(address);
          out.constant(bytes);
          out.callLink("load", "(JI)J");
          out.storeLong(to);
          check(fails);
        });
  }

  /** Stores the low bytes of a value. */
  void store(JvmValue address, JvmValue value, int bytes, Region region, int scratch, Label fails) {
    access(
        BoundsChecks.isWritten(region) ? region : null,
        address,
        bytes,
        scratch,
        () -> store(value, bytes),
        () -> {
          out.pushLink();
          out.push(address);
          out.push(value);
          out.constant(bytes);
          out.callLink("store", "(JJI)V");
          check(fails);
        });
  }

  private void check(Label fails) {
    out.pushLink("failed", "Z");
    out.jump(IFNE, fails);
  }

  /**
   * Makes an access.
   *
   * @param region where it is expected; null if nowhere
   * @param within makes it there, of the bytes and the index that have been pushed
   * @param elsewhere makes it anywhere
   */
  private void access(
      Region region,
      JvmValue address,
      int bytes,
      int scratch,
      Runnable within,
      Runnable elsewhere) {
    if (region == null) {
      elsewhere.run();
      return;
    }
    Label slow = new Label();
    Label done = new Label();
    offset(address, 0, region, bytes, scratch, slow);
    pushBytes(region);
    pushIndex(scratch, region, bytes);
    within.run();
    out.label(done);
    stubs.later(
        () -> {
          out.label(slow);
          elsewhere.run();
          out.jump(GOTO, done);
        });
  }

  /** Of the bytes and the index that have been pushed. */
  private void load(int bytes, int to) {
    out.call(Bytes.class, "load" + bytes, "([BI)J");
    out.storeLong(to);
  }

  private void store(JvmValue value, int bytes) {
    out.push(value);
    out.call(Bytes.class, "store" + bytes, "([BIJ)V");
  }

  /** A region that a site expects, or null if an access has more to check than its bounds. */
  static Region plain(Region region, int access) {
    boolean plain =
        region != null
            && (region.permissions() & access) != 0
            && (region.permissions() & Memory.USER) == 0
            && (access == Memory.READ || (region.permissions() & Memory.EXECUTE) == 0);
    return plain ? region : null;
  }

  /** Pushes a region's bytes and the offset of an address in it, not checked. */
  void pushPlace(JvmValue address, Region region) {
    pushBytes(region);
    out.push(address);
    out.add(new JvmValue.Const(-region.address()));
  }

  private void pushBytes(Region region) {
    int number = regions.indexOf(region);
    if (number < 0) {
      number = regions.size();
      regions.add(region);
    }
    out.pushConstant("r" + number, "[B");
  }

  /** Checks all of a span at its first access, and keeps where in the region it begins. */
  void check(BoundsChecks.Member first, JvmValue address, int local, int scratch, Label fails) {
    BoundsChecks.Span span = first.span();
    Label miss = new Label();
    long toBegin = span.from - first.distance();
    offset(address, toBegin, span.region, span.to - span.from, scratch, miss);
    pushIndex(scratch, span.region, span.to - span.from);
    out.storeInt(local);
    stubs.later(
        () -> {
          out.label(miss);
          out.pushLink();
          out.callLink("miss", "()V");
          out.jump(GOTO, fails);
        });
  }

  /** Loads within a span that has been checked. */
  void load(BoundsChecks.Member m, int bytes, int to, int local) {
    pushIndex(m, local);
    load(bytes, to);
  }

  /** Stores within a span that has been checked. */
  void store(BoundsChecks.Member m, JvmValue value, int bytes, int local) {
    pushIndex(m, local);
    store(value, bytes);
  }

  private void pushIndex(BoundsChecks.Member m, int local) {
    pushBytes(m.span().region);
    out.loadInt(local);
    int distance = (int) (m.distance() - m.span().from);
    if (distance != 0) {
      out.constant(distance);
      out.op(IADD);
    }
  }

  /** Leaves the offset of an address in a local; goes to slow if outside the region. */
  private void offset(
      JvmValue address, long plus, Region region, long bytes, int scratch, Label slow) {
    if ((region.permissions() & Memory.USER) != 0) {
      out.loadLong(LocalVariables.FLAGS);
      out.mask(Flags.AC);
      out.constant(0L);
      out.op(LCMP);
      out.jump(IFEQ, slow);
    }
    out.push(address);
    out.add(new JvmValue.Const(plus - region.address()));
    out.storeLong(scratch);
    out.loadLong(scratch);
    out.constant(limit(region, bytes));
    out.call(Long.class, "compareUnsigned", "(JJ)I");
    out.jump(IFGE, slow);
  }

  /**
   * Pushes an offset that has been checked. HotSpot drops the second check, and learns from it what
   * the index can be, so that it need not check that once more against the array's length.
   */
  private void pushIndex(int offset, Region region, long bytes) {
    out.loadLong(offset);
    out.constant(limit(region, bytes));
    out.call(Objects.class, "checkIndex", "(JJ)J");
    out.op(L2I);
  }

  /** Offsets in a region at which so many bytes begin. */
  private static long limit(Region region, long bytes) {
    return Math.max(0, region.size() - bytes + 1);
  }
}
