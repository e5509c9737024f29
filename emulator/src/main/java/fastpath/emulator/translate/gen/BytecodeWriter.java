package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.SIPUSH;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** A writer of JVM instructions that writes constants in their shortest form. */
final class BytecodeWriter {
  private static final Type RUNTIME = Type.getType(PassageRuntime.class);

  private static final Type VALUE = Type.getType(Fn.Value.class);
  private static final Handle FUNCTION =
      new Handle(
          H_INVOKESTATIC,
          RUNTIME.getInternalName(),
          "function",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + VALUE.getDescriptor(),
          false);

  private final MethodVisitor method;

  BytecodeWriter(MethodVisitor method) {
    this.method = method;
  }

  /** Ends the method. */
  void end() {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  void op(int opcode) {
    method.visitInsn(opcode);
  }

  void label(Label label) {
    method.visitLabel(label);
  }

  /** Marks the code from here on with a line number. */
  void line(int number) {
    Label here = new Label();
    label(here);
    method.visitLineNumber(number, here);
  }

  void jump(int opcode, Label label) {
    method.visitJumpInsn(opcode, label);
  }

  void local(int opcode, int index) {
    method.visitVarInsn(opcode, index);
  }

  void loadLong(int index) {
    local(LLOAD, index);
  }

  void storeLong(int index) {
    local(LSTORE, index);
  }

  void loadInt(int index) {
    local(ILOAD, index);
  }

  void storeInt(int index) {
    local(ISTORE, index);
  }

  void increment(int index, int by) {
    method.visitIincInsn(index, by);
  }

  void constant(int value) {
    if (value >= -1 && value <= 5) {
      method.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      method.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      method.visitIntInsn(SIPUSH, value);
    } else {
      method.visitLdcInsn(value);
    }
  }

  void constant(long value) {
    if (value == 0 || value == 1) {
      method.visitInsn(LCONST_0 + (int) value);
    } else {
      method.visitLdcInsn(value);
    }
  }

  void push(JvmValue operand) {
    switch (operand) {
      case JvmValue.Const c -> constant(c.value());
      case JvmValue.Local l -> loadLong(l.index());
      case JvmValue.FlagsBefore f -> throw new IllegalStateException("flags as a number");
      case JvmValue.DeferredCondition c -> throw new IllegalStateException("condition as a number");
      case JvmValue.DeferredFlags f -> throw new IllegalStateException("flags that were put off");
    }
  }

  void mask(long mask) {
    constant(mask);
    op(LAND);
  }

  /** Adds a value to the long on the stack. */
  void add(JvmValue operand) {
    if (!(operand instanceof JvmValue.Const c && c.value() == 0)) {
      push(operand);
      op(LADD);
    }
  }

  /** Pushes a constant of the generated class. */
  void pushConstant(String name, String type) {
    field(GETSTATIC, PassageGenerator.OWNER, name, type);
  }

  /** Pushes the passage's runtime. */
  void pushRuntime() {
    pushConstant(PassageGenerator.RUNTIME, RUNTIME.getDescriptor());
  }

  /** Pushes a field of the runtime. */
  void pushRuntime(String field, String type) {
    pushRuntime();
    field(GETFIELD, RUNTIME.getInternalName(), field, type);
  }

  /** Sets a field of the runtime, which is on the stack below the value. */
  void setRuntime(String field, String type) {
    field(PUTFIELD, RUNTIME.getInternalName(), field, type);
  }

  /** Calls a method of the runtime, which is on the stack below the arguments. */
  void callRuntime(String name, String descriptor) {
    method(INVOKEVIRTUAL, RUNTIME.getInternalName(), name, descriptor);
  }

  void call(Class<?> owner, String name, String descriptor) {
    method(INVOKESTATIC, Type.getInternalName(owner), name, descriptor);
  }

  void method(int opcode, String owner, String name, String descriptor) {
    method.visitMethodInsn(opcode, owner, name, descriptor, false);
  }

  void field(int opcode, String owner, String name, String descriptor) {
    method.visitFieldInsn(opcode, owner, name, descriptor);
  }

  void cast(String descriptor) {
    method.visitTypeInsn(CHECKCAST, Type.getType(descriptor).getInternalName());
  }

  /** Pushes the implementation of a function as a constant of the class. */
  void function(Fn fn) {
    method.visitLdcInsn(
        new ConstantDynamic("function", VALUE.getDescriptor(), FUNCTION, fn.index()));
  }

  /**
   * Calls the implementation of a function, which is on the stack below the width and the
   * arguments.
   */
  void callFunction() {
    method.visitMethodInsn(INVOKEINTERFACE, VALUE.getInternalName(), "of", "(IJJJ)J", true);
  }

  /**
   * Jumps to the label whose number is on the stack, or to the first label if there is no such
   * number.
   */
  void choose(List<Label> labels) {
    method.visitTableSwitchInsn(
        0, labels.size() - 1, labels.getFirst(), labels.toArray(Label[]::new));
  }
}
