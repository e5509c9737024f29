package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
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
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.run.PassageRuntime;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Pure functions as bytecode: what is a few instructions is written here, the rest calls the method
 * of {@link Alu} that bears the family's name.
 */
final class FunctionCode {
  private static final String ALU = Type.getInternalName(Alu.class);
  private static final Map<String, String> METHODS = methods();

  private final BytecodeWriter out;

  FunctionCode(BytecodeWriter out) {
    this.out = out;
  }

  private static Map<String, String> methods() {
    Map<String, String> found = new HashMap<>();
    for (Method m : Alu.class.getMethods()) {
      found.put(m.getName(), Type.getMethodDescriptor(m));
    }
    return Map.copyOf(found);
  }

  /** A family and a width: ADD_FLAGS and 32. */
  record Sized(String family, int bits) {
    private static final List<Sized> ALL = Arrays.stream(Fn.values()).map(Sized::parsed).toList();

    static Sized of(Fn fn) {
      return ALL.get(fn.ordinal());
    }

    private static Sized parsed(Fn fn) {
      String name = fn.name();
      int end = name.length();
      while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
        end--;
      }
      int bits = end == name.length() ? 64 : Integer.parseInt(name.substring(end));
      return new Sized(name.substring(0, end), bits);
    }
  }

  /** Pushes the function's value. */
  void push(Fn fn, JvmValue a, JvmValue b, JvmValue c) {
    Sized f = Sized.of(fn);
    switch (f.family) {
      case "ADD" -> binary(LADD, f.bits, a, b);
      case "SUB" -> binary(LSUB, f.bits, a, b);
      case "AND" -> binary(LAND, f.bits, a, b);
      case "OR" -> binary(LOR, f.bits, a, b);
      case "XOR" -> binary(LXOR, f.bits, a, b);
      case "MUL" -> binary(LMUL, f.bits, a, b);
      case "ANDN" -> {
        not(a);
        out.push(b);
        out.op(LAND);
        zeroExtend(f.bits);
      }
      case "NOT" -> {
        not(a);
        zeroExtend(f.bits);
      }
      case "ADC" -> withCarry(LADD, f.bits, a, b, c);
      case "SBB" -> withCarry(LSUB, f.bits, a, b, c);
      case "SHL" -> {
        out.push(a);
        count(f.bits, b);
        out.op(LSHL);
        zeroExtend(f.bits);
      }
      case "SHR" -> {
        zeroExtended(f.bits, a);
        count(f.bits, b);
        out.op(LUSHR);
      }
      case "SAR" -> {
        signExtended(f.bits, a);
        count(f.bits, b);
        out.op(LSHR);
        zeroExtend(f.bits);
      }
      case "ZX" -> zeroExtended(f.bits, a);
      case "SX" -> signExtended(f.bits, a);
      case "SX8_", "SX16_" -> {
        signExtended(f.family.equals("SX8_") ? 8 : 16, a);
        zeroExtend(32);
      }
      case "HIGH" -> {
        out.push(a);
        out.constant(8);
        out.op(LUSHR);
        out.mask(0xff);
      }
      case "INSERT" -> insert(f.bits, 0, a, b);
      case "INSERT_HIGH" -> insert(8, 8, a, b);
      case "ADDRESS" -> {
        out.push(a);
        out.push(b);
        if (f.bits > 1) {
          out.constant(Integer.numberOfTrailingZeros(f.bits));
          out.op(LSHL);
        }
        out.op(LADD);
        out.add(c);
      }
      case "SELECT" -> select(a, b, c);
      case "IS_ZERO" -> {
        out.push(a);
        out.call(PassageRuntime.class, "isZero", "(J)J");
      }
      case "BT_FLAGS" -> {
        out.push(a);
        out.push(b);
        out.op(L2I);
        out.constant(f.bits - 1);
        out.op(IAND);
        out.op(LUSHR);
        out.mask(1);
      }
      case "POPCNT" -> {
        zeroExtended(f.bits, a);
        out.call(Long.class, "bitCount", "(J)I");
        out.op(I2L);
      }
      case "BSWAP" -> {
        out.push(a);
        out.call(Long.class, "reverseBytes", "(J)J");
        if (f.bits < 64) {
          out.constant(64 - f.bits);
          out.op(LUSHR);
        }
      }
      case "BIT_MASK" -> {
        out.constant(1L);
        out.push(a);
        out.op(L2I);
        out.constant(f.bits - 1);
        out.op(IAND);
        out.op(LSHL);
      }
      case "ADD_FLAGS", "SUB_FLAGS", "ADC_FLAGS", "SBB_FLAGS" -> sumFlags(f, a, b, c);
      case "AND_FLAGS" -> {
        out.constant(f.bits);
        out.push(a);
        out.push(b);
        out.op(LAND);
        alu("szp");
      }
      case "RESULT_FLAGS" -> {
        out.constant(f.bits);
        out.push(a);
        alu("szp");
      }
      default -> {
        if (FlagLiveness.isCondition(fn)) {
          out.constant(fn.ordinal() - Fn.COND_O.ordinal());
          out.push(a);
          alu("condition");
        } else if (METHODS.containsKey(camel(f.family))) {
          called(f, a, b, c);
        } else {
          applied(fn, a, b, c);
        }
      }
    }
  }

  private void called(Sized f, JvmValue a, JvmValue b, JvmValue c) {
    String name = camel(f.family);
    int arguments = Type.getArgumentTypes(METHODS.get(name)).length - 1;
    out.constant(f.bits);
    out.push(a);
    if (arguments > 1) {
      out.push(b);
    }
    if (arguments > 2) {
      out.push(c);
    }
    alu(name);
  }

  private void alu(String name) {
    out.method(INVOKESTATIC, ALU, name, METHODS.get(name));
  }

  /** SHL_FLAGS is shlFlags. */
  private static String camel(String family) {
    String lower = family.toLowerCase(Locale.ROOT);
    StringBuilder result = new StringBuilder();
    boolean upper = false;
    for (char ch : lower.toCharArray()) {
      if (ch == '_') {
        upper = true;
      } else {
        result.append(upper ? Character.toUpperCase(ch) : ch);
        upper = false;
      }
    }
    return result.toString();
  }

  /** What nobody is in a hurry for: the table's own method. */
  private void applied(Fn fn, JvmValue a, JvmValue b, JvmValue c) {
    String owner = Type.getInternalName(Fn.class);
    out.field(GETSTATIC, owner, fn.name(), "L" + owner + ";");
    out.push(a == null ? new JvmValue.Const(0) : a);
    out.push(b == null ? new JvmValue.Const(0) : b);
    out.push(c == null ? new JvmValue.Const(0) : c);
    out.method(INVOKEVIRTUAL, owner, "apply", "(JJJ)J");
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

  private void sumFlags(Sized f, JvmValue a, JvmValue b, JvmValue c) {
    boolean add = f.family.startsWith("AD");
    boolean carries = f.family.startsWith("ADC") || f.family.startsWith("SBB");
    out.constant(f.bits);
    out.push(a);
    out.push(b);
    sum(add ? LADD : LSUB, a, b, carries ? c : null);
    alu(add ? "addFlags" : "subFlags");
  }

  private void not(JvmValue a) {
    out.push(a);
    out.constant(-1L);
    out.op(LXOR);
  }

  /** Pushes the count of a shift as an int. */
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

  /** Pushes the low bits as an int, sign-extended. */
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
