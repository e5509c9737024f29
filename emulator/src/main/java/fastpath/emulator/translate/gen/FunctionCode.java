package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LOR;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.LSHR;
import static org.objectweb.asm.Opcodes.LSUB;
import static org.objectweb.asm.Opcodes.LUSHR;
import static org.objectweb.asm.Opcodes.LXOR;

import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.EnumMap;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Generates code for pure functions. A function that takes few JVM instructions has a rule here.
 * For any other function, its implementation is a constant of the class, which HotSpot inlines.
 */
final class FunctionCode {
  /** Generates code that pushes the value of a function of a width in bits. */
  private interface Rule {
    void push(int bits, JvmValue a, JvmValue b, JvmValue c);
  }

  private static final JvmValue ZERO = new JvmValue.Const(0);

  private final BytecodeWriter out;
  private final Map<Fn, Rule> rules = new EnumMap<>(Fn.class);

  FunctionCode(BytecodeWriter out) {
    this.out = out;
    addArithmetic();
    addShifts();
    addBits();
    addFlags();
    addMoves();
  }

  /**
   * Generates code that pushes a function's value; each of a, b and c is null where the function
   * takes no such argument.
   */
  void push(Fn fn, int bits, JvmValue a, JvmValue b, JvmValue c) {
    Rule rule = rules.get(fn);
    if (rule != null) {
      rule.push(bits, a, b, c);
    } else if (fn.condition() != null) {
      out.constant(fn.condition().number());
      out.push(a);
      out.call(Alu.class, "condition", "(IJ)J");
    } else {
      call(fn, bits, a, b, c);
    }
  }

  private void call(Fn fn, int bits, JvmValue a, JvmValue b, JvmValue c) {
    out.function(fn);
    out.constant(bits);
    out.push(a == null ? ZERO : a);
    out.push(b == null ? ZERO : b);
    out.push(c == null ? ZERO : c);
    out.callFunction();
  }

  private void addArithmetic() {
    rules.put(Fn.ADD, (bits, a, b, c) -> binary(LADD, bits, a, b));
    rules.put(Fn.SUB, (bits, a, b, c) -> binary(LSUB, bits, a, b));
    rules.put(Fn.MUL, (bits, a, b, c) -> binary(LMUL, bits, a, b));
    rules.put(Fn.AND, (bits, a, b, c) -> binary(LAND, bits, a, b));
    rules.put(Fn.OR, (bits, a, b, c) -> binary(LOR, bits, a, b));
    rules.put(Fn.XOR, (bits, a, b, c) -> binary(LXOR, bits, a, b));
    rules.put(Fn.ADC, (bits, a, b, c) -> withCarry(LADD, bits, a, b, c));
    rules.put(Fn.SBB, (bits, a, b, c) -> withCarry(LSUB, bits, a, b, c));
    rules.put(Fn.ANDN, (bits, a, b, c) -> andNot(bits, a, b));
    rules.put(Fn.NOT, (bits, a, b, c) -> not(bits, a));
    rules.put(Fn.ADDRESS1, (bits, a, b, c) -> address(0, a, b, c));
    rules.put(Fn.ADDRESS2, (bits, a, b, c) -> address(1, a, b, c));
    rules.put(Fn.ADDRESS4, (bits, a, b, c) -> address(2, a, b, c));
    rules.put(Fn.ADDRESS8, (bits, a, b, c) -> address(3, a, b, c));
  }

  private void addShifts() {
    rules.put(
        Fn.SHL,
        (bits, a, b, c) -> {
          out.push(a);
          count(bits, b);
          out.op(LSHL);
          zeroExtend(bits);
        });
    rules.put(
        Fn.SHR,
        (bits, a, b, c) -> {
          zeroExtended(bits, a);
          count(bits, b);
          out.op(LUSHR);
        });
    rules.put(
        Fn.SAR,
        (bits, a, b, c) -> {
          signExtended(bits, a);
          count(bits, b);
          out.op(LSHR);
          zeroExtend(bits);
        });
  }

  private void addBits() {
    rules.put(Fn.BT_FLAGS, (bits, a, b, c) -> testBit(bits, a, b));
    rules.put(
        Fn.POPCNT,
        (bits, a, b, c) -> {
          zeroExtended(bits, a);
          out.call(Long.class, "bitCount", "(J)I");
          out.op(I2L);
        });
    rules.put(Fn.BSWAP, (bits, a, b, c) -> swapBytes(bits, a));
    rules.put(
        Fn.BIT_MASK,
        (bits, a, b, c) -> {
          out.constant(1L);
          bitNumber(bits, a);
          out.op(LSHL);
        });
  }

  private void addFlags() {
    rules.put(Fn.ADD_FLAGS, (bits, a, b, c) -> sumFlags(LADD, "addFlags", bits, a, b, null));
    rules.put(Fn.SUB_FLAGS, (bits, a, b, c) -> sumFlags(LSUB, "subFlags", bits, a, b, null));
    rules.put(Fn.ADC_FLAGS, (bits, a, b, c) -> sumFlags(LADD, "addFlags", bits, a, b, c));
    rules.put(Fn.SBB_FLAGS, (bits, a, b, c) -> sumFlags(LSUB, "subFlags", bits, a, b, c));
    rules.put(
        Fn.AND_FLAGS,
        (bits, a, b, c) -> {
          out.constant(bits);
          out.push(a);
          out.push(b);
          out.op(LAND);
          out.call(Alu.class, "szp", "(IJ)J");
        });
    rules.put(
        Fn.RESULT_FLAGS,
        (bits, a, b, c) -> {
          out.constant(bits);
          out.push(a);
          out.call(Alu.class, "szp", "(IJ)J");
        });
  }

  private void addMoves() {
    rules.put(Fn.ZX, (bits, a, b, c) -> zeroExtended(bits, a));
    rules.put(Fn.SX, (bits, a, b, c) -> signExtended(bits, a));
    rules.put(
        Fn.SX_LOW,
        (bits, a, b, c) -> {
          signExtended(bits, a);
          zeroExtend(32);
        });
    rules.put(
        Fn.HIGH,
        (bits, a, b, c) -> {
          out.push(a);
          out.constant(8);
          out.op(LUSHR);
          out.mask(0xff);
        });
    rules.put(Fn.INSERT, (bits, a, b, c) -> insert(bits, 0, a, b));
    rules.put(Fn.INSERT_HIGH, (bits, a, b, c) -> insert(bits, 8, a, b));
    rules.put(Fn.SELECT, (bits, a, b, c) -> select(a, b, c));
    rules.put(
        Fn.IS_ZERO,
        (bits, a, b, c) -> {
          out.push(a);
          out.call(PassageRuntime.class, "isZero", "(J)J");
        });
  }

  private void address(int shift, JvmValue a, JvmValue b, JvmValue c) {
    out.push(a);
    out.push(b);
    if (shift > 0) {
      out.constant(shift);
      out.op(LSHL);
    }
    out.op(LADD);
    out.add(c);
  }

  private void andNot(int bits, JvmValue a, JvmValue b) {
    complement(a);
    out.push(b);
    out.op(LAND);
    zeroExtend(bits);
  }

  private void not(int bits, JvmValue a) {
    complement(a);
    zeroExtend(bits);
  }

  private void testBit(int bits, JvmValue a, JvmValue b) {
    out.push(a);
    bitNumber(bits, b);
    out.op(LUSHR);
    out.mask(1);
  }

  private void bitNumber(int bits, JvmValue value) {
    out.push(value);
    out.op(L2I);
    out.constant(bits - 1);
    out.op(IAND);
  }

  private void swapBytes(int bits, JvmValue a) {
    out.push(a);
    out.call(Long.class, "reverseBytes", "(J)J");
    if (bits < 64) {
      out.constant(64 - bits);
      out.op(LUSHR);
    }
  }

  private void binary(int opcode, int bits, JvmValue a, JvmValue b) {
    out.push(a);
    out.push(b);
    out.op(opcode);
    zeroExtend(bits);
  }

  private void withCarry(int opcode, int bits, JvmValue a, JvmValue b, JvmValue c) {
    sum(opcode, a, b, c);
    zeroExtend(bits);
  }

  private void sum(int opcode, JvmValue a, JvmValue b, JvmValue c) {
    out.push(a);
    out.push(b);
    out.op(opcode);
    if (c != null) {
      out.push(c);
      out.mask(1);
      out.op(opcode);
    }
  }

  private void sumFlags(
      int opcode, String method, int bits, JvmValue a, JvmValue b, JvmValue carry) {
    out.constant(bits);
    out.push(a);
    out.push(b);
    sum(opcode, a, b, carry);
    out.call(Alu.class, method, "(IJJJ)J");
  }

  private void complement(JvmValue a) {
    out.push(a);
    out.constant(-1L);
    out.op(LXOR);
  }

  /** Generates code that pushes the count of a shift as an int. */
  private void count(int bits, JvmValue b) {
    int mask = bits == 64 ? 63 : 31;
    if (b instanceof JvmValue.Const n) {
      out.constant((int) n.value() & mask);
      return;
    }
    out.push(b);
    out.op(L2I);
    if (mask != 63) {
      out.constant(mask);
      out.op(IAND);
    }
  }

  void zeroExtended(int bits, JvmValue a) {
    out.push(a);
    zeroExtend(bits);
  }

  private void zeroExtend(int bits) {
    if (bits < 64) {
      out.mask(-1L >>> 64 - bits);
    }
  }

  /** Generates code that pushes the low bits of a value as an int, sign-extended. */
  void narrow(int bits, JvmValue a) {
    out.push(a);
    out.op(L2I);
    if (bits < 32) {
      out.op(bits == 8 ? I2B : I2S);
    }
  }

  void signExtended(int bits, JvmValue a) {
    if (bits == 64) {
      out.push(a);
    } else {
      narrow(bits, a);
      out.op(I2L);
    }
  }

  private void insert(int bits, int at, JvmValue a, JvmValue b) {
    long mask = (-1L >>> 64 - bits) << at;
    out.push(a);
    out.mask(~mask);
    out.push(b);
    out.mask(mask >>> at);
    if (at > 0) {
      out.constant(at);
      out.op(LSHL);
    }
    out.op(LOR);
  }

  private void select(JvmValue a, JvmValue b, JvmValue c) {
    Label yes = new Label();
    Label end = new Label();
    out.push(a);
    out.constant(0L);
    out.op(LCMP);
    out.jump(IFNE, yes);
    out.push(c);
    out.jump(GOTO, end);
    out.label(yes);
    out.push(b);
    out.label(end);
  }
}
