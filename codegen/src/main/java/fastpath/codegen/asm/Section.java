package fastpath.codegen.asm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A section that is being filled. */
public final class Section {
  /**
   * The section group to which a section belongs.
   *
   * @param signature the symbol that names the group
   * @param comdat true if the linker keeps only one group of that name
   */
  public record Group(String signature, boolean comdat) {}

  private final AsmFile file;
  private final String name;
  private final String flags;
  private final String type;
  private final int entsize;
  private final Group group;
  private final Section whole;
  private final int number;
  private final Map<Integer, Section> parts = new HashMap<>();
  private final List<Item> items = new ArrayList<>();

  Section(AsmFile file, String name, String flags, String type, int entsize, Group group) {
    this.file = file;
    this.name = name;
    this.flags = flags;
    SectionHeaders.type(type);
    this.type = type;
    this.entsize = entsize;
    this.group = group;
    whole = this;
    number = 0;
  }

  private Section(Section whole, int number) {
    file = whole.file;
    name = whole.name;
    flags = whole.flags;
    type = whole.type;
    entsize = whole.entsize;
    group = whole.group;
    this.whole = whole;
    this.number = number;
  }

  /**
   * Returns a subsection. In the object, a subsection's items follow the items of subsections with
   * lower numbers, whatever the order in the source.
   */
  public Section subsection(int n) {
    return n == 0 ? whole : whole.parts.computeIfAbsent(n, k -> new Section(whole, k));
  }

  /** The section whose subsection this is; this section if it is not a subsection. */
  Section whole() {
    return whole;
  }

  /** The number of the subsection; 0 for the section itself. */
  int number() {
    return number;
  }

  public String name() {
    return name;
  }

  /** The section's flags, letters of {@code awxMSTe?} as in {@code .section}. */
  public String flags() {
    return flags;
  }

  /**
   * The section's type, such as {@code progbits}, {@code nobits} or {@code note}, without the
   * prefix @.
   */
  public String type() {
    return type;
  }

  /** The size in bytes of an entry of a mergeable section, else 0. */
  public int entsize() {
    return entsize;
  }

  /** The group of the section; null if it belongs to none. */
  public Group group() {
    return group;
  }

  public boolean isCode() {
    return flags.indexOf('x') >= 0;
  }

  boolean isThreadLocal() {
    return flags.indexOf('T') >= 0;
  }

  public boolean isMerge() {
    return flags.indexOf('M') >= 0;
  }

  public boolean isNobits() {
    return type.equals("nobits");
  }

  public List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  /** Appends an item to this section and to the file's list of items. */
  public Section add(Item item) {
    items.add(item);
    file.placed(this, item);
    return this;
  }
}
