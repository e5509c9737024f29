package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ISUB;

import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.Terminator;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** Generates the code of all blocks: copies of loop bodies, counters, budget checks, and edges. */
final class BlockCode {
  private final BytecodeWriter out;
  private final PassageGenerator.Models models;
  private final ControlFlow flow;
  private final Unrolling unrolling;
  private final CounterPlacement counters;
  private final LocalVariables locals;
  private final FlagCode flags;
  private final InstructionCode instructions;
  private final ColdCode cold;
  private final FrameCode frame;
  private final EntryPoints entries;

  /** Lazy flags at the beginning of each block that only one edge leads to. */
  private final Map<BasicBlock, LazyFlags> before = new HashMap<>();

  /** Line number of each block's first instruction. */
  private final Map<BasicBlock, Integer> lines = new HashMap<>();

  /** Number of the copy of the loop body that is being generated. */
  private int copy;

  /** Label of the next copy of the loop body; null if there is no further copy. */
  private Label nextCopy;

  BlockCode(
      BytecodeWriter out,
      PassageGenerator.Models models,
      FlagCode flags,
      InstructionCode instructions,
      ColdCode cold,
      FrameCode frame,
      EntryPoints entries) {
    this.out = out;
    this.models = models;
    this.flow = models.flow();
    this.unrolling = models.unrolling();
    this.counters = models.counters();
    this.locals = models.locals();
    this.flags = flags;
    this.instructions = instructions;
    this.cold = cold;
    this.frame = frame;
    this.entries = entries;
    int line = 1;
    for (BasicBlock b : flow.blocks()) {
      lines.put(b, line);
      line += b.size();
    }
  }

  /** Generates all blocks. */
  void write() {
    for (BasicBlock b : flow.blocks()) {
      BasicBlock header = unrolling.unrolledHeader(b);
      if (header == null) {
        write(b);
      } else if (header == b) {
        writeCopies(b, flow.blocks().stream().filter(flow.loopBody(b)::contains).toList());
      }
    }
  }

  /**
   * Generates the copies of a loop body one after another; the last copy jumps back to the first.
   */
  private void writeCopies(BasicBlock header, List<BasicBlock> body) {
    int copies = unrolling.copies(header);
    for (copy = 0; copy < copies; copy++) {
      if (copy > 0) {
        out.label(nextCopy);
        body.stream().filter(b -> b != header).forEach(frame::relabel);
      }
      nextCopy = copy < copies - 1 ? new Label() : null;
      body.forEach(this::write);
    }
    copy = 0;
  }

  private void write(BasicBlock b) {
    if (copy == 0 || b != flow.innermostHeader(b)) {
      out.label(frame.label(b));
    }
    if (entries.isOnTheWay(b)) {
      writeInnerEntries(b);
    }
    instructions.begin(b, lazyBefore(b), flow.isOneBlockLoop(b) ? copy : 0);
    count(counters.block(b));
    if (b.size() > 0) {
      out.increment(LocalVariables.BUDGET, -b.size());
    }
    for (int i = 0; i < b.size(); i++) {
      mark(lines.get(b) + i);
      instructions.write(i);
    }
    terminate(b);
    mark(PassageGenerator.UNMARKED);
  }

  private LazyFlags lazyBefore(BasicBlock b) {
    LazyFlags known = before.get(b);
    if (known != null) {
      return known;
    }
    FlagLiveness.Live live = models.flags().before(b);
    boolean merged = live.used() == 0 && live.liveAtExits() != 0 && !b.incoming().isEmpty();
    return merged ? LazyFlags.MERGED : LazyFlags.MATERIALISED;
  }

  /** Generates the jump to an entry point inside the loop, for a method that was entered there. */
  private void writeInnerEntries(BasicBlock header) {
    Label within = new Label();
    out.loadInt(LocalVariables.ENTRY);
    out.jump(IFNE, within);
    cold.later(() -> {
      out.label(within);
      frame.enter(header);
    });
  }

  private void mark(int line) {
    if (models.marked()) {
      out.line(line);
    }
  }

  private void count(int counter) {
    if (counter < 0) {
      return;
    }
    if (counter < counters.locals()) {
      out.increment(locals.counter(counter), 1);
    } else {
      out.pushConstant(PassageGenerator.COUNTERS, "[J");
      out.constant(counter);
      out.constant(1);
      out.call(PassageRuntime.class, "add", "([JII)V");
    }
  }

  private void terminate(BasicBlock b) {
    switch (b.terminator()) {
      case Terminator.Jump t -> follow(t.edge(), instructions.lazyFlags());
      case Terminator.InlinedReturn t -> follow(t.edge(), instructions.lazyFlags());
      case Terminator.Interpret t ->
          out.jump(GOTO, cold.interpret(b, b.size(), t.address(), instructions.lazyFlags()));
      case Terminator.Return t -> instructions.exitToTarget();
      case Terminator.Branch t -> branch(t);
      case Terminator.Indirect t -> indirect(t);
    }
  }

  private void branch(Terminator.Branch t) {
    Label taken = new Label();
    instructions.branch(taken);
    LazyFlags lazy = instructions.lazyFlags();
    count(counters.edge(t.notTaken()));
    follow(t.notTaken(), lazy);
    out.label(taken);
    count(counters.edge(t.taken()));
    follow(t.taken(), lazy);
  }

  private void indirect(Terminator.Indirect t) {
    List<Label> targets = new ArrayList<>();
    t.edges().forEach(edge -> targets.add(new Label()));
    instructions.chooseTarget(t.edges(), targets);
    for (int i = 0; i < targets.size(); i++) {
      out.label(targets.get(i));
      follow(t.edges().get(i), instructions.lazyFlags());
    }
  }

  /**
   * Generates an edge: a budget check on a back edge, the counters of loops, the flags, and the
   * jump.
   */
  private void follow(Edge e, LazyFlags lazy) {
    if (e.to() == null) {
      out.jump(GOTO, cold.exit(e, lazy));
      return;
    }
    boolean toNextCopy =
        nextCopy != null && e.isBackEdge() && e.to() == flow.innermostHeader(e.from());
    if (e.isBackEdge() && !toNextCopy) {
      out.loadInt(LocalVariables.BUDGET);
      out.constant(unrolling.longest(e.to()));
      out.jump(IF_ICMPLT, cold.exit(e, lazy));
    }
    locals.take(out, counters.leftLoop(e), ISUB);
    locals.take(out, counters.enteredLoop(e), IADD);
    if (toNextCopy ? flow.backEdges(e.to()) == 1 : unrolling.isOnlyWay(e)) {
      before.put(e.to(), lazy);
    } else {
      flags.merge(e, lazy);
    }
    out.jump(GOTO, toNextCopy ? nextCopy : frame.label(e.to()));
  }
}
