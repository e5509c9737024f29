package fastpath.codegen.asm;

import fastpath.emulator.isa.Encoder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Computes values of conditions and counts while a file is still being read. The distance of two
 * labels of one section is known if nothing between them depends on the layout. GNU as accepts the
 * same distances (frags.c, frag_offset_fixed_p).
 */
final class LabelDistances {
  private static final int DEEPEST = 100;
  private static final int MOST_STEPS = 10_000;

  private final AsmFile file;

  /** For each section, the position up to which its items have been measured. */
  private final Map<Section, Place> ends = new HashMap<>();

  private final Map<String, Place> labels = new HashMap<>();
  private int measured;
  private int steps;

  LabelDistances(AsmFile file) {
    this.file = file;
  }

  /**
   * The position of a label, or a number.
   *
   * @param run identifies the stretch of items of fixed size from whose start the offset counts;
   *     null for a number
   */
  private record Place(Object run, long offset) {}

  /**
   * Returns the number that a term stands for at this moment; empty if the value is not yet known.
   */
  OptionalLong number(Term term) {
    steps = 0;
    Place p = place(term, 0);
    return p == null || p.run != null ? OptionalLong.empty() : OptionalLong.of(p.offset);
  }

  private Place place(Term term, int depth) {
    if (depth > DEEPEST || ++steps > MOST_STEPS) {
      return null;
    }
    return switch (term) {
      case Term.Number n -> new Place(null, n.value());
      case Term.Name n -> named(n.name(), depth);
      case Term.Unary u -> {
        Place p = place(u.operand(), depth + 1);
        yield p == null || p.run != null
            ? null
            : new Place(null, Terms.apply(u.operator(), p.offset));
      }
      case Term.Binary b ->
          binary(b.operator(), place(b.left(), depth + 1), place(b.right(), depth + 1));
    };
  }

  private Place named(String name, int depth) {
    AsmSymbol s = file.knownSymbol(name);
    if (s != null && s.value != null) {
      return place(s.value, depth + 1);
    }
    if (!labels.containsKey(name) && file.hasLabel(name)) {
      measure();
    }
    return labels.get(name);
  }

  private static Place binary(String operator, Place l, Place r) {
    if (l == null || r == null) {
      return null;
    }
    boolean moves = operator.equals("+") || operator.equals("-");
    if (moves && r.run == null) {
      return new Place(l.run, Terms.apply(operator, l.offset, r.offset));
    }
    if (operator.equals("+") && l.run == null) {
      return new Place(r.run, l.offset + r.offset);
    }
    boolean compares = "- == <> < > <= >=".contains(operator);
    return l.run == r.run && (l.run == null || compares)
        ? new Place(null, Terms.apply(operator, l.offset, r.offset))
        : null;
  }

  /** Measures the items that were added since the last call, so that each item is visited once. */
  private void measure() {
    for (; measured < file.order().size(); measured++) {
      AsmFile.Placed placed = file.order().get(measured);
      Place end = ends.computeIfAbsent(placed.section(), s -> new Place(new Object(), 0));
      if (placed.item() instanceof Item.Label label) {
        labels.putIfAbsent(label.name(), end);
      }
      long size = size(placed.item());
      ends.put(
          placed.section(),
          size < 0 ? new Place(new Object(), 0) : new Place(end.run, end.offset + size));
    }
  }

  /** Returns the size of an item in bytes, or -1 if the layout decides the size. */
  private static long size(Item item) {
    return switch (item) {
      case Item.Code code ->
          SectionLayout.relaxable(code.insn()) != null
              ? -1
              : Encoder.encode(code.insn(), 0).bytes().length;
      case Item.Label l -> 0;
      case Item.Data data -> (long) data.width() * data.values().size();
      case Item.Leb leb ->
          leb.value().isConstant()
              ? SectionLayout.leb(leb.signed(), leb.value().addend()).length
              : -1;
      case Item.Bytes bytes -> bytes.bytes().length;
      case Item.Space space -> space.count();
      case Item.Fill fill ->
          fill.count().isConstant() ? Math.max(0, fill.count().addend()) * fill.width() : -1;
      case Item.Align align -> align.bytes() == 1 ? 0 : -1;
      case Item.Org org -> -1;
      case Cfi cfi -> 0;
    };
  }
}
