package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.gen.GeneratedClass;
import fastpath.emulator.translate.gen.LocalVariables;
import fastpath.emulator.translate.gen.PassageGenerator;
import fastpath.emulator.translate.passage.BlockFinder;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Limits;
import fastpath.emulator.translate.passage.PassageRequest;
import fastpath.emulator.translate.run.Passage;
import fastpath.emulator.translate.run.PassageCode;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The compiler of passages. {@link #compile} is the pipeline, with one line of code for each stage;
 * the result of each stage is a model that can be printed. {@link #compileWithinLimits} runs the
 * pipeline with one {@link Limits#attempts attempt} after another until the method is small enough
 * for HotSpot.
 */
final class PassageCompiler {
  /**
   * Bytes of bytecode from which on a method is too large. HotSpot never compiles a method of 8,000
   * bytes, and its first compiler (C1) gives up on a method with too many values. Such a method is
   * interpreted until the second compiler (C2) has compiled it without a profile, and again after
   * each deoptimisation.
   */
  static final int TOO_LARGE = 5000;

  private final Interpreter interpreter;
  private final Memory memory;
  private final PassageRuntime runtime;

  PassageCompiler(Interpreter interpreter, Memory memory, PassageRuntime runtime) {
    this.interpreter = interpreter;
    this.memory = memory;
    this.runtime = runtime;
  }

  /**
   * An order for a passage, which does not depend on what the guest does after the order was made.
   *
   * @param request the request, with snapshots of the instructions that had run
   * @param maxInstructions upper limit on instructions
   * @param version version of the guest's code when the snapshots were taken
   */
  record Order(PassageRequest request, int maxInstructions, int version) {}

  /**
   * Runs the pipeline, stage by stage.
   *
   * @param code null if the method would be too large
   */
  static Compilation compile(PassageRequest request, Limits limits, int tooLarge, boolean marked) {
    ControlFlow flow = ControlFlow.of(request, limits);
    FlagLiveness flags = FlagLiveness.of(flow);
    Unrolling unrolling = Unrolling.of(flow, limits.copies());
    BoundsChecks checks = BoundsChecks.of(flow, unrolling, request.grouped());
    CounterPlacement counters = CounterPlacement.of(flow);
    LocalVariables locals = LocalVariables.of(flow, counters);
    PassageGenerator.Models models =
        new PassageGenerator.Models(flow, flags, unrolling, checks, counters, locals, marked);
    GeneratedClass code = PassageGenerator.generate(models, tooLarge);
    return new Compilation(models, code);
  }

  /**
   * Takes snapshots of the instructions that a passage may consist of.
   *
   * @param grouped true if accesses at known distances share one bounds check
   * @param maxInstructions upper limit on instructions
   */
  Order order(
      long start, boolean own, Engine.Activation activation, boolean grouped, int maxInstructions) {
    Map<Long, Code> snapshots = new HashMap<>();
    LongFunction<Code> take = address -> snapshots.computeIfAbsent(address, this::snapshot);
    PassageRequest reached = new PassageRequest(start, own, activation, take, grouped);
    for (int callee : Limits.callees(maxInstructions)) {
      if (BlockFinder.countReachable(reached, new Limits(maxInstructions, callee, 1))
          < maxInstructions) {
        // Smaller limits on callees reach no other code.
        break;
      }
    }
    return new Order(
        new PassageRequest(start, own, activation, snapshots::get, grouped),
        maxInstructions,
        memory.codeVersion());
  }

  private Code snapshot(long address) {
    Code c = interpreter.known(address);
    return c == null ? null : c.snapshot(memory);
  }

  /**
   * Compiles a passage. The guest may run during the compilation.
   *
   * @return null if the interpreter has to execute the first instruction, or if even the smallest
   *     attempt is too large
   */
  Passage compileWithinLimits(Order order) {
    if (!BlockFinder.isTranslated(order.request)) {
      return null;
    }
    Map<Limits, Integer> maxCopies = new HashMap<>();
    for (Limits limits : Limits.attempts(order.maxInstructions)) {
      Integer before = maxCopies.get(limits.ofControlFlow());
      if (before != null && before <= limits.copies()) {
        // The code would be the same as in an attempt that was too large.
        continue;
      }
      Compilation made = compile(order.request, limits, TOO_LARGE, false);
      if (made.code() != null) {
        return passage(order, made);
      }
      maxCopies.put(limits.ofControlFlow(), made.models().unrolling().maxCopies());
    }
    return null;
  }

  private Passage passage(Order order, Compilation made) {
    PassageGenerator.Models models = made.models();
    GeneratedClass type = made.code();
    long[] counters = new long[models.counters().size()];
    Passage.Parts parts =
        new Passage.Parts(
            models.flow(),
            models.unrolling(),
            models.counters(),
            load(type, counters),
            counters,
            type.exits(),
            type.entries(),
            type.expected(),
            type.size());
    boolean isWhole = order.maxInstructions > models.flow().instructions();
    return new Passage(
        parts,
        order.request.activation(),
        order.version,
        isWhole ? Integer.MAX_VALUE : order.maxInstructions);
  }

  private PassageCode load(GeneratedClass type, long[] counters) {
    List<Object> constants = new ArrayList<>(List.of(counters, runtime));
    for (Mapping m : type.expected()) {
      constants.addAll(List.of(m.bytes(), m));
    }
    return PassageRuntime.load(type.bytes(), constants);
  }
}
