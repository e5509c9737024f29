package fastpath.emulator.translate;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V25;

import fastpath.emulator.isa.State;
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
final class Generator {
  private static final String OWNER = "fastpath/emulator/translate/Generated";
  private static final String LINK = Type.getInternalName(Link.class);
  private static final String RUN = "([J[JL" + LINK + ";)I";

  /** The line of what belongs to no instruction. */
  static final int UNMARKED = 0xffff;

  private final List<Block> order;
  private final Counting counting;
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final MethodVisitor method;
  private final Writer out;
  private final Locals locals;
  private final FlagCode flags;
  private final Stubs stubs;
  private final Accesses accesses;
  private final Instructions instructions;
  private final Label epilogue = new Label();
  private final Map<Block, Label> labels = new HashMap<>();
  private final Entries entries;
  private final Map<Block, Pending> before = new HashMap<>();
  private boolean marked;
  private int lines;

  /**
   * @param spanning whether accesses are checked together
   */
  Generator(Loops loops, Counting counting, boolean spanning) {
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
    out = new Writer(method);
    locals = new Locals(order, counting.locals());
    Functions functions = new Functions(out);
    flags = new FlagCode(out, locals, functions);
    stubs = new Stubs(out, locals, flags, counting, epilogue);
    accesses = new Accesses(out, stubs, OWNER);
    instructions =
        new Instructions(out, locals, functions, flags, accesses, stubs, counting, spanning);
    order.forEach(b -> labels.put(b, new Label()));
    entries = new Entries(loops);
  }

  private void constructor() {
    Writer init = new Writer(type.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null));
    init.local(ALOAD, 0);
    init.method(INVOKESPECIAL, "java/lang/Object", "<init>", "()V");
    init.op(RETURN);
    init.end();
  }

  Locals locals() {
    return locals;
  }

  /** Gives each instruction a line number of its own, in the order of the blocks. */
  void markInstructions() {
    marked = true;
  }

  Generated generate() {
    prologue();
    order.forEach(this::write);
    stubs.write();
    epilogue();
    Label end = new Label();
    out.label(end);
    out.end();
    int size = end.getOffset();
    regions();
    type.visitEnd();
    return new Generated(
        type.toByteArray(), size, accesses.regions(), entries.blocks(), stubs.exits());
  }

  private void prologue() {
    for (State s : locals.states()) {
      load(s, locals.of(s));
    }
    load(State.RFLAGS, Locals.FLAGS);
    for (int local = Locals.KIND; local < Locals.DEEPEST; local += 2) {
      out.constant(0L);
      out.storeLong(local);
    }
    fromLink("deepest", Locals.DEEPEST);
    fromLink("deepestOwn", Locals.DEEPEST_OWN);
    fromLink("calleeSlot", Locals.CALLEE_SLOT);
    fromLink("entryRsp", Locals.ENTRY_RSP);
    fromLink("limit", Locals.LIMIT);
    out.local(ALOAD, Locals.LINK);
    out.field(GETFIELD, LINK, "budget", "I");
    out.storeInt(Locals.BUDGET);
    for (int i = 0; i < counting.locals(); i++) {
      out.constant(0);
      out.storeInt(locals.counter(i));
    }
    out.local(ALOAD, Locals.LINK);
    out.field(GETFIELD, LINK, "entry", "I");
    out.storeInt(Locals.ENTRY);
    enter(null);
  }

  /**
   * Jumps to the next loop on the way to the entry.
   *
   * @param from whose head has been reached; null before the first block
   */
  private void enter(Block from) {
    List<Label> ways = new ArrayList<>();
    Map<Label, Block> last = new LinkedHashMap<>();
    for (Block entry : entries.blocks()) {
      Block next = entries.next(from, entry);
      if (next == entry) {
        Label way = new Label();
        last.put(way, entry);
        ways.add(way);
      } else {
        ways.add(labels.get(next == null ? order.getFirst() : next));
      }
    }
    if (ways.size() > 1) {
      out.loadInt(Locals.ENTRY);
      out.choose(ways);
    }
    last.forEach(
        (way, entry) -> {
          out.label(way);
          out.constant(0);
          out.storeInt(Locals.ENTRY);
          locals.take(out, counting.taken(entry), IADD);
          out.jump(GOTO, labels.get(entry));
        });
  }

  private void load(State s, int local) {
    out.local(ALOAD, Locals.STATE);
    out.constant(s.ordinal());
    out.op(LALOAD);
    out.storeLong(local);
  }

  private void fromLink(String field, int local) {
    out.local(ALOAD, Locals.LINK);
    out.field(GETFIELD, LINK, field, "J");
    out.storeLong(local);
  }

  private void write(Block b) {
    out.label(labels.get(b));
    Pending at = before.get(b);
    if (at == null) {
      boolean met = b.wanted == 0 && !b.incoming.isEmpty();
      at = met ? Pending.MET : Pending.COMPLETE;
    }
    if (entries.isAround(b)) {
      Label within = new Label();
      out.loadInt(Locals.ENTRY);
      out.jump(IFNE, within);
      stubs.later(
          () -> {
            out.label(within);
            enter(b);
          });
    }
    count(counting.block(b));
    if (b.size() > 0) {
      out.increment(Locals.BUDGET, -b.size());
    }
    instructions.begin(b, at);
    for (int i = 0; i < b.size(); i++) {
      mark(++lines);
      instructions.write(i);
    }
    end(b);
    mark(UNMARKED);
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
      out.local(ALOAD, Locals.COUNTS);
      out.constant(counter);
      out.constant(1);
      out.call(Link.class, "add", "([JII)V");
    }
  }

  private void end(Block b) {
    switch (b.ending) {
      case Ending.Goes e -> follow(e.edge(), instructions.pending());
      case Ending.Returns e -> follow(e.edge(), instructions.pending());
      case Ending.Hands e ->
          out.jump(GOTO, stubs.hand(b, b.size(), e.address(), instructions.pending()));
      case Ending.Departs e -> instructions.depart();
      case Ending.Branches e -> {
        Label taken = new Label();
        instructions.branch(taken);
        Pending pending = instructions.pending();
        count(counting.edge(e.other()));
        follow(e.other(), pending);
        out.label(taken);
        count(counting.edge(e.taken()));
        follow(e.taken(), pending);
      }
      case Ending.Chooses e -> {
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

  private void follow(Edge e, Pending pending) {
    if (e.to == null) {
      out.jump(GOTO, stubs.leave(e, pending));
      return;
    }
    if (e.closesLoop) {
      out.loadInt(Locals.BUDGET);
      out.constant(e.to.longest);
      out.jump(IF_ICMPLT, stubs.leave(e, pending));
    }
    locals.take(out, counting.ended(e), ISUB);
    locals.take(out, counting.entered(e), IADD);
    if (e.to.only() != null) {
      before.put(e.to, pending);
    } else {
      flags.meet(e, pending);
    }
    out.jump(GOTO, labels.get(e.to));
  }

  private void epilogue() {
    out.label(epilogue);
    for (State s : locals.written()) {
      store(s);
    }
    store(State.RFLAGS);
    toLink("deepest", Locals.DEEPEST);
    toLink("deepestOwn", Locals.DEEPEST_OWN);
    toLink("calleeSlot", Locals.CALLEE_SLOT);
    out.local(ALOAD, Locals.LINK);
    out.loadInt(Locals.BUDGET);
    out.field(PUTFIELD, LINK, "budget", "I");
    for (int i = 0; i < counting.locals(); i++) {
      out.local(ALOAD, Locals.COUNTS);
      out.constant(i);
      out.loadInt(locals.counter(i));
      out.call(Link.class, "add", "([JII)V");
    }
    out.loadInt(Locals.EXIT);
    out.op(IRETURN);
  }

  private void store(State s) {
    out.local(ALOAD, Locals.STATE);
    out.constant(s.ordinal());
    out.loadLong(locals.of(s));
    out.op(LASTORE);
  }

  private void toLink(String field, int local) {
    out.local(ALOAD, Locals.LINK);
    out.loadLong(local);
    out.field(PUTFIELD, LINK, field, "J");
  }

  /**
   * Fields for the bytes of regions, set from the class's data: HotSpot takes them as constants.
   */
  private void regions() {
    Writer init = new Writer(type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null));
    for (int i = 0; i < accesses.regions().size(); i++) {
      type.visitField(ACC_STATIC | ACC_FINAL, "r" + i, "[B", null, null).visitEnd();
      init.call(MethodHandles.class, "lookup", "()Ljava/lang/invoke/MethodHandles$Lookup;");
      init.constant(i);
      init.call(Link.class, "bytes", "(Ljava/lang/invoke/MethodHandles$Lookup;I)[B");
      init.field(PUTSTATIC, OWNER, "r" + i, "[B");
    }
    init.op(RETURN);
    init.end();
  }
}
