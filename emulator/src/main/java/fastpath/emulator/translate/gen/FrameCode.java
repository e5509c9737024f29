package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LASTORE;

import fastpath.emulator.isa.State;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Generates the prologue and the epilogue of a method: the prologue moves guest registers, flags,
 * budget and counters into local variables and jumps to the entry point; the epilogue moves all of
 * them back.
 */
final class FrameCode {
  private final BytecodeWriter out;
  private final ControlFlow flow;
  private final CounterPlacement counters;
  private final LocalVariables locals;
  private final EntryPoints entries;
  private final Map<BasicBlock, Label> labels = new HashMap<>();

  FrameCode(BytecodeWriter out, PassageGenerator.Models models, EntryPoints entries) {
    this.out = out;
    this.flow = models.flow();
    this.counters = models.counters();
    this.locals = models.locals();
    this.entries = entries;
    flow.blocks().forEach(b -> labels.put(b, new Label()));
  }

  /**
   * Returns the label of a block's copy: the first copy's, or while a later copy is generated, the
   * later copy's.
   */
  Label label(BasicBlock b) {
    return labels.get(b);
  }

  /** Gives a block a new label for its next copy. */
  void relabel(BasicBlock b) {
    labels.put(b, new Label());
  }

  void prologue() {
    for (State s : locals.states()) {
      load(s);
    }
    load(State.RFLAGS);
    for (int local = LocalVariables.FLAG_OP; local < LocalVariables.FIRST; local += 2) {
      out.constant(0L);
      out.storeLong(local);
    }
    out.pushRuntime("budget", "I");
    out.storeInt(LocalVariables.BUDGET);
    for (int i = 0; i < counters.locals(); i++) {
      out.constant(0);
      out.storeInt(locals.counter(i));
    }
    out.pushRuntime("entry", "I");
    out.storeInt(LocalVariables.ENTRY);
    enter(null);
  }

  /**
   * Generates a jump to the next loop header on the path to the entry point.
   *
   * @param from the header that has been reached; null at the beginning of the method
   */
  void enter(BasicBlock from) {
    List<Label> ways = new ArrayList<>();
    Map<Label, BasicBlock> last = new LinkedHashMap<>();
    for (BasicBlock entry : entries.blocks()) {
      BasicBlock next = entries.next(from, entry);
      if (next == entry) {
        Label way = new Label();
        last.put(way, entry);
        ways.add(way);
      } else {
        ways.add(labels.get(next == null ? flow.first() : next));
      }
    }
    if (ways.size() > 1) {
      out.loadInt(LocalVariables.ENTRY);
      out.choose(ways);
    }
    last.forEach((way, entry) -> {
      out.label(way);
      out.constant(0);
      out.storeInt(LocalVariables.ENTRY);
      locals.take(out, counters.loopBudget(entry), IADD);
      out.jump(GOTO, labels.get(entry));
    });
  }

  void epilogue(Label epilogue) {
    out.label(epilogue);
    for (State s : locals.written()) {
      store(s);
    }
    store(State.RFLAGS);
    out.pushRuntime();
    out.loadInt(LocalVariables.BUDGET);
    out.setRuntime("budget", "I");
    for (int i = 0; i < counters.locals(); i++) {
      out.pushConstant(PassageGenerator.COUNTERS, "[J");
      out.constant(i);
      out.loadInt(locals.counter(i));
      out.call(PassageRuntime.class, "add", "([JII)V");
    }
    out.loadInt(LocalVariables.EXIT);
    out.op(IRETURN);
  }

  private void load(State s) {
    out.pushRuntime("state", "[J");
    out.constant(s.index());
    out.op(LALOAD);
    out.storeLong(locals.of(s));
  }

  private void store(State s) {
    out.pushRuntime("state", "[J");
    out.constant(s.index());
    out.loadLong(locals.of(s));
    out.op(LASTORE);
  }
}
