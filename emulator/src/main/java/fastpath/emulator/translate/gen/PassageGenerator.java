package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V25;

import fastpath.emulator.isa.State;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.LoopEntries;
import fastpath.emulator.translate.passage.Loops;
import fastpath.emulator.translate.passage.Terminator;
import fastpath.emulator.translate.run.PassageCode;
import fastpath.emulator.translate.run.PassageRuntime;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Generates the class of a passage. */
public final class PassageGenerator {
  public static final String OWNER = "fastpath/emulator/translate/run/Generated";

  /** Constants of the class, which HotSpot takes as such: in the order of its data. */
  public static final String COUNTS = "counts";

  public static final String LINK = "link";

  private static final String RUN = "()I";

  /** The line of what belongs to no instruction. */
  public static final int UNMARKED = 0xffff;

  private final Loops loops;
  private final List<BasicBlock> order;
  private final CounterPlacement counting;
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final MethodVisitor method;
  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FlagCode flags;
  private final ColdCode stubs;
  private final AccessCode accesses;
  private final InstructionCode instructions;
  private final Label epilogue = new Label();
  private final Map<BasicBlock, Label> labels = new HashMap<>();
  private final LoopEntries entries;
  private final Map<BasicBlock, LazyFlags> before = new HashMap<>();
  private boolean marked;

  /** The line of each block's first instruction, where they are marked. */
  private final Map<BasicBlock, Integer> lines = new HashMap<>();

  /** How often the loop has been written that is written several times. */
  private int copy;

  /** Where it is written once more; null if it is not. */
  private Label again;

  /**
   * @param spanning whether accesses are checked together
   */
  public PassageGenerator(Loops loops, CounterPlacement counting, boolean spanning) {
    this.loops = loops;
    this.order = loops.blocks();
    this.counting = counting;
    type.visit(
        V25,
        ACC_FINAL,
        OWNER,
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(PassageCode.class)});
    constructor();
    method = type.visitMethod(ACC_PUBLIC, "run", RUN, null, null);
    out = new BytecodeWriter(method);
    locals = new LocalVariables(order, counting.locals());
    FunctionCode functions = new FunctionCode(out);
    flags = new FlagCode(out, locals, functions);
    stubs = new ColdCode(out, locals, flags, counting, epilogue);
    accesses = new AccessCode(out, stubs);
    instructions =
        new InstructionCode(out, locals, functions, flags, accesses, stubs, counting, spanning);
    int line = 1;
    for (BasicBlock b : order) {
      labels.put(b, new Label());
      lines.put(b, line);
      line += b.size();
    }
    entries = new LoopEntries(loops);
  }

  private void constructor() {
    BytecodeWriter init =
        new BytecodeWriter(type.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null));
    init.local(ALOAD, 0);
    init.method(INVOKESPECIAL, "java/lang/Object", "<init>", "()V");
    init.op(RETURN);
    init.end();
  }

  public LocalVariables locals() {
    return locals;
  }

  /** Gives each instruction a line number of its own, in the order of the blocks. */
  public void markInstructions() {
    marked = true;
  }

  /**
   * The class; null if the bytecode of its method has so many bytes.
   *
   * @param tooMany bytes
   */
  public GeneratedClass generate(int tooMany) {
    prologue();
    for (BasicBlock b : order) {
      BasicBlock head = loops.repeated(b);
      if (head == null) {
        write(b);
      } else if (head == b) {
        write(b, order.stream().filter(loops.body(b)::contains).toList());
      }
    }
    stubs.write();
    epilogue();
    Label end = new Label();
    out.label(end);
    int size = end.getOffset();
    if (size >= tooMany) {
      return null;
    }
    out.end();
    constants();
    type.visitEnd();
    return new GeneratedClass(
        type.toByteArray(), size, accesses.regions(), entries.blocks(), stubs.exits());
  }

  private void prologue() {
    for (State s : locals.states()) {
      load(s, locals.of(s));
    }
    load(State.RFLAGS, LocalVariables.FLAGS);
    for (int local = LocalVariables.KIND; local < LocalVariables.FIRST; local += 2) {
      out.constant(0L);
      out.storeLong(local);
    }
    out.pushLink("budget", "I");
    out.storeInt(LocalVariables.BUDGET);
    for (int i = 0; i < counting.locals(); i++) {
      out.constant(0);
      out.storeInt(locals.counter(i));
    }
    out.pushLink("entry", "I");
    out.storeInt(LocalVariables.ENTRY);
    enter(null);
  }

  /**
   * Jumps to the next loop on the way to the entry.
   *
   * @param from whose head has been reached; null before the first block
   */
  private void enter(BasicBlock from) {
    List<Label> ways = new ArrayList<>();
    Map<Label, BasicBlock> last = new LinkedHashMap<>();
    for (BasicBlock entry : entries.blocks()) {
      BasicBlock next = entries.next(from, entry);
      if (next == entry) {
        Label way = new Label();
        last.put(way, entry);
        ways.add(way);
      } else {
        ways.add(labels.get(next == null ? order.getFirst() : next));
      }
    }
    if (ways.size() > 1) {
      out.loadInt(LocalVariables.ENTRY);
      out.choose(ways);
    }
    last.forEach(
        (way, entry) -> {
          out.label(way);
          out.constant(0);
          out.storeInt(LocalVariables.ENTRY);
          locals.take(out, counting.taken(entry), IADD);
          out.jump(GOTO, labels.get(entry));
        });
  }

  private void load(State s, int local) {
    out.pushLink("state", "[J");
    out.constant(s.ordinal());
    out.op(LALOAD);
    out.storeLong(local);
  }

  private void write(BasicBlock b) {
    if (copy == 0 || b != loops.simple(b)) {
      out.label(labels.get(b));
    }
    LazyFlags at = before.get(b);
    if (at == null) {
      boolean met = b.wanted == 0 && b.visible != 0 && !b.incoming.isEmpty();
      at = met ? LazyFlags.MET : LazyFlags.COMPLETE;
    }
    if (entries.isAround(b)) {
      Label within = new Label();
      out.loadInt(LocalVariables.ENTRY);
      out.jump(IFNE, within);
      stubs.later(
          () -> {
            out.label(within);
            enter(b);
          });
    }
    boolean alone = loops.isAlone(b);
    instructions.begin(b, at, alone ? copy : 0, alone ? b.copies : 1);
    count(counting.block(b));
    if (b.size() > 0) {
      out.increment(LocalVariables.BUDGET, -b.size());
    }
    for (int i = 0; i < b.size(); i++) {
      mark(lines.get(b) + i);
      instructions.write(i);
    }
    end(b);
    mark(UNMARKED);
  }

  /** Writes a simple loop several times; the last one goes round. */
  private void write(BasicBlock head, List<BasicBlock> body) {
    for (copy = 0; copy < head.copies; copy++) {
      if (copy > 0) {
        out.label(again);
        body.stream().filter(b -> b != head).forEach(b -> labels.put(b, new Label()));
      }
      again = copy < head.copies - 1 ? new Label() : null;
      body.forEach(this::write);
    }
    copy = 0;
  }

  private void mark(int line) {
    if (marked) {
      Label here = new Label();
      out.label(here);
      method.visitLineNumber(line, here);
    }
  }

  private void count(int counter) {
    if (counter < 0) {
      return;
    }
    if (counter < counting.locals()) {
      out.increment(locals.counter(counter), 1);
    } else {
      out.pushConstant(COUNTS, "[J");
      out.constant(counter);
      out.constant(1);
      out.call(PassageRuntime.class, "add", "([JII)V");
    }
  }

  private void end(BasicBlock b) {
    switch (b.ending) {
      case Terminator.Goes e -> follow(e.edge(), instructions.pending());
      case Terminator.Returns e -> follow(e.edge(), instructions.pending());
      case Terminator.Hands e ->
          out.jump(GOTO, stubs.hand(b, b.size(), e.address(), instructions.pending()));
      case Terminator.Departs e -> instructions.depart();
      case Terminator.Branches e -> {
        Label taken = new Label();
        instructions.branch(taken);
        LazyFlags pending = instructions.pending();
        count(counting.edge(e.other()));
        follow(e.other(), pending);
        out.label(taken);
        count(counting.edge(e.taken()));
        follow(e.taken(), pending);
      }
      case Terminator.Chooses e -> {
        List<Label> targets = new ArrayList<>();
        e.edges().forEach(edge -> targets.add(new Label()));
        instructions.choose(e.edges(), targets);
        for (int i = 0; i < targets.size(); i++) {
          out.label(targets.get(i));
          follow(e.edges().get(i), instructions.pending());
        }
      }
    }
  }

  private void follow(Edge e, LazyFlags pending) {
    if (e.to == null) {
      out.jump(GOTO, stubs.leave(e, pending));
      return;
    }
    boolean on = again != null && e.closesLoop && e.to == loops.simple(e.from);
    if (e.closesLoop && !on) {
      out.loadInt(LocalVariables.BUDGET);
      out.constant(e.to.longest);
      out.jump(IF_ICMPLT, stubs.leave(e, pending));
    }
    locals.take(out, counting.ended(e), ISUB);
    locals.take(out, counting.entered(e), IADD);
    if (on ? loops.closing(e.to) == 1 : loops.isOnlyWay(e)) {
      before.put(e.to, pending);
    } else {
      flags.meet(e, pending);
    }
    out.jump(GOTO, on ? again : labels.get(e.to));
  }

  private void epilogue() {
    out.label(epilogue);
    for (State s : locals.written()) {
      store(s);
    }
    store(State.RFLAGS);
    out.pushLink();
    out.loadInt(LocalVariables.BUDGET);
    out.setLink("budget", "I");
    for (int i = 0; i < counting.locals(); i++) {
      out.pushConstant(COUNTS, "[J");
      out.constant(i);
      out.loadInt(locals.counter(i));
      out.call(PassageRuntime.class, "add", "([JII)V");
    }
    out.loadInt(LocalVariables.EXIT);
    out.op(IRETURN);
  }

  private void store(State s) {
    out.pushLink("state", "[J");
    out.constant(s.ordinal());
    out.loadLong(locals.of(s));
    out.op(LASTORE);
  }

  /** Fields for constants, set from the class's data: HotSpot takes them as such. */
  private void constants() {
    BytecodeWriter init =
        new BytecodeWriter(type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null));
    constant(init, 0, COUNTS, "[J");
    constant(init, 1, LINK, Type.getDescriptor(PassageRuntime.class));
    for (int i = 0; i < accesses.regions().size(); i++) {
      constant(init, 2 + i, "r" + i, "[B");
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
