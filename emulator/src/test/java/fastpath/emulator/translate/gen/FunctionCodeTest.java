package fastpath.emulator.translate.gen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.V25;

import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Condition;
import fastpath.emulator.isa.Fn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Functions and conditions compiled to bytecode give the same results as the functions of the
 * table.
 */
class FunctionCodeTest {
  private static final int RANDOM = 2000;
  private static final long[] EDGES = {
    0,
    1,
    2,
    31,
    32,
    63,
    64,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -128,
    0x123456789abcdef0L
  };

  record Case(Fn fn, int bits) {
    @Override
    public String toString() {
      return fn.text(bits);
    }
  }

  static Stream<Case> functions() {
    return Arrays.stream(Fn.values()).flatMap(f -> f.widths().mapToObj(n -> new Case(f, n)));
  }

  static Stream<Case> flagFunctions() {
    return functions().filter(c -> c.fn.givesFlags());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functions(Case c) throws Throwable {
    MethodHandle code =
        method(out -> new FunctionCode(out).push(c.fn, c.bits, local(0), local(2), local(4)));
    for (long[] x : arguments(c.fn.index())) {
      assertEquals(
          c.fn.apply(c.bits, x[0], x[1], x[2]),
          (long) code.invokeExact(x[0], x[1], x[2]),
          () -> c + " of " + Arrays.toString(x));
    }
  }

  @ParameterizedTest
  @MethodSource("flagFunctions")
  void conditions(Case c) throws Throwable {
    conditions(c, local(2));
    if (c.fn == Fn.SHL_FLAGS || c.fn == Fn.SHR_FLAGS || c.fn == Fn.SAR_FLAGS) {
      // A shift count of 0 leaves the flags unchanged; a count beyond the width is masked.
      for (long count : new long[] {0, 1, 31, 32, 63}) {
        conditions(c, new JvmValue.Const(count));
      }
    }
  }

  private static void conditions(Case flags, JvmValue b) throws Throwable {
    for (Condition condition : Condition.values()) {
      MethodHandle code =
          method(out -> {
            FunctionCode functions = new FunctionCode(out);
            Label yes = new Label();
            new ConditionCode(out, functions)
                .jump(condition, flags.fn, flags.bits, local(0), b, local(4), yes);
            out.constant(0L);
            out.op(LRETURN);
            out.label(yes);
            out.constant(1L);
          });
      for (long[] x : arguments(flags.fn.index())) {
        x[1] = b instanceof JvmValue.Const c ? c.value() : x[1];
        assertEquals(
            Alu.condition(condition.number(), flags.fn.apply(flags.bits, x[0], x[1], x[2])),
            (long) code.invokeExact(x[0], x[1], x[2]),
            () -> condition + " of " + flags + " of " + Arrays.toString(x));
      }
    }
  }

  private static JvmValue local(int index) {
    return new JvmValue.Local(index);
  }

  private static List<long[]> arguments(long seed) {
    Random r = new Random(seed);
    Stream<long[]> edges =
        Arrays.stream(EDGES)
            .boxed()
            .flatMap(
                a -> Arrays.stream(EDGES).mapToObj(b -> new long[] {a, b, EDGES[r.nextInt(23)]}));
    Stream<long[]> random =
        Stream.generate(() -> new long[] {r.nextLong(), r.nextLong(), r.nextLong()}).limit(RANDOM);
    return Stream.concat(edges, random).toList();
  }

  private static MethodHandle method(Consumer<BytecodeWriter> body)
      throws ReflectiveOperationException {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    type.visit(
        V25, ACC_PUBLIC, "fastpath/emulator/translate/gen/Tested", null, "java/lang/Object", null);
    MethodVisitor method = type.visitMethod(ACC_PUBLIC | ACC_STATIC, "f", "(JJJ)J", null, null);
    BytecodeWriter out = new BytecodeWriter(method);
    body.accept(out);
    out.op(LRETURN);
    out.end();
    MethodHandles.Lookup lookup =
        MethodHandles.lookup().defineHiddenClass(type.toByteArray(), true);
    return lookup.findStatic(
        lookup.lookupClass(),
        "f",
        MethodType.methodType(long.class, long.class, long.class, long.class));
  }
}
