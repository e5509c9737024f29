package fastpath.codegen.c;

import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The definition of a struct or union. The definition is incomplete until the members are laid out.
 */
public final class RecordDef {
  /** The size limit of a record in bytes, because offsets are counted in bits in a long. */
  private static final long MOST_BYTES = 1L << 58;

  private final boolean union;
  private final String tag;
  private List<Field> fields;
  private List<Field> unnamed = List.of();
  private final Set<String> declared = new HashSet<>();
  private Map<String, Field> byName = Map.of();
  private long size = -1;
  private int align = 1;
  private boolean transparent;

  RecordDef(boolean union, String tag) {
    this.union = union;
    this.tag = tag;
  }

  /**
   * Makes the union transparent: a parameter of its type takes a value of any member's type.
   *
   * @throws IllegalArgumentException if this is no union whose members are as large as the union
   */
  void makeTransparent() {
    boolean fits =
        union
            && isComplete()
            && !fields.isEmpty()
            && fields.stream().allMatch(f -> f.type().isScalar() && f.type().size() == size);
    if (!fits) {
      throw new IllegalArgumentException(
          "'transparent_union' of a type that is no union of scalars of one size");
    }
    transparent = true;
  }

  boolean isTransparent() {
    return transparent;
  }

  public boolean isUnion() {
    return union;
  }

  boolean isTagged() {
    return tag != null;
  }

  public boolean isComplete() {
    return fields != null;
  }

  /** True if a member, or a member of a member, is const (C17 6.3.2.1p1). */
  boolean hasConstMember() {
    return fields().stream()
        .anyMatch(field -> {
          CType type = field.type();
          while (type instanceof CType.Array array) {
            type = array.of();
          }
          return type.isConst() || type instanceof CType.Rec r && r.def().hasConstMember();
        });
  }

  /** Members in order; unnamed bit-fields are left out. */
  public List<Field> fields() {
    return fields == null ? List.of() : fields;
  }

  /**
   * The unnamed bit-fields that have a width, whose offset is 0 and whose shift counts from the
   * start of the record. gcc passes them as it does named ones.
   */
  public List<Field> unnamedBits() {
    return unnamed;
  }

  /** Adds a member's name; false if another member has that name. */
  boolean declare(String name) {
    return declared.add(name);
  }

  long size() {
    return size;
  }

  int align() {
    return align;
  }

  /**
   * Finds a member by name, in anonymous members too. The offset counts from the start of this
   * record.
   */
  /** Returns the message that a type with these members has none of a name. */
  String noMember(CType.Rec type, String name) {
    return "'%s' has no member named '%s'%s"
        .formatted(type.bare(), name, NearMiss.inSource(name, byName.keySet().stream()));
  }

  Field find(String name) {
    return byName.get(name);
  }

  /**
   * Adds the names of anonymous members to the record's own. If two names are equal, the first
   * takes precedence.
   */
  private Map<String, Field> names() {
    Map<String, Field> names = new HashMap<>();
    for (Field field : fields()) {
      if (field.name() != null) {
        names.putIfAbsent(field.name(), field);
      } else if (field.type() instanceof CType.Rec inner) {
        inner
            .def()
            .byName
            .forEach((name, found) -> names.putIfAbsent(name, found.shifted(field.offset())));
      }
    }
    return names;
  }

  /**
   * A member as declared, before layout.
   *
   * @param bits width of a bit-field; -1 for any other member
   * @param natural alignment of the member's type in bytes
   * @param align alignment that the declaration asks for, in bytes; 0 if none
   */
  record Member(String name, CType type, int bits, int natural, int align, boolean packed) {}

  /**
   * Lays the members out as the SysV ABI and gcc do.
   *
   * @param pack largest alignment of a member under #pragma pack, in bytes; 0 for none
   */
  void complete(List<Member> members, boolean packed, int pack, int minimumAlign) {
    List<Field> laid = new ArrayList<>();
    List<Field> nameless = new ArrayList<>();
    long bit = 0;
    long end = 0;
    int most = 1;
    for (Member member : members) {
      boolean tight = packed || member.packed;
      // gcc aligns a bit-field by its type even where #pragma pack packs it.
      boolean byOne = tight && (member.bits < 0 || pack == 0);
      int natural = byOne ? 1 : member.natural;
      int asked = Math.max(natural, member.align);
      int wanted = pack > 0 ? Math.min(asked, pack) : asked;
      if (union) {
        bit = 0;
      }
      if (member.bits >= 0) {
        bit = placeBits(bit, member, tight, pack);
        int whole = isWhole(bit, member, tight) ? member.bits / 8 : 1;
        wanted = Math.max(wanted, pack > 0 ? Math.min(whole, pack) : whole);
        // The access of a bit-field depends on the size of the whole record and is chosen below.
        Field field = new Field(member.name, member.type, 0, member.bits, (int) bit, 0);
        if (member.name == null && member.bits > 0) {
          nameless.add(field);
        } else if (member.name != null) {
          most = Math.max(most, wanted);
          laid.add(field);
        }
        bit += member.bits;
      } else {
        most = Math.max(most, wanted);
        bit = roundUp(bit, wanted * 8L);
        laid.add(new Field(member.name, member.type, bit / 8, -1, 0, 0));
        long bytes = Math.max(member.type.size(), 0);
        if (bytes > MOST_BYTES - bit / 8) {
          throw new IllegalArgumentException("size of '" + this + "' is too large");
        }
        bit += bytes * 8;
      }
      end = Math.max(end, bit);
    }
    align = Math.max(most, minimumAlign);
    size = roundUp((end + 7) / 8, align);
    fields = laid.stream().map(f -> f.isBitField() ? access(f) : f).toList();
    unnamed = List.copyOf(nameless);
    byName = names();
  }

  private static long placeBits(long bit, Member member, boolean packed, int pack) {
    long unit = member.natural * 8L;
    if (member.bits == 0) {
      return roundUp(bit, unit);
    }
    if (member.align > 0) {
      bit = roundUp(bit, Math.min(member.align * 8L, pack > 0 ? pack * 8L : Long.MAX_VALUE));
    }
    if (isWhole(bit, member, packed)) {
      return bit;
    }
    // A bit-field may reach into as many units of its type's alignment as the type fills, which are
    // none for a type that is aligned to more than its size. Under #pragma pack gcc lets it reach
    // into one more.
    long touched = roundUp(bit % unit + member.bits, unit) / unit;
    boolean mayReachOver = packed || pack > 0 || touched <= member.type.size() * 8 / unit;
    return mayReachOver ? bit : roundUp(bit, unit);
  }

  /** True if gcc lays a bit-field out as an integer of its width, whatever its type's alignment. */
  private static boolean isWhole(long bit, Member member, boolean packed) {
    int bits = member.bits;
    boolean width = bits == 8 || !packed && (bits == 16 || bits == 32 || bits == 64);
    return width && bit % bits == 0;
  }

  /**
   * Chooses the smallest aligned access that holds a bit-field and stays inside the record; for a
   * packed field, if there is none, an unaligned one; if there is none either, the bytes that hold
   * the field.
   */
  private Field access(Field field) {
    long bit = field.shift();
    for (int bytes = 1; bytes <= 8; bytes *= 2) {
      Field found = access(field, bit, bit / (bytes * 8L) * bytes, bytes);
      if (found != null) {
        return found;
      }
    }
    for (int bytes = 1; bytes <= 8; bytes *= 2) {
      Field found = access(field, bit, Math.min(bit / 8, size - bytes), bytes);
      if (found != null) {
        return found;
      }
    }
    int shift = (int) (bit % 8);
    int bytes = (shift + field.bits() + 7) / 8;
    return new Field(field.name(), field.type(), bit / 8, field.bits(), shift, bytes);
  }

  private Field access(Field field, long bit, long offset, int bytes) {
    boolean inside = offset >= 0 && offset + bytes <= size;
    return inside && bit + field.bits() <= (offset + bytes) * 8
        ? new Field(
            field.name(), field.type(), offset, field.bits(), (int) (bit - offset * 8), bytes)
        : null;
  }

  static long roundUp(long value, long to) {
    return (value + to - 1) / to * to;
  }

  @Override
  public String toString() {
    return (union ? "union " : "struct ") + (tag == null ? "<anonymous>" : tag);
  }
}
