package fastpath.codegen.c;

import java.util.ArrayList;
import java.util.List;

/** A struct's or union's one definition; incomplete until its members are laid out. */
public final class RecordDef {
  private final boolean union;
  private final String tag;
  private List<Field> fields;
  private long size = -1;
  private int align = 1;

  RecordDef(boolean union, String tag) {
    this.union = union;
    this.tag = tag;
  }

  public boolean isUnion() {
    return union;
  }

  public boolean isComplete() {
    return fields != null;
  }

  /** Members in order; unnamed bit-fields are left out. */
  public List<Field> fields() {
    return fields == null ? List.of() : fields;
  }

  long size() {
    return size;
  }

  int align() {
    return align;
  }

  /**
   * A member by name, looked for in anonymous members too; its offset is from the start of this.
   */
  Field find(String name) {
    for (Field field : fields()) {
      if (name.equals(field.name())) {
        return field;
      }
      if (field.name() == null && field.type() instanceof CType.Rec inner) {
        Field found = inner.def().find(name);
        if (found != null) {
          return found.shifted(field.offset());
        }
      }
    }
    return null;
  }

  /** A member as declared, before layout; {@code bits} is -1 unless a bit-field. */
  record Member(String name, CType type, int bits, int align, boolean packed) {}

  /** Lays the members out as the SysV ABI and gcc do. */
  void complete(List<Member> members, boolean packed, int minimumAlign) {
    List<Field> laid = new ArrayList<>();
    long bit = 0;
    long end = 0;
    int most = 1;
    for (Member member : members) {
      boolean tight = packed || member.packed;
      int natural = tight ? 1 : member.type.align();
      int wanted = Math.max(natural, member.align);
      if (union) {
        bit = 0;
      }
      if (member.bits >= 0) {
        bit = placeBits(bit, member, tight);
        if (member.name != null && member.bits > 0) {
          most = Math.max(most, wanted);
          laid.add(bitField(member, bit));
        }
        bit += member.bits;
      } else {
        most = Math.max(most, wanted);
        bit = roundUp(bit, wanted * 8L);
        laid.add(new Field(member.name, member.type, bit / 8, -1, 0, 0));
        bit += Math.max(member.type.size(), 0) * 8;
      }
      end = Math.max(end, bit);
    }
    align = Math.max(most, minimumAlign);
    size = roundUp((end + 7) / 8, align);
    fields = List.copyOf(laid);
    narrow();
  }

  private static long placeBits(long bit, Member member, boolean packed) {
    long unit = member.type.size() * 8;
    if (member.bits == 0) {
      return roundUp(bit, unit);
    }
    if (member.align > 1) {
      bit = roundUp(bit, member.align * 8L);
    }
    return !packed && bit % unit + member.bits > unit ? roundUp(bit, unit) : bit;
  }

  private static Field bitField(Member member, long bit) {
    // The smallest aligned access that holds it all; else, packed, one from its first byte.
    for (int bytes = 1; bytes <= 8; bytes *= 2) {
      long start = bit / (bytes * 8L) * (bytes * 8L);
      if (bit + member.bits <= start + bytes * 8L) {
        return new Field(
            member.name, member.type, start / 8, member.bits, (int) (bit - start), bytes);
      }
    }
    int shift = (int) (bit % 8);
    int bytes = shift + member.bits <= 16 ? 2 : shift + member.bits <= 32 ? 4 : 8;
    return new Field(member.name, member.type, bit / 8, member.bits, shift, bytes);
  }

  /** In a packed record an access must not reach beyond the end: such bit-fields are refused. */
  private void narrow() {
    for (Field field : fields) {
      if (field.isBitField()
          && (field.offset() + field.accessBytes() > Math.max(size, 1)
              || field.shift() + field.bits() > field.accessBytes() * 8)) {
        throw new IllegalArgumentException(
            "unsupported layout of the packed bit-field '" + field.name() + "'");
      }
    }
  }

  static long roundUp(long value, long to) {
    return (value + to - 1) / to * to;
  }

  @Override
  public String toString() {
    return (union ? "union " : "struct ") + (tag == null ? "<anonymous>" : tag);
  }
}
