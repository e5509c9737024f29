package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.BlockFinder;
import fastpath.emulator.translate.passage.Limits;
import fastpath.emulator.translate.passage.PassageRequest;
import fastpath.emulator.translate.passage.StageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The stages of the translation of a function, for printing.
 *
 * @param rows the function's instructions in the order of the blocks
 * @param models the models of the pipeline's stages before the code, in their order
 */
public record Stages(List<Row> rows, List<StageModel> models) {
  /**
   * One instruction in three stages of its translation.
   *
   * @param uops the instruction's micro-ops
   * @param kept the micro-ops without dead flags; flags that only a side exit shows are marked
   * @param bytecode the JVM instructions for the instruction, without its cold part
   */
  public record Row(Code code, List<String> uops, List<String> kept, List<String> bytecode) {}

  /**
   * Returns the stages of a passage that begins at an address and stays in a function.
   *
   * @param function the function whose code is followed; calls out of the function are not inlined
   * @return stages without rows and models if the interpreter has to execute the first instruction
   */
  public static Stages of(Memory memory, Cpu cpu, long address, Engine.Activation function) {
    Interpreter reader = new Interpreter(cpu, memory, t -> null, null);
    PassageRequest request =
        new PassageRequest(
            address, false, function, at -> function.owns(at) ? reader.decoded(at) : null, true);
    if (!BlockFinder.isTranslated(request)) {
      return new Stages(List.of(), List.of());
    }
    int max = Tuning.DEFAULT.maxInstructions();
    Compilation made =
        PassageCompiler.compile(request, new Limits(max, max, 1), Integer.MAX_VALUE, true);
    return new Stages(rows(made), made.stages());
  }

  private static List<Row> rows(Compilation made) {
    List<BasicBlock> blocks = made.models().flow().blocks();
    Map<Integer, List<String>> bytecode =
        BytecodeText.byLine(
            made.code().bytes(),
            made.models().locals()::name,
            blocks.stream().flatMap(b -> b.codes().stream()).toList());
    List<Row> rows = new ArrayList<>();
    int line = 0;
    for (BasicBlock b : blocks) {
      List<List<String>> kept = kept(b, made.models().flags());
      for (int i = 0; i < b.size(); i++) {
        Code c = b.codes().get(i);
        List<String> all = Arrays.stream(c.insn().uops()).map(UopText::of).toList();
        rows.add(new Row(c, all, kept.get(i), bytecode.getOrDefault(++line, List.of())));
      }
    }
    return rows;
  }

  /**
   * Returns the micro-ops of each instruction without dead flags. The result shows the flag
   * liveness of each instruction; the code generator does not use it, but defers the flags of all
   * instructions alike.
   */
  private static List<List<String>> kept(BasicBlock b, FlagLiveness flags) {
    List<List<String>> result = new ArrayList<>();
    flags.walk(b, (c, after) -> result.addFirst(kept(c, after)));
    return result;
  }

  private static List<String> kept(Code c, FlagLiveness.Live after) {
    List<String> lines = new ArrayList<>();
    for (Uop u : c.insn().uops()) {
      if (!(u instanceof Uop.SetFlags s) || (s.mask() & ~Flags.STATUS) != 0) {
        lines.add(UopText.of(u));
      } else if ((s.mask() & after.used()) != 0) {
        long mask = s.mask() & (after.used() | after.liveAtExits());
        lines.add(UopText.of(new Uop.SetFlags(s.src(), mask)));
      } else if ((s.mask() & after.liveAtExits()) != 0) {
        lines.add(
            UopText.of(new Uop.SetFlags(s.src(), s.mask() & after.liveAtExits())) + " put off");
      }
    }
    return lines;
  }
}
