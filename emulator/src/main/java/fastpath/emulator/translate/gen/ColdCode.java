package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ISUB;

import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.SideExit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** The cold part of a method: exits, the flags that were put off until then, slow accesses. */
final class ColdCode {
  private record Stub(ExitReason way, LazyFlags pending) {}

  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FlagCode flags;
  private final CounterPlacement counting;
  private final Label epilogue;
  private final List<SideExit> exits = new ArrayList<>();
  private final Map<Stub, Label> stubs = new LinkedHashMap<>();
  private final Map<LazyFlags, Label> completions = new HashMap<>();
  private final List<Runnable> slow = new ArrayList<>();

  ColdCode(
      BytecodeWriter out,
      LocalVariables locals,
      FlagCode flags,
      CounterPlacement counting,
      Label epilogue) {
    this.out = out;
    this.locals = locals;
    this.flags = flags;
    this.counting = counting;
    this.epilogue = epilogue;
  }

  List<SideExit> exits() {
    return exits;
  }

  /**
   * Where to jump to have the interpreter execute an instruction.
   *
   * @param retired instructions of the block before it
   */
  Label hand(BasicBlock block, int retired, long rip, LazyFlags pending) {
    return label(new Stub(new ExitReason.Hands(block, retired, rip), pending));
  }

  /** Where to jump to leave the passage by an edge. */
  Label leave(Edge e, LazyFlags pending) {
    return label(new Stub(new ExitReason.Leaves(e), pending));
  }

  /** Where to jump when {@link PassageRuntime#target} says where control goes. */
  Label depart(BasicBlock block, LazyFlags pending) {
    return label(new Stub(new ExitReason.Departs(block), pending));
  }

  private Label label(Stub stub) {
    return stubs.computeIfAbsent(stub, s -> new Label());
  }

  /** Code that is seldom run, written after everything else. */
  void later(Runnable code) {
    slow.add(code);
  }

  void write() {
    for (int i = 0; i < slow.size(); i++) {
      slow.get(i).run();
    }
    stubs.forEach(this::write);
    completions.forEach(
        (pending, label) -> {
          out.label(label);
          flags.complete(pending);
          out.jump(GOTO, epilogue);
        });
  }

  private void write(Stub s, Label label) {
    out.label(label);
    locals.take(out, counting.taken(s.way.block()), ISUB);
    out.constant(exits.size());
    out.storeInt(LocalVariables.EXIT);
    exits.add(new SideExit(s.way));
    out.jump(
        GOTO,
        s.pending.isComplete()
            ? epilogue
            : completions.computeIfAbsent(s.pending, p -> new Label()));
  }
}
