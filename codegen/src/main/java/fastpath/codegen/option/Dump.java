package fastpath.codegen.option;

import java.util.function.Supplier;

/** Is shown what each stage of our compiler produced. */
@FunctionalInterface
public interface Dump {
  /** Shows nothing; texts are never made. */
  Dump NONE = (stage, text) -> {};

  /**
   * A stage has finished.
   *
   * @param stage its name, such as {@code tokens}, {@code ast}, {@code ir} or a pass
   * @param text makes the printed form; call it only if it is wanted
   */
  void stage(String stage, Supplier<String> text);
}
