package fastpath.codegen.asm;

import fastpath.codegen.Loc;
import fastpath.codegen.asm.AsmContext.Sections;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Directives that put something in a section or choose one; others by the classes beside this. */
final class Directives {
  private final AsmFile file;
  private final AsmContext context;
  private final Function<String, Term> terms;
  private final CfiDirectives cfi;
  private final SymbolDirectives symbols;
  private final PlaceDirectives places;
  private Sections sections;

  Directives(AsmFile file, Function<String, Term> terms, Section start) {
    this.file = file;
    this.terms = terms;
    context = file.context();
    sections = new Sections(start, start);
    cfi = new CfiDirectives(file, this::expr, this::number);
    symbols = new SymbolDirectives(file, this);
    places = new PlaceDirectives(file, this::number);
  }

  Section section() {
    return sections.current();
  }

  /** The last .loc, or null. */
  Loc loc() {
    return places.loc();
  }

  void apply(String word, String rest) {
    switch (word) {
      case ".byte", ".dc.b" -> data(1, rest);
      case ".word", ".short", ".value", ".hword", ".2byte" -> data(2, rest);
      case ".long", ".int", ".4byte", ".dc.l" -> data(4, rest);
      case ".quad", ".8byte" -> data(8, rest);
      case ".uleb128", ".sleb128" -> leb(word.equals(".sleb128"), rest);
      case ".ascii" -> strings(rest, false);
      case ".asciz", ".string", ".string8" -> strings(rest, true);
      case ".zero", ".skip", ".space" -> skip(rest);
      case ".fill" -> fill(rest);
      case ".align", ".balign" -> align(rest, false);
      case ".p2align" -> align(rest, true);
      case ".org" -> org(rest);
      case ".text", ".data", ".bss" -> plain(word, rest);
      case ".section" -> change(named(rest));
      case ".pushsection" -> {
        context.pushed.push(sections);
        change(named(rest));
      }
      case ".popsection" -> {
        if (context.pushed.isEmpty()) {
          throw new TermParser.Failure(".popsection without corresponding .pushsection");
        }
        sections = context.pushed.pop();
      }
      case ".previous" -> sections = new Sections(sections.previous(), sections.current());
      case ".set", ".equ", ".equiv" -> {
        int comma = rest.indexOf(',');
        if (comma < 0) {
          throw new TermParser.Failure("expected a comma after the name");
        }
        assign(rest.substring(0, comma), rest.substring(comma + 1));
      }
      case ".file" -> places.source(rest);
      case ".loc" -> places.place(rest);
      case ".ident" -> file.ident(new String(Strings.literal(rest), StandardCharsets.UTF_8));
      case ".error", ".err" ->
          throw new TermParser.Failure(rest.isEmpty() ? ".err encountered" : Macro.unquote(rest));
      case ".code64",
          ".att_syntax",
          ".arch",
          ".warning",
          ".print",
          ".line",
          ".ln",
          ".loc_mark_labels",
          ".addrsig",
          ".addrsig_sym",
          ".title",
          ".sbttl",
          ".list",
          ".nolist" -> {}
      case ".incbin" ->
          throw new TermParser.Failure(
              ".incbin is not supported: write the file's bytes with .byte or .ascii");
      default -> {
        if (!symbols.apply(word, rest) && !cfi.apply(word, rest, section())) {
          throw new TermParser.Failure("unknown directive '" + word + "'");
        }
      }
    }
  }

  private void data(int width, String rest) {
    List<Expr> values = new ArrayList<>();
    for (String s : Strings.list(rest)) {
      values.add(expr(s));
    }
    if (!values.isEmpty()) {
      section().add(new Item.Data(width, List.copyOf(values)));
    }
  }

  private void leb(boolean signed, String rest) {
    for (String s : Strings.list(rest)) {
      section().add(new Item.Leb(signed, expr(s)));
    }
  }

  private void strings(String rest, boolean terminated) {
    for (String s : Strings.list(rest)) {
      byte[] text = Strings.literal(s);
      section().add(new Item.Bytes(terminated ? Arrays.copyOf(text, text.length + 1) : text));
    }
  }

  private void skip(String rest) {
    List<String> parts = Strings.list(rest);
    Expr count = expr(part(parts, 0));
    long fill = parts.size() > 1 ? number(parts.get(1)) : 0;
    if (count.isConstant()) {
      section().add(new Item.Space(count.addend(), (int) fill));
    } else {
      section().add(new Item.Fill(absolute(count), 1, fill));
    }
  }

  private void fill(String rest) {
    List<String> parts = Strings.list(rest);
    long width = parts.size() > 1 ? number(parts.get(1)) : 1;
    if (width < 0) {
      throw new TermParser.Failure("negative size: " + width);
    }
    long value = parts.size() > 2 ? number(parts.get(2)) : 0;
    // GNU as takes values from at most 4 bytes and fills larger sizes up with zeros.
    long kept = width > 4 ? value & 0xffffffffL : value;
    section().add(new Item.Fill(absolute(expr(part(parts, 0))), (int) Math.min(8, width), kept));
  }

  private void align(String rest, boolean power) {
    List<String> parts = Strings.list(rest);
    long n = parts.isEmpty() || parts.getFirst().isEmpty() ? 0 : number(parts.getFirst());
    long bytes = power ? n < 0 || n > 30 ? -1 : 1L << n : Math.max(1, n);
    if (bytes < 0 || bytes > 1 << 30 || Long.bitCount(bytes) != 1) {
      throw new TermParser.Failure("alignment not a power of 2");
    }
    boolean filled = parts.size() > 1 && !parts.get(1).isEmpty();
    int fill = filled ? (int) number(parts.get(1)) & 0xff : -1;
    long max = parts.size() > 2 && !parts.get(2).isEmpty() ? number(parts.get(2)) : 0;
    section().add(new Item.Align((int) bytes, fill, (int) max));
  }

  private void org(String rest) {
    List<String> parts = Strings.list(rest);
    section()
        .add(new Item.Org(expr(part(parts, 0)), parts.size() > 1 ? (int) number(parts.get(1)) : 0));
  }

  private void plain(String name, String rest) {
    if (!rest.isEmpty() && number(rest) != 0) {
      throw new TermParser.Failure("no subsections");
    }
    change(file.section(name));
  }

  private void change(Section next) {
    sections = new Sections(next, sections.current());
  }

  /** name, "flags", @type, entsize. */
  private Section named(String rest) {
    List<String> parts = Strings.list(rest);
    String name = Strings.name(part(parts, 0));
    String flags = null;
    String type = null;
    int entsize = 0;
    int next = 1;
    if (parts.size() > next && parts.get(next).startsWith("\"")) {
      flags = Macro.unquote(parts.get(next++)).replace("?", "");
    }
    if (parts.size() > next
        && (parts.get(next).startsWith("@") || parts.get(next).startsWith("%"))) {
      type = parts.get(next++).substring(1);
    }
    if (parts.size() > next && flags != null && flags.indexOf('M') >= 0) {
      entsize = (int) number(parts.get(next++));
    }
    if (flags == null || flags.indexOf('G') < 0) {
      return file.section(name, flags, type, entsize);
    }
    String signature = Strings.name(part(parts, next++));
    Section.Group group = new Section.Group(signature, part(parts, next).equals("comdat"));
    return file.section(name, flags, type, entsize, group);
  }

  /** {@code .set}; {@code . = x} is .org. */
  void assign(String nameText, String valueText) {
    String name = Strings.name(nameText);
    if (name.equals(Expr.HERE)) {
      org(valueText);
      return;
    }
    Symbol s = file.symbol(name);
    s.valueAt = file.at();
    Term value = anchored(terms.apply(valueText));
    Expr linear = Terms.linear(value);
    s.value = linear != null && linear.isConstant() ? new Term.Number(linear.addend()) : value;
  }

  private static String part(List<String> parts, int i) {
    return i < parts.size() ? parts.get(i) : "";
  }

  boolean isDefined(String name) {
    Symbol s = file.knownSymbol(Strings.name(name));
    return s != null && (s.value != null || s.commonSize >= 0 || file.hasLabel(s.name()));
  }

  long number(String text) {
    Expr e = expr(text);
    if (!e.isConstant()) {
      throw new TermParser.Failure("not a constant: '" + text + "'");
    }
    return e.addend();
  }

  Expr expr(String text) {
    Term t = terms.apply(text);
    Expr linear = Terms.linear(t);
    return linear != null ? linear : file.reduce(anchored(t));
  }

  /** With a label for "." where it is not resolved at the place itself. */
  Expr absolute(Expr e) {
    if (!Expr.HERE.equals(e.add()) && !Expr.HERE.equals(e.sub())) {
      return e;
    }
    String here = here();
    return new Expr(
        Expr.HERE.equals(e.add()) ? here : e.add(),
        Expr.HERE.equals(e.sub()) ? here : e.sub(),
        e.addend());
  }

  private String here() {
    String label = file.uniqueLabel("here");
    section().add(new Item.Label(label));
    return label;
  }

  /** The term with every "." replaced by a label put here. */
  Term anchored(Term t) {
    return mentionsHere(t) ? rename(t, here()) : t;
  }

  private static boolean mentionsHere(Term t) {
    return switch (t) {
      case Term.Number n -> false;
      case Term.Name n -> n.name().equals(Expr.HERE);
      case Term.Unary u -> mentionsHere(u.operand());
      case Term.Binary b -> mentionsHere(b.left()) || mentionsHere(b.right());
    };
  }

  private static Term rename(Term t, String here) {
    return switch (t) {
      case Term.Number n -> n;
      case Term.Name n -> n.name().equals(Expr.HERE) ? new Term.Name(here) : n;
      case Term.Unary u -> new Term.Unary(u.operator(), rename(u.operand(), here));
      case Term.Binary b ->
          new Term.Binary(b.operator(), rename(b.left(), here), rename(b.right(), here));
    };
  }

  /** The term with the values of symbols that are numbers by now, as they may change later. */
  Term known(Term t) {
    return switch (t) {
      case Term.Number n -> n;
      case Term.Name n -> {
        Symbol s = file.knownSymbol(n.name());
        yield s != null && s.value instanceof Term.Number v ? v : n;
      }
      case Term.Unary u -> new Term.Unary(u.operator(), known(u.operand()));
      case Term.Binary b -> new Term.Binary(b.operator(), known(b.left()), known(b.right()));
    };
  }
}
