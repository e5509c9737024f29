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
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.BoundsChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Generates code for loads and stores. An access is expected to go to the mapping that it went to
 * before: the bounds check is one unsigned comparison, and the access goes directly to the bytes of
 * that mapping. Any other access calls the runtime (the slow path). An access that faults or
 * changes code is a side exit to the interpreter.
 */
final class AccessCode {
  /** Descriptor of the store methods of {@link Mapping}. */
  private static final String STORE =
      Type.getMethodDescriptor(
          Type.VOID_TYPE, Type.getType(Mapping.class), Type.INT_TYPE, Type.LONG_TYPE);

  private final BytecodeWriter out;
  private final ColdCode cold;
  private final List<Mapping> expected = new ArrayList<>();

  AccessCode(BytecodeWriter out, ColdCode cold) {
    this.out = out;
    this.cold = cold;
  }

  /** Returns the mappings that accesses expect; a class constant holds the bytes of each. */
  List<Mapping> expected() {
    return expected;
  }

  /**
   * Generates a load into a local variable.
   *
   * @param scratch a local variable for the offset
   * @param fails the side exit for a load that the interpreter has to make
   */
  void load(JvmValue address, int bytes, int to, Mapping mapping, int scratch, Label fails) {
    access(
        BoundsChecks.isLoadExpected(mapping) ? mapping : null,
        address,
        bytes,
        scratch,
        this::pushBytes,
        () -> load(bytes, to),
        () -> {
          out.pushRuntime();
          out.push(address);
          out.constant(bytes);
          out.callRuntime("load", "(JI)J");
          out.storeLong(to);
          check(fails);
        });
  }

  /** Generates a store of the low bytes of a value. */
  void store(
      JvmValue address, JvmValue value, int bytes, Mapping mapping, int scratch, Label fails) {
    access(
        BoundsChecks.isStoreExpected(mapping) ? mapping : null,
        address,
        bytes,
        scratch,
        this::pushTarget,
        () -> store(value, bytes, mapping),
        () -> {
          out.pushRuntime();
          out.push(address);
          out.push(value);
          out.constant(bytes);
          out.callRuntime("store", "(JJI)V");
          check(fails);
        });
  }

  private void check(Label fails) {
    out.pushRuntime("failed", "Z");
    out.jump(IFNE, fails);
  }

  /**
   * Generates an access.
   *
   * @param mapping the expected mapping; null if no mapping is expected
   * @param push generates the push of the expected mapping or its bytes
   * @param within generates the access in the expected mapping, which is on the stack below the
   *     index
   * @param elsewhere generates the access in any memory
   */
  private void access(
      Mapping mapping,
      JvmValue address,
      int bytes,
      int scratch,
      Consumer<Mapping> push,
      Runnable within,
      Runnable elsewhere) {
    if (mapping == null) {
      elsewhere.run();
      return;
    }
    Label slow = new Label();
    Label done = new Label();
    offset(address, 0, mapping, bytes, scratch, slow);
    push.accept(mapping);
    pushIndex(scratch, mapping, bytes);
    within.run();
    out.label(done);
    cold.later(() -> {
      out.label(slow);
      elsewhere.run();
      out.jump(GOTO, done);
    });
  }

  /** Generates a load into a local variable; the array of bytes and the index are on the stack. */
  private void load(int bytes, int to) {
    out.call(Bytes.class, "load" + bytes, "([BI)J");
    out.storeLong(to);
  }

  /** Generates a store; the target and the index are on the stack. */
  private void store(JvmValue value, int bytes, Mapping mapping) {
    out.push(value);
    if (mapping.dirty().isTracked()) {
      out.call(Mapping.class, "store" + bytes, STORE);
    } else {
      out.call(Bytes.class, "store" + bytes, "([BIJ)V");
    }
  }

  /**
   * Generates a push of the target of a store: the mapping if writes to it are marked, else its
   * bytes.
   */
  private void pushTarget(Mapping mapping) {
    if (mapping.dirty().isTracked()) {
      pushMapping(mapping);
    } else {
      pushBytes(mapping);
    }
  }

  /** Returns the mapping if an access to it needs only a bounds check; else null. */
  static Mapping plain(Mapping mapping, int access) {
    boolean plain =
        mapping != null
            && (mapping.permissions() & access) != 0
            && (mapping.permissions() & Memory.USER) == 0
            && (access == Memory.READ || (mapping.permissions() & Memory.EXECUTE) == 0);
    return plain ? mapping : null;
  }

  /**
   * Generates a push of a mapping and of the offset of an address in the mapping, without a check.
   */
  void pushPlace(JvmValue address, Mapping mapping) {
    pushMapping(mapping);
    out.push(address);
    out.add(new JvmValue.Const(-mapping.address()));
  }

  /** Returns the name of the class constant that holds the bytes of expected mapping number n. */
  static String bytes(int n) {
    return "r" + n;
  }

  /** Returns the name of the class constant that is expected mapping number n. */
  static String mapping(int n) {
    return "m" + n;
  }

  private void pushBytes(Mapping mapping) {
    out.pushConstant(bytes(number(mapping)), "[B");
  }

  private void pushMapping(Mapping mapping) {
    out.pushConstant(mapping(number(mapping)), Type.getDescriptor(Mapping.class));
  }

  private int number(Mapping mapping) {
    int number = expected.indexOf(mapping);
    if (number < 0) {
      number = expected.size();
      expected.add(mapping);
    }
    return number;
  }

  /**
   * Generates the bounds check of a group at its first access, and keeps the offset of the group's
   * first byte in a local variable.
   */
  void check(BoundsChecks.Member first, JvmValue address, int local, int scratch, Label fails) {
    BoundsChecks.Group group = first.group();
    Label miss = new Label();
    long toBegin = group.from() - first.offset();
    offset(address, toBegin, group.mapping(), group.to() - group.from(), scratch, miss);
    pushIndex(scratch, group.mapping(), group.to() - group.from());
    out.storeInt(local);
    cold.later(() -> {
      out.label(miss);
      out.pushRuntime();
      out.callRuntime("miss", "()V");
      out.jump(GOTO, fails);
    });
  }

  /** Generates a load that belongs to a group whose bounds have been checked. */
  void load(BoundsChecks.Member m, int bytes, int to, int local) {
    pushBytes(m.group().mapping());
    pushIndex(m, local);
    load(bytes, to);
  }

  /** Generates a store that belongs to a group whose bounds have been checked. */
  void store(BoundsChecks.Member m, JvmValue value, int bytes, int local) {
    pushTarget(m.group().mapping());
    pushIndex(m, local);
    store(value, bytes, m.group().mapping());
  }

  private void pushIndex(BoundsChecks.Member m, int local) {
    out.loadInt(local);
    int distance = (int) (m.offset() - m.group().from());
    if (distance != 0) {
      out.constant(distance);
      out.op(IADD);
    }
  }

  /**
   * Generates a bounds check: leaves the offset of an address in a local variable, and jumps to
   * slow if the offset is out of bounds.
   */
  private void offset(
      JvmValue address, long plus, Mapping mapping, long bytes, int scratch, Label slow) {
    if ((mapping.permissions() & Memory.USER) != 0) {
      out.loadLong(LocalVariables.FLAGS);
      out.mask(Flags.AC);
      out.constant(0L);
      out.op(LCMP);
      out.jump(IFEQ, slow);
    }
    out.push(address);
    out.add(new JvmValue.Const(plus - mapping.address()));
    out.storeLong(scratch);
    out.loadLong(scratch);
    out.constant(limit(mapping, bytes));
    out.call(Long.class, "compareUnsigned", "(JJ)I");
    out.jump(IFGE, slow);
  }

  /**
   * Generates a push of an offset that has been checked. HotSpot removes this second check as
   * redundant, but derives the index range from it, and so removes its own check against the
   * array's length.
   */
  private void pushIndex(int offset, Mapping mapping, long bytes) {
    out.loadLong(offset);
    out.constant(limit(mapping, bytes));
    out.call(Objects.class, "checkIndex", "(JJ)J");
    out.op(L2I);
  }

  /** Returns the number of offsets in a mapping at which an access of so many bytes may begin. */
  private static long limit(Mapping mapping, long bytes) {
    return Math.max(0, mapping.size() - bytes + 1);
  }
}
