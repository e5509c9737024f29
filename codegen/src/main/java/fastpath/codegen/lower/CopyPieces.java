package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Field;
import java.util.ArrayList;
import java.util.List;

/** Splits an object into the pieces in which it is copied or cleared. */
final class CopyPieces {
  /**
   * A piece of an object.
   *
   * @param offset the offset in bytes in the object
   * @param bytes the size in bytes: 1, 2, 4 or 8
   */
  record Leaf(long offset, int bytes) {}

  private static final int MAX_SCALARS = 8;

  private CopyPieces() {}

  /**
   * Returns the scalars of a small object, so that its members can be in registers; for a larger
   * object, whole words.
   */
  static List<Leaf> of(CType type) {
    List<Leaf> scalars = new ArrayList<>();
    if (scalars(type, 0, scalars) && scalars.size() <= MAX_SCALARS) {
      return scalars;
    }
    return words(0, type.size(), type.align());
  }

  private static boolean scalars(CType type, long offset, List<Leaf> into) {
    if (into.size() > MAX_SCALARS) {
      return false;
    }
    return switch (type) {
      case CType.Int i when i.isWide() -> {
        into.add(new Leaf(offset, 8));
        yield into.add(new Leaf(offset + 8, 8));
      }
      case CType.Int i -> into.add(new Leaf(offset, i.kind().size));
      case CType.Pointer p -> into.add(new Leaf(offset, 8));
      case CType.Array a -> {
        for (long i = 0; i < a.length(); i++) {
          if (!scalars(a.of(), offset + i * a.of().size(), into)) {
            yield false;
          }
        }
        yield true;
      }
      case CType.Rec r -> {
        boolean fine = !r.def().isUnion();
        for (Field field : r.def().fields()) {
          fine =
              fine && !field.isBitField() && scalars(field.type(), offset + field.offset(), into);
        }
        yield fine;
      }
      case CType.Void v -> false;
      case CType.Real r -> false;
      case CType.Func f -> false;
    };
  }

  /** Returns the smallest number of aligned words that cover a range. */
  static List<Leaf> words(long from, long size, int align) {
    List<Leaf> out = new ArrayList<>();
    long at = from;
    long end = from + size;
    while (at < end) {
      int bytes = 8;
      while (bytes > 1 && (at + bytes > end || align < 8 && at % Math.min(bytes, align) != 0)) {
        bytes /= 2;
      }
      out.add(new Leaf(at, bytes));
      at += bytes;
    }
    return out;
  }
}
