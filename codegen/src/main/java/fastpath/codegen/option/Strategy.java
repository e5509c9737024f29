package fastpath.codegen.option;

/**
 * What varies between code generation variants. What the kernel decides in its source is a {@code
 * CONFIG_} symbol instead.
 *
 * @param frame how frames are set up
 */
public record Strategy(FrameStrategy frame) {
  /** As gcc -O2 -fomit-frame-pointer: shrink-wrapped frames. */
  public static final Strategy DEFAULT = new Strategy(FrameStrategy.SHRINK_WRAPPED);
}
