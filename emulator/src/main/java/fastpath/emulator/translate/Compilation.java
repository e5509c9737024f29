package fastpath.emulator.translate;

import fastpath.emulator.translate.gen.GeneratedClass;
import fastpath.emulator.translate.gen.PassageGenerator;
import fastpath.emulator.translate.passage.StageModel;
import java.util.List;

/**
 * The result of one run of the pipeline: the models of its stages and the generated class.
 *
 * @param code null if the method would be too large
 */
record Compilation(PassageGenerator.Models models, GeneratedClass code) {
  /** Returns the models of the stages before code generation, in the order of the stages. */
  List<StageModel> stages() {
    return List.of(
        models.flow(),
        models.flags(),
        models.unrolling(),
        models.checks(),
        models.counters(),
        models.locals());
  }
}
