package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V25;

import fastpath.emulator.machine.Mapping;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.run.PassageCode;
import fastpath.emulator.translate.run.PassageRuntime;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * A stage of the pipeline, code: generates the class of a passage, whose one method runs the
 * passage.
 */
public final class PassageGenerator {
  /** The line number of code that belongs to no guest instruction. */
  public static final int UNMARKED = 0xffff;

  /**
   * Name of the generated class; the class is loaded as a hidden class and belongs to the package
   * of its runtime.
   */
  static final String OWNER = "fastpath/emulator/translate/run/Generated";

  /**
   * Name of the class constant that holds the counters. HotSpot folds the class's constants into
   * the code.
   */
  static final String COUNTERS = "counts";

  /** Name of the class constant that holds the {@link PassageRuntime}. */
  static final String RUNTIME = "runtime";

  /**
   * The models that code is generated from.
   *
   * @param marked true if each guest instruction gets a line number, from 1 in the order of the
   *     blocks
   */
  public record Models(
      ControlFlow flow,
      FlagLiveness flags,
      Unrolling unrolling,
      BoundsChecks checks,
      CounterPlacement counters,
      LocalVariables locals,
      boolean marked) {}

  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final BytecodeWriter out;
  private final Label epilogue = new Label();
  private final EntryPoints entries;
  private final ColdCode cold;
  private final AccessCode accesses;
  private final FrameCode frame;
  private final BlockCode blocks;

  private PassageGenerator(Models models) {
    type.visit(
        V25,
        ACC_FINAL,
        OWNER,
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(PassageCode.class)});
    constructor();
    out = new BytecodeWriter(type.visitMethod(ACC_PUBLIC, "run", "()I", null, null));
    FunctionCode functions = new FunctionCode(out);
    FlagCode flags = new FlagCode(out, models.locals, functions, models.flags);
    cold = new ColdCode(out, models.locals, flags, models.counters, epilogue);
    accesses = new AccessCode(out, cold);
    entries = new EntryPoints(models.flow);
    frame = new FrameCode(out, models, entries);
    InstructionCode instructions =
        new InstructionCode(out, models, functions, flags, accesses, cold);
    blocks = new BlockCode(out, models, flags, instructions, cold, frame, entries);
  }

  /**
   * Generates the class of a passage.
   *
   * @param tooLarge bytes of bytecode from which on a method is too large
   * @return null if the method is too large
   */
  public static GeneratedClass generate(Models models, int tooLarge) {
    return new PassageGenerator(models).generate(tooLarge);
  }

  private GeneratedClass generate(int tooLarge) {
    frame.prologue();
    blocks.write();
    cold.write();
    frame.epilogue(epilogue);
    Label end = new Label();
    out.label(end);
    int size = end.getOffset();
    if (size >= tooLarge) {
      return null;
    }
    out.end();
    constants();
    type.visitEnd();
    return new GeneratedClass(
        type.toByteArray(), size, accesses.expected(), entries.blocks(), cold.exits());
  }

  private void constructor() {
    BytecodeWriter init =
        new BytecodeWriter(type.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null));
    init.local(ALOAD, 0);
    init.method(INVOKESPECIAL, "java/lang/Object", "<init>", "()V");
    init.op(RETURN);
    init.end();
  }

  /** Generates the static final fields, which are set from the class data. */
  private void constants() {
    BytecodeWriter init =
        new BytecodeWriter(type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null));
    constant(init, 0, COUNTERS, "[J");
    constant(init, 1, RUNTIME, Type.getDescriptor(PassageRuntime.class));
    for (int i = 0; i < accesses.expected().size(); i++) {
      constant(init, 2 + 2 * i, AccessCode.bytes(i), "[B");
      constant(init, 3 + 2 * i, AccessCode.mapping(i), Type.getDescriptor(Mapping.class));
    }
    init.op(RETURN);
    init.end();
  }

  private void constant(BytecodeWriter init, int number, String name, String descriptor) {
    type.visitField(ACC_STATIC | ACC_FINAL, name, descriptor, null, null).visitEnd();
    init.call(MethodHandles.class, "lookup", "()Ljava/lang/invoke/MethodHandles$Lookup;");
    init.constant(number);
    init.call(
        PassageRuntime.class,
        "constant",
        "(Ljava/lang/invoke/MethodHandles$Lookup;I)Ljava/lang/Object;");
    init.cast(descriptor);
    init.field(PUTSTATIC, OWNER, name, descriptor);
  }
}
