package fastpath.codegen.option;

import java.util.function.Supplier;

/** Receives the printed form of the result of each stage of our compiler. */
@FunctionalInterface
public interface Dump {
  /** A receiver that ignores every stage, so that no printed form is produced. */
  Dump NONE = (stage, text) -> {};

  /**
   * Receives the result of a stage.
   *
   * @param stage the stage's name, such as {@code tokens}, {@code ast}, {@code ir} or a pass
   * @param text produces the printed form; called only if the receiver wants it
   */
  void stage(String stage, Supplier<String> text);
}
