package fastpath.lab.btf;

import java.util.function.Function;

/** Writes the members of a structure or union in braces, with fillers for the gaps between them. */
final class CompositeText {
  private final TypeLayout layout;
  private final Function<BtfType.Member, String> member;
  private final StringBuilder out = new StringBuilder("{");
  private int gaps;

  /**
   * @param member returns the declaration of a member, without a semicolon
   */
  CompositeText(TypeLayout layout, Function<BtfType.Member, String> member) {
    this.layout = layout;
    this.member = member;
  }

  String braces(BtfType.Composite c, boolean packed) {
    long end = 0;
    for (BtfType.Member m : c.members()) {
      if (!c.union()) {
        long next = packed ? end : layout.next(m, end);
        if (next < m.bitOffset() || m.bits() != 0 && end < m.bitOffset() && next != m.bitOffset()) {
          fill(end, m.bitOffset());
        }
      }
      out.append(' ').append(member.apply(m)).append(';');
      end = Math.max(end, layout.end(m));
    }
    long size = (long) Byte.SIZE * c.size();
    if (c.union() && end < size) {
      out.append(" char __size[" + c.size() + "];");
    } else if (end < size && needsTail(c, end, packed)) {
      fill(end, size);
    }
    return out.append(" }").toString();
  }

  private boolean needsTail(BtfType.Composite c, long end, boolean packed) {
    long align =
        packed ? 1 : c.members().stream().mapToLong(m -> layout.align(m.type())).max().orElse(1);
    long unit = Byte.SIZE * align;
    return (end + unit - 1) / unit * unit < (long) Byte.SIZE * c.size();
  }

  private void fill(long from, long to) {
    long at = from;
    while (at < to) {
      long bits = at % Byte.SIZE != 0 ? Math.min(to - at, Byte.SIZE - at % Byte.SIZE) : to - at;
      if (at % Byte.SIZE != 0 || bits < Byte.SIZE) {
        out.append(" unsigned char : " + bits + ";");
        at += bits;
      } else {
        out.append(" char __gap" + gaps++ + "[" + bits / Byte.SIZE + "];");
        at += bits / Byte.SIZE * Byte.SIZE;
      }
    }
  }
}
