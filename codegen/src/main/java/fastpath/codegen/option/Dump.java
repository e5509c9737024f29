package fastpath.codegen.option;

import java.util.function.Supplier;

/** Receives the printed form of what each stage of our compiler made. */
@FunctionalInterface
public interface Dump {
  /** A receiver that ignores every stage; no text is made. */
  Dump NONE = (stage, text) -> {};

  /**
   * Called after a stage.
   *
   * @param stage its name, such as {@code tokens}, {@code ast}, {@code ir} or a pass
   * @param text makes the printed form; called only if it is wanted
   */
  void stage(String stage, Supplier<String> text);
}
