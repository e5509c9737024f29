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
 * The cold part of a method, after everything that is run often: the stubs of side exits, the lazy
 * flags that they materialise, and accesses to memory that the site does not expect.
 */
final class ColdCode {
  /** Code that leaves the passage; side exits with the same reason and flags share it. */
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

  /** The side exits by number, once the cold part has been written. */
  List<SideExit> exits() {
    return exits;
  }

  /**
   * The side exit that has the interpreter execute an instruction.
   *
   * @param retired number of the block's instructions before it
   */
  Label interpret(BasicBlock block, int retired, long rip, LazyFlags lazy) {
    return label(new Stub(new ExitReason.Interpret(block, retired, rip), lazy));
  }

  /** The side exit by an edge. */
  Label exit(Edge e, LazyFlags lazy) {
    return label(new Stub(new ExitReason.TakenEdge(e), lazy));
  }

  /** The side exit to the target that has been left in the runtime. */
  Label exitToTarget(BasicBlock block, LazyFlags lazy) {
    return label(new Stub(new ExitReason.DynamicTarget(block), lazy));
  }

  private Label label(Stub stub) {
    return stubs.computeIfAbsent(stub, s -> new Label());
  }

  /** Puts code into the cold part. */
  void later(Runnable code) {
    slow.add(code);
  }

  void write() {
    for (int i = 0; i < slow.size(); i++) {
      slow.get(i).run();
    }
    stubs.forEach(this::write);
    materialisations.forEach(
        (lazy, label) -> {
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
