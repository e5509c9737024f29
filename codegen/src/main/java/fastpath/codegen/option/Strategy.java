package fastpath.codegen.option;

/**
 * Choices of the compiler that differ between variants. Choices that the kernel makes in its source
 * are {@code CONFIG_} symbols instead.
 *
 * @param frame how frames are set up
 */
public record Strategy(FrameStrategy frame) {
  /** The strategy of gcc -O2 -fomit-frame-pointer: shrink-wrapped frames. */
  public static final Strategy DEFAULT = new Strategy(FrameStrategy.SHRINK_WRAPPED);
}
