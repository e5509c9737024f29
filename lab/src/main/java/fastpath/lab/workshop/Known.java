package fastpath.lab.workshop;

import java.util.OptionalLong;

/** Arithmetic and output of figures that may be unknown. An unknown figure is never zero. */
public final class Known {
  private Known() {}

  /** Returns the figure for a JSON document; null if the figure is unknown. */
  public static Long orNull(OptionalLong figure) {
    return figure.isPresent() ? (Long) figure.getAsLong() : null;
  }

  /** Returns {@code a - b}; empty if either figure is unknown. */
  public static OptionalLong difference(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() - b.getAsLong())
        : OptionalLong.empty();
  }
}
