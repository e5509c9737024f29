package fastpath.emulator.translate.passage;

import java.util.List;

/** The result of one stage of the pipeline, which can be printed. */
public interface StageModel {
  /** Returns the name of the stage. */
  String title();

  /** Returns the model in plain text, with a line for each fact. */
  List<String> lines();
}
