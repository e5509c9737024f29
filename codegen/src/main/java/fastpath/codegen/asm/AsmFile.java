package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.codegen.source.PrefixMap;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Symbolic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An assembly file: sections, their items in one common order, and attributes of symbols. The
 * compiler builds a file and the parser reads one from text; {@link AsmPrinter} writes it as text
 * and {@link Assembler} as an object.
 */
public final class AsmFile {
  /**
   * An item and the section that it was put in.
   *
   * @param at the place of the item in assembler source, for messages; null for an item that the
   *     compiler made
   */
  public record Placed(Section section, Item item, Loc at) {}

  /**
   * The length limit of a chain of symbols that are defined by one another. A longer chain is a
   * cycle, which the resolver reports.
   */
  private static final int MOST_REFERENCES = 100;

  /** The linker's name for the global offset table, which @GOT and similar operators refer to. */
  static final String OFFSET_TABLE = "_GLOBAL_OFFSET_TABLE_";

  private String name;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, AsmSymbol> symbols = new LinkedHashMap<>();
  private final List<Placed> order = new ArrayList<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Set<AsmSymbol> localCommons = new LinkedHashSet<>();
  private final AsmContext context = new AsmContext();
  private final LabelDistances distances = new LabelDistances(this);
  private int uniqueLabels;
  private boolean ehFrame = true;
  private boolean debug = true;
  private String directory = "";
  private PrefixMap fileNames = PrefixMap.NONE;
  private Loc at;

  /**
   * @param name the source's name, for the file symbol and the DWARF compile unit; null for none
   */
  public AsmFile(String name) {
    this.name = name;
    section(".text");
    section(".data");
    section(".bss");
  }

  public String name() {
    return name;
  }

  /** {@code .file}: sets the name of the source that the file was made from. */
  public void name(String sourceName) {
    name = sourceName;
  }

  /**
   * Sets the directory to which names of sources are relative, for debuggers; empty to leave it
   * out.
   */
  public void directory(String name) {
    directory = name;
  }

  /** Sets the names that files have in the object in place of their own. */
  public void fileNames(PrefixMap map) {
    fileNames = map;
  }

  PrefixMap fileNames() {
    return fileNames;
  }

  String directory() {
    return directory;
  }

  /**
   * Sets whether DWARF is written for instructions whose place in the source is known. DWARF is
   * written by default.
   */
  public void debug(boolean wanted) {
    debug = wanted;
  }

  boolean debug() {
    return debug;
  }

  /**
   * The section of a name, created if it does not exist, with the flags that GNU as gives sections
   * of that name.
   */
  public Section section(String sectionName) {
    Section known = sections.get(sectionName);
    return known != null ? known : section(sectionName, null, null, 0);
  }

  /**
   * The section of a name, created if it does not exist. An existing section keeps its flags and
   * type.
   *
   * @param flags letters as in {@code .section}; null for the default of the name
   * @param type progbits, nobits, note ...; null for the default of the name
   * @param entsize size in bytes of an entry of a mergeable section, else 0
   */
  public Section section(String sectionName, String flags, String type, int entsize) {
    return section(sectionName, flags, type, entsize, null);
  }

  /**
   * A section that is a member of a group. Sections with the same name in different groups are
   * different sections.
   */
  public Section section(
      String sectionName, String flags, String type, int entsize, Section.Group group) {
    String key = group == null ? sectionName : sectionName + '\0' + group.signature();
    return sections.computeIfAbsent(
        key,
        k ->
            new Section(
                this,
                sectionName,
                flags == null ? SectionDefaults.flags(sectionName) : flags,
                type == null ? SectionDefaults.type(sectionName) : type,
                entsize,
                group));
  }

  public Collection<Section> sections() {
    return Collections.unmodifiableCollection(sections.values());
  }

  /** The attributes of a name, created if the name is new. */
  public AsmSymbol symbol(String symbolName) {
    return symbols.computeIfAbsent(symbolName, AsmSymbol::new);
  }

  /** All symbol names that the file mentions, in the order of first mention. */
  public Collection<AsmSymbol> symbols() {
    return Collections.unmodifiableCollection(symbols.values());
  }

  /** The items of all sections in the order in which they were added. */
  public List<Placed> order() {
    return Collections.unmodifiableList(order);
  }

  /** {@code .ident}: adds a string to {@code .comment}, in which compilers put their version. */
  public void ident(String text) {
    boolean first = !sections.containsKey(".comment");
    Section comment = section(".comment", "MS", "progbits", 1);
    byte[] bytes = ((first ? "\0" : "") + text + "\0").getBytes(StandardCharsets.UTF_8);
    comment.add(new Item.Bytes(bytes));
  }

  /**
   * Returns a new label name {@code .Lstem_N} that is not used in this file. Such a label is in no
   * symbol table.
   */
  public String uniqueLabel(String stem) {
    String label;
    do {
      label = ".L" + stem + "_" + ++uniqueLabels;
    } while (symbols.containsKey(label));
    symbol(label);
    return label;
  }

  /**
   * Reduces a term to an expression that a relocation can carry. A term that is not of the form
   * {@code symbol - symbol + number} becomes a symbol with that value; the symbol's name is the
   * term's text in parentheses.
   */
  public RelocatableExpr reduce(Term term) {
    RelocatableExpr linear = Terms.linear(term);
    if (linear != null) {
      return linear;
    }
    String text = "(" + Terms.text(term) + ")";
    symbol(text).value = term;
    return RelocatableExpr.symbol(text);
  }

  /** Sets the place in assembler source of the items that follow; null for none. */
  void at(Loc place) {
    at = place;
  }

  Loc at() {
    return at;
  }

  LabelDistances distances() {
    return distances;
  }

  AsmContext context() {
    return context;
  }

  /** The attributes of a name, or null if the file does not mention the name. */
  AsmSymbol knownSymbol(String symbolName) {
    return symbols.get(symbolName);
  }

  boolean hasLabel(String label) {
    return labels.contains(label);
  }

  /** Symbols of {@code .comm} for local symbols, in the order of definition. */
  Set<String> labels() {
    return labels;
  }

  /**
   * {@code .comm}: a variable for which the linker allocates space. A local symbol's space is the
   * end of .bss.
   */
  public void common(String symbolName, long size, long align) {
    AsmSymbol s = symbol(symbolName);
    s.commonSize = size;
    s.commonAlign = align;
    if (s.local) {
      s.type = AsmSymbol.Type.OBJECT;
      s.size = RelocatableExpr.constant(size);
      localCommons.add(s);
    }
  }

  Set<AsmSymbol> localCommons() {
    return localCommons;
  }

  boolean ehFrame() {
    return ehFrame;
  }

  /** {@code .cfi_sections}: sets whether an .eh_frame is written. */
  void ehFrame(boolean wanted) {
    ehFrame = wanted;
  }

  void placed(Section section, Item item) {
    order.add(new Placed(section, item, at));
    switch (item) {
      case Item.Label label -> {
        symbol(label.name());
        labels.add(label.name());
      }
      case Item.Code code -> code.insn().operands().forEach(this::mention);
      case Item.Data data -> data.values().forEach(this::mention);
      case Item.Leb leb -> mention(leb.value());
      case Item.Fill fill -> mention(fill.count());
      case Item.Org org -> mention(org.target());
      case Cfi cfi -> {
        if (cfi.symbol() != null) {
          mention(cfi.symbol());
        }
      }
      case Item.Bytes b -> {}
      case Item.Space s -> {}
      case Item.Align a -> {}
    }
  }

  private void mention(Operand operand) {
    Symbolic symbol =
        switch (operand) {
          case Operand.Imm imm -> imm.symbol();
          case Operand.Mem mem -> mem.symbol();
          case Operand.Rel rel -> rel.symbol();
          case Operand.RegOp reg -> null;
        };
    if (symbol instanceof RelocatableExpr e) {
      mention(e);
    }
  }

  private void mention(RelocatableExpr e) {
    if (e.add() != null && !e.add().equals(RelocatableExpr.HERE)) {
      AsmSymbol s = symbol(bare(e.add()));
      s.mentioned = true;
      if (e.hasOperator()) {
        RelocationOperator.of(e.add()).mention(this, s);
      }
    }
    if (e.sub() != null && !e.sub().equals(RelocatableExpr.HERE)) {
      symbol(e.sub()).mentioned = true;
    }
  }

  /** The symbol that a name stands for, after all {@code .weakref} have been followed. */
  AsmSymbol referred(String symbolName) {
    AsmSymbol s = symbol(symbolName);
    for (int i = 0; s.weakReference && i < MOST_REFERENCES; i++) {
      s = symbol(((Term.Name) s.value).name());
    }
    return s;
  }

  /** Removes the relocation operator from a name. */
  static String bare(String symbolName) {
    int at = symbolName.indexOf('@');
    return at <= 0 || symbolName.charAt(0) == '(' ? symbolName : symbolName.substring(0, at);
  }
}
