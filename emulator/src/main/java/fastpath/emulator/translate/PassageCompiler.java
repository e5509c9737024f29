package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.gen.GeneratedClass;
import fastpath.emulator.translate.gen.PassageGenerator;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Loops;
import fastpath.emulator.translate.passage.ReversePostorder;
import fastpath.emulator.translate.run.Passage;
import fastpath.emulator.translate.run.PassageCode;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Makes passages: finds the blocks, follows the flags, generates a class and loads it. */
final class PassageCompiler {
  /**
   * HotSpot compiles no method of 8,000 bytes or more, and its first compiler gives up where there
   * are too many values: then a method is interpreted until the second one has compiled it, without
   * a profile, and again whenever that guessed wrong.
   */
  static final int LARGEST_METHOD = 5000;

  private static final int FEWEST_INSTRUCTIONS = 16;

  /** Of a function that is followed where not all can be. */
  private static final int MOST_OF_CALLEE = 64;

  private final Interpreter interpreter;
  private final Memory memory;
  private final PassageRuntime link;

  PassageCompiler(Interpreter interpreter, Memory memory, PassageRuntime link) {
    this.interpreter = interpreter;
    this.memory = memory;
    this.link = link;
  }

  /**
   * What a passage is to be made of.
   *
   * @param head the address where it begins
   * @param spanning whether accesses are checked together, which serves where they have one place
   * @param most instructions
   * @param known instructions that have run, as they were then
   * @param version of the code then
   */
  record Plan(
      long head,
      boolean own,
      Engine.Activation activation,
      boolean spanning,
      int most,
      Map<Long, Code> known,
      int version) {}

  /** Notes what of a passage there may be has run. */
  Plan plan(long head, boolean own, Engine.Activation activation, boolean spanning, int most) {
    Map<Long, Code> known = new HashMap<>();
    LongFunction<Code> note = address -> known.computeIfAbsent(address, this::snapshot);
    for (int callee : callees(most)) {
      if (ControlFlow.reach(head, own, note, activation, most, callee) < most) {
        // With fewer callees there is nothing else.
        break;
      }
    }
    return new Plan(head, own, activation, spanning, most, known, memory.codeVersion());
  }

  private Code snapshot(long address) {
    Code c = interpreter.known(address);
    return c == null ? null : c.snapshot(memory);
  }

  /** Most instructions of a function that is followed: all of it, then less. */
  private static int[] callees(int most) {
    return IntStream.of(most, MOST_OF_CALLEE, 0).filter(n -> n <= most).distinct().toArray();
  }

  /**
   * The passage; null if its first instruction is the interpreter's, or already few are too many.
   * The guest may run meanwhile.
   */
  Passage make(Plan plan) {
    for (int most = plan.most; most >= FEWEST_INSTRUCTIONS; most /= 2) {
      for (int copies : new int[] {Unrolling.MOST, Unrolling.MOST / 4}) {
        for (int callee : callees(most)) {
          Loops loops =
              loops(
                  ControlFlow.of(
                      plan.head, plan.own, plan.known::get, plan.activation, most, callee));
          if (loops == null) {
            return null;
          }
          Passage made = make(loops, plan, copies);
          if (made != null) {
            return made;
          }
        }
      }
    }
    return null;
  }

  /**
   * Null if the method is too large.
   *
   * @param copies of short loops, or half of them
   */
  private Passage make(Loops loops, Plan plan, int copies) {
    CounterPlacement counting = new CounterPlacement(loops);
    for (int n : new int[] {copies, copies / 2}) {
      if (!Unrolling.choose(loops, n) && n < Unrolling.MOST) {
        // It is as with twice as many, which was too large.
        continue;
      }
      GeneratedClass generated =
          new PassageGenerator(loops, counting, plan.spanning).generate(LARGEST_METHOD);
      if (generated != null) {
        long[] counts = new long[counting.size()];
        return new Passage(
            loops.blocks(),
            counting,
            generated.exits(),
            generated.entries(),
            generated.regions(),
            generated.size(),
            load(generated, counts),
            counts,
            plan.activation,
            plan.version,
            plan.most > size(loops) ? Integer.MAX_VALUE : plan.most);
      }
    }
    return null;
  }

  private static int size(Loops loops) {
    return loops.blocks().stream().mapToInt(BasicBlock::size).sum();
  }

  /** The blocks that were found, in order, their flags followed; null if nothing is gained. */
  static Loops loops(List<BasicBlock> found) {
    if (found.isEmpty() || found.getFirst().size() == 0) {
      return null;
    }
    List<BasicBlock> order = ReversePostorder.of(found.getFirst());
    FlagLiveness.follow(order);
    Loops loops = new Loops(order);
    FlagLiveness.settle(loops);
    return loops;
  }

  private PassageCode load(GeneratedClass generated, long[] counts) {
    List<Object> data = new ArrayList<>(List.of(counts, link));
    generated.regions().stream().map(Region::bytes).forEach(data::add);
    return PassageRuntime.load(generated.bytes(), data);
  }
}
