package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ISUB;

import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.SideExit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Generates the cold part of a method, which follows all code that runs often: the stubs of side
 * exits, the lazy flags that the stubs materialise, and the slow paths of accesses.
 */
final class ColdCode {
  /**
   * A stub: code that leaves the passage, shared by the side exits with the same reason and lazy
   * flags.
   */
  private record Stub(ExitReason reason, LazyFlags flags) {}

  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FlagCode flags;
  private final CounterPlacement counters;
  private final Label epilogue;
  private final List<SideExit> exits = new ArrayList<>();
  private final Map<Stub, Label> stubs = new LinkedHashMap<>();
  private final Map<LazyFlags, Label> materialisations = new LinkedHashMap<>();
  private final List<Runnable> slow = new ArrayList<>();

  ColdCode(
      BytecodeWriter out,
      LocalVariables locals,
      FlagCode flags,
      CounterPlacement counters,
      Label epilogue) {
    this.out = out;
    this.locals = locals;
    this.flags = flags;
    this.counters = counters;
    this.epilogue = epilogue;
  }

  /** Returns the side exits by number, once the cold part has been generated. */
  List<SideExit> exits() {
    return exits;
  }

  /**
   * Returns the label of the side exit after which the interpreter executes an instruction.
   *
   * @param retired number of the block's instructions before that instruction
   */
  Label interpret(BasicBlock block, int retired, long rip, LazyFlags lazy) {
    return label(new Stub(new ExitReason.Interpret(block, retired, rip), lazy));
  }

  /** Returns the label of the side exit along an edge. */
  Label exit(Edge e, LazyFlags lazy) {
    return label(new Stub(new ExitReason.TakenEdge(e), lazy));
  }

  /**
   * Returns the label of the side exit to the target address that generated code has stored in the
   * runtime.
   */
  Label exitToTarget(BasicBlock block, LazyFlags lazy) {
    return label(new Stub(new ExitReason.DynamicTarget(block), lazy));
  }

  private Label label(Stub stub) {
    return stubs.computeIfAbsent(stub, s -> new Label());
  }

  /** Adds code to the cold part. */
  void later(Runnable code) {
    slow.add(code);
  }

  void write() {
    for (int i = 0; i < slow.size(); i++) {
      slow.get(i).run();
    }
    stubs.forEach(this::write);
    materialisations.forEach((lazy, label) -> {
      out.label(label);
      flags.materialise(lazy);
      out.jump(GOTO, epilogue);
    });
  }

  private void write(Stub s, Label label) {
    out.label(label);
    locals.take(out, counters.loopBudget(s.reason.block()), ISUB);
    out.constant(exits.size());
    out.storeInt(LocalVariables.EXIT);
    exits.add(new SideExit(s.reason));
    out.jump(
        GOTO,
        s.flags.isMaterialised()
            ? epilogue
            : materialisations.computeIfAbsent(s.flags, p -> new Label()));
  }
}
