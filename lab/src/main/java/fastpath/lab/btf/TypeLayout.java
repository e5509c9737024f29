package fastpath.lab.btf;

import java.util.HashMap;
import java.util.Map;

/** The sizes and alignments that a C compiler for x86-64 gives to types (System V ABI, 3.1.2). */
final class TypeLayout {
  private static final int DEEPEST = 64;

  private final Btf btf;
  private final Map<Integer, Boolean> packed = new HashMap<>();
  private final Map<Integer, Long> aligns = new HashMap<>();
  private int depth;

  TypeLayout(Btf btf) {
    this.btf = btf;
  }

  /** Returns the size of a type in bytes; 0 for a type without a size. */
  long size(int number) {
    return switch (enter(number)) {
      case BtfType.Int i -> leave(i.size());
      case BtfType.Floating f -> leave(f.size());
      case BtfType.Enumeration e -> leave(e.size());
      case BtfType.Pointer p -> leave(Long.BYTES);
      case BtfType.Composite c -> leave(c.size());
      case BtfType.Array a -> leave(size(a.of()) * a.length());
      case BtfType.Typedef t -> leave(size(t.of()));
      case BtfType.Qualified q -> leave(size(q.of()));
      case BtfType.Variable v -> leave(size(v.type()));
      case BtfType.Function f -> leave(0);
      case BtfType.Prototype p -> leave(0);
      case BtfType.Forward f -> leave(0);
      case BtfType.Other o -> leave(0);
    };
  }

  /** Returns the alignment of a type in bytes, at least 1. */
  long align(int number) {
    Long known = aligns.get(number);
    if (known == null) {
      known = computeAlign(number);
      aligns.put(number, known);
    }
    return known;
  }

  private long computeAlign(int number) {
    return switch (enter(number)) {
      case BtfType.Int i -> leave(Math.max(1, i.size()));
      case BtfType.Floating f -> leave(Math.max(1, f.size()));
      case BtfType.Enumeration e -> leave(Math.max(1, e.size()));
      case BtfType.Pointer p -> leave(Long.BYTES);
      case BtfType.Composite c -> leave(isPacked(number, c) ? 1 : natural(c));
      case BtfType.Array a -> leave(align(a.of()));
      case BtfType.Typedef t -> leave(align(t.of()));
      case BtfType.Qualified q -> leave(align(q.of()));
      case BtfType.Variable v -> leave(align(v.type()));
      case BtfType.Function f -> leave(1);
      case BtfType.Prototype p -> leave(1);
      case BtfType.Forward f -> leave(1);
      case BtfType.Other o -> leave(1);
    };
  }

  private BtfType enter(int number) {
    if (++depth > DEEPEST) {
      throw Btf.damaged("type " + number + " contains itself");
    }
    return btf.type(number);
  }

  private long leave(long value) {
    depth--;
    return value;
  }

  private long natural(BtfType.Composite c) {
    return c.members().stream().mapToLong(m -> align(m.type())).max().orElse(1);
  }

  /**
   * True if a structure or union is packed: a member or the size does not keep the natural
   * alignment.
   */
  boolean isPacked(int number, BtfType.Composite c) {
    Boolean known = packed.get(number);
    if (known == null) {
      known = packs(c);
      packed.put(number, known);
    }
    return known;
  }

  private boolean packs(BtfType.Composite c) {
    long end = 0;
    for (BtfType.Member m : c.members()) {
      long at = c.union() ? 0 : next(m, end);
      long unit = Byte.SIZE * align(m.type());
      if (at > m.bitOffset() || m.bits() == 0 && m.bitOffset() % unit != 0) {
        return true;
      }
      end = end(m);
    }
    return c.size() % natural(c) != 0;
  }

  /**
   * Returns the offset in bits at which a compiler places a member, if the previous member ends at
   * the bit {@code end}.
   */
  long next(BtfType.Member m, long end) {
    long unit = Byte.SIZE * (m.bits() == 0 ? align(m.type()) : Math.max(1, size(m.type())));
    boolean fits = m.bits() != 0 && end / unit == (end + m.bits() - 1) / unit;
    return fits ? end : (end + unit - 1) / unit * unit;
  }

  /** Returns the offset in bits of the first bit behind a member. */
  long end(BtfType.Member m) {
    return m.bitOffset() + (m.bits() != 0 ? m.bits() : Byte.SIZE * size(m.type()));
  }
}
