package fastpath.emulator.translate.passage;

import java.util.List;

/** The result of one stage of the pipeline, which can be printed. */
public interface StageModel {
  /** Name of the stage. */
  String title();

  /** The model in plain text, a line for each fact. */
  List<String> lines();
}
