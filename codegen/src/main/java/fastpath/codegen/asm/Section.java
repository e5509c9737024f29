package fastpath.codegen.asm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A section being filled. */
public final class Section {
  /**
   * What a section belongs to.
   *
   * @param signature the symbol that names the group
   * @param comdat whether the linker keeps one group of the name
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
   * A subsection: its items come, in the object, after those of subsections of lower numbers,
   * wherever they were written.
   */
  public Section subsection(int n) {
    return n == 0 ? whole : whole.parts.computeIfAbsent(n, k -> new Section(whole, k));
  }

  /** The section that this is a subsection of; itself if it is none. */
  Section whole() {
    return whole;
  }

  /** Of the subsection; 0 of the section itself. */
  int number() {
    return number;
  }

  public String name() {
    return name;
  }

  /** As in {@code .section}: letters of {@code awxMSTe?}. */
  public String flags() {
    return flags;
  }

  /** {@code progbits}, {@code nobits}, {@code note} ... without the sign before it. */
  public String type() {
    return type;
  }

  /** Bytes of an entry of a mergeable section, else 0. */
  public int entsize() {
    return entsize;
  }

  /** null if it belongs to none. */
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

  /** Appends to this section and to the order of the file. */
  public Section add(Item item) {
    items.add(item);
    file.placed(this, item);
    return this;
  }
}
