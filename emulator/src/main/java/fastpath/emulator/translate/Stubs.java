package fastpath.emulator.translate;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** The cold part of a method: exits, the flags that were put off until then, slow accesses. */
final class Stubs {
  private record Stub(Way way, Pending pending) {}

  private final Writer out;
  private final Locals locals;
  private final FlagCode flags;
  private final Counting counting;
  private final Label epilogue;
  private final List<Exit> exits = new ArrayList<>();
  private final Map<Stub, Label> stubs = new LinkedHashMap<>();
  private final Map<Pending, Label> completions = new HashMap<>();
  private final List<Runnable> slow = new ArrayList<>();

  Stubs(Writer out, Locals locals, FlagCode flags, Counting counting, Label epilogue) {
    this.out = out;
    this.locals = locals;
    this.flags = flags;
    this.counting = counting;
    this.epilogue = epilogue;
  }

  List<Exit> exits() {
    return exits;
  }

  /**
   * Where to jump to have the interpreter execute an instruction.
   *
   * @param retired instructions of the block before it
   */
  Label hand(Block block, int retired, long rip, Pending pending) {
    return label(new Stub(new Way.Hands(block, retired, rip), pending));
  }

  /** Where to jump to leave the passage by an edge. */
  Label leave(Edge e, Pending pending) {
    return label(new Stub(new Way.Leaves(e), pending));
  }

  /** Where to jump when {@link Link#target} says where control goes. */
  Label depart(Block block, Pending pending) {
    return label(new Stub(new Way.Departs(block), pending));
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
    out.storeInt(Locals.EXIT);
    exits.add(new Exit(s.way));
    out.jump(
        GOTO,
        s.pending.isComplete()
            ? epilogue
            : completions.computeIfAbsent(s.pending, p -> new Label()));
  }
}
