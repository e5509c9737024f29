package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Att;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints an assembly file as AT&amp;T text. GNU as assembles the text to the same object that
 * {@link Assembler} makes of the file.
 */
public final class AsmPrinter {
  private final AsmFile file;
  private final boolean debug;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> sourceNumbers = new HashMap<>();
  private final Set<AsmSymbol> described = new HashSet<>();
  private Section current;
  private Loc loc;

  private AsmPrinter(AsmFile file, boolean debug) {
    this.file = file;
    this.debug = debug;
  }

  /** Returns the text of a file without .loc directives. */
  public static String print(AsmFile file) {
    return print(file, false);
  }

  /**
   * Returns the text of an assembly file.
   *
   * @param debug true to print the .file and .loc directives that state the source of instructions
   */
  public static String print(AsmFile file, boolean debug) {
    return new AsmPrinter(file, debug).file();
  }

  /**
   * The text of one item: one or more lines without a final line end; lines other than labels are
   * indented. Listings and dumps print items with this method.
   */
  public static String print(Item item) {
    AsmPrinter p = new AsmPrinter(new AsmFile(null), false);
    p.item(item);
    return p.out.toString().stripTrailing();
  }

  private String file() {
    if (file.name() != null) {
      line(".file\t" + quote(file.fileNames().of(file.name())));
    }
    for (AsmFile.Placed p : file.order()) {
      if (p.section() != current) {
        section(p.section());
      }
      item(p.item());
    }
    for (AsmSymbol s : file.symbols()) {
      describe(s);
      if (s.value != null && !s.isExpression()) {
        String directive = s.weakReference ? ".weakref\t" : ".set\t";
        line(directive + name(s.name()) + ", " + Terms.text(s.value));
      }
      if (s.commonSize >= 0 && !s.local) {
        line(".comm\t" + name(s.name()) + "," + s.commonSize + "," + s.commonAlign);
      }
      if (s.size != null && (s.commonSize < 0 || !s.local)) {
        line(".size\t" + name(s.name()) + ", " + s.size);
      }
    }
    for (AsmSymbol s : file.localCommons()) {
      line(".local\t" + name(s.name()));
      line(".comm\t" + name(s.name()) + "," + s.commonSize + "," + s.commonAlign);
    }
    for (Section s : file.sections()) {
      if (s.items().isEmpty() && s.name().startsWith(".note")) {
        section(s);
      }
    }
    return out.toString();
  }

  private void line(String text) {
    out.append('\t').append(text).append('\n');
  }

  private void section(Section s) {
    boolean elsewhere = current == null || s.whole() != current.whole();
    current = s;
    if (!elsewhere) {
      line(".subsection\t" + s.number());
      return;
    }
    whole(s.whole());
    if (s.number() != 0) {
      line(".subsection\t" + s.number());
    }
  }

  private void whole(Section s) {
    if (s.name().equals(".text") || s.name().equals(".data") || s.name().equals(".bss")) {
      line(s.name());
      return;
    }
    StringBuilder text =
        new StringBuilder(".section\t" + name(s.name()) + ",\"" + s.flags() + "\",@" + s.type());
    if (s.isMerge() && s.entsize() > 0) {
      text.append(',').append(s.entsize());
    }
    if (s.group() != null) {
      text.append(',')
          .append(name(s.group().signature()))
          .append(s.group().comdat() ? ",comdat" : "");
    }
    line(text.toString());
  }

  private void item(Item item) {
    switch (item) {
      case Item.Label label -> {
        describe(file.symbol(label.name()));
        out.append(name(label.name())).append(":\n");
      }
      case Item.Code code -> {
        if (debug) {
          loc(code.loc());
        }
        line(Att.source(code.insn()));
      }
      case Item.Data data -> line(directive(data.width()) + '\t' + list(data.values()));
      case Item.Leb leb -> line((leb.signed() ? ".sleb128\t" : ".uleb128\t") + leb.value());
      case Item.Bytes bytes -> bytes(bytes.bytes());
      case Item.Space space ->
          line(
              space.fill() == 0
                  ? ".zero\t" + space.count()
                  : ".skip\t" + space.count() + "," + space.fill());
      case Item.Fill fill -> {
        if (fill.width() == 1) {
          line(".skip\t" + fill.count() + "," + fill.value());
        } else {
          line(".fill\t" + fill.count() + "," + fill.width() + "," + fill.value());
        }
      }
      case Item.Align align -> {
        Item.Pattern pattern = align.fill();
        String fill = pattern != null ? "," + pattern.value() : align.max() > 0 ? "," : "";
        String suffix = pattern == null ? "" : List.of("", "", "w", "", "l").get(pattern.width());
        line(
            ".p2align"
                + suffix
                + "\t"
                + Integer.numberOfTrailingZeros(align.bytes())
                + fill
                + (align.max() > 0 ? "," + align.max() : ""));
      }
      case Item.Org org ->
          line(".org\t" + org.target() + (org.fill() == 0 ? "" : "," + org.fill()));
      case Cfi cfi -> cfi(cfi);
    }
  }

  /**
   * Prints a symbol's attributes once: at the symbol's definition, or else at the end of the file.
   */
  private void describe(AsmSymbol s) {
    if (!described.add(s)) {
      return;
    }
    String n = name(s.name());
    if (s.global) {
      line(".globl\t" + n);
    }
    if (s.weak) {
      line(".weak\t" + n);
    }
    if (s.visibility != AsmSymbol.Visibility.DEFAULT) {
      line(s.visibility.directive() + "\t" + n);
    }
    switch (s.type) {
      case NOTYPE -> {}
      case OBJECT -> line(".type\t" + n + ", @object");
      case FUNC -> line(".type\t" + n + ", @function");
      case TLS -> line(".type\t" + n + ", @tls_object");
      case IFUNC -> line(".type\t" + n + ", @gnu_indirect_function");
    }
  }

  private void loc(Loc next) {
    if (next == null
        || next.line() <= 0
        || loc != null
            && loc.line() == next.line()
            && loc.column() == next.column()
            && loc.file().equals(next.file())) {
      return;
    }
    loc = next;
    Integer number = sourceNumbers.get(next.file());
    if (number == null) {
      number = sourceNumbers.size() + 1;
      sourceNumbers.put(next.file(), number);
      line(".file " + number + " " + quote(next.file()));
    }
    line(".loc " + number + " " + next.line() + " " + next.column());
  }

  private static String directive(int width) {
    return switch (width) {
      case 1 -> ".byte";
      case 2 -> ".value";
      case 4 -> ".long";
      case 8 -> ".quad";
      default -> throw new IllegalArgumentException("width " + width);
    };
  }

  private static String list(List<RelocatableExpr> values) {
    return values.stream().map(RelocatableExpr::toString).collect(Collectors.joining(", "));
  }

  private void bytes(byte[] b) {
    boolean text = b.length > 0;
    for (int i = 0; i < b.length && text; i++) {
      text =
          b[i] >= 0x20 && b[i] < 0x7f
              || b[i] == '\n'
              || b[i] == '\t'
              || b[i] == 0 && i == b.length - 1;
    }
    if (text && b.length > 1) {
      boolean terminated = b[b.length - 1] == 0;
      String s = new String(b, 0, b.length - (terminated ? 1 : 0), StandardCharsets.ISO_8859_1);
      line((terminated ? ".string\t" : ".ascii\t") + quote(s));
      return;
    }
    for (int i = 0; i < b.length; i += 16) {
      StringBuilder row = new StringBuilder(".byte\t");
      for (int j = i; j < Math.min(b.length, i + 16); j++) {
        row.append(j == i ? "" : ",").append(b[j] & 0xff);
      }
      line(row.toString());
    }
  }

  private void cfi(Cfi c) {
    String name = c.kind().directive();
    switch (c.kind()) {
      case STARTPROC, ENDPROC, REMEMBER_STATE, RESTORE_STATE, SIGNAL_FRAME -> line(name);
      case STARTPROC_SIMPLE -> line(name);
      case DEF_CFA, OFFSET, REL_OFFSET, VAL_OFFSET, REGISTER ->
          line(name + " " + c.register() + ", " + c.offset());
      case DEF_CFA_OFFSET, ADJUST_CFA_OFFSET -> line(name + " " + c.offset());
      case DEF_CFA_REGISTER, RESTORE, SAME_VALUE, UNDEFINED, RETURN_COLUMN ->
          line(name + " " + c.register());
      case ESCAPE -> line(name + " " + list(c.bytes()));
      case PERSONALITY, LSDA -> line(name + " " + c.offset() + ", " + c.symbol());
    }
  }

  /** A string literal in the syntax of GNU as. */
  static String quote(String s) {
    StringBuilder q = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      switch (c) {
        case '\n' -> q.append("\\n");
        case '\t' -> q.append("\\t");
        case '"', '\\' -> q.append('\\').append(c);
        default -> q.append(c);
      }
    }
    return q.append('"').toString();
  }

  /**
   * A symbol's name in assembler syntax: quoted if it has characters that unquoted names cannot
   * have.
   */
  static String name(String symbol) {
    if (symbol.startsWith("(") || symbol.startsWith("-")) {
      return symbol;
    }
    for (int i = 0; i < symbol.length(); i++) {
      char c = symbol.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 127;
      if (!letter && c != '_' && c != '.' && c != '$' && c != '@' && (c < '0' || c > '9')) {
        return '"' + symbol.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      }
    }
    return symbol;
  }
}
