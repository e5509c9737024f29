package fastpath.codegen.option;

/**
 * The choices in code generation that differ between variants. Choices that the kernel makes in its
 * sources are {@code CONFIG_} symbols instead.
 *
 * @param frame how functions set up their stack frames
 */
public record Strategy(FrameStrategy frame) {
  /** The strategy of gcc -O2 -fomit-frame-pointer: shrink-wrapped frames. */
  public static final Strategy DEFAULT = new Strategy(FrameStrategy.SHRINK_WRAPPED);
}
