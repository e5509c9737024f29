package fastpath.codegen.asm;

import fastpath.codegen.asm.AsmContext.Sections;
import fastpath.codegen.source.Loc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Parses the directives that choose a section or give a symbol a value. Other directives are
 * delegated to the classes {@code ContentDirectives}, {@code SymbolDirectives}, {@code
 * CfiDirectives} and {@code LocationDirectives}.
 */
final class Directives {
  private static final int MOST_SUBSECTIONS = 8192;

  private final AsmFile file;
  private final AsmContext context;
  private final Function<String, Term> terms;
  private final ContentDirectives contents;
  private final CfiDirectives cfi;
  private final SymbolDirectives symbols;
  private final LocationDirectives places;
  private Sections sections;

  Directives(AsmFile file, Function<String, Term> terms, Section start) {
    this.file = file;
    this.terms = terms;
    context = file.context();
    sections = new Sections(start, start);
    contents = new ContentDirectives(this);
    cfi = new CfiDirectives(file, this::expr, this::number);
    symbols = new SymbolDirectives(file, this);
    places = new LocationDirectives(file, this::number);
  }

  Section section() {
    return sections.current();
  }

  /** The source place that the last .loc set, or null. */
  Loc loc() {
    return places.loc();
  }

  void apply(String word, String rest) {
    switch (word) {
      case ".text", ".data", ".bss" -> change(subsection(file.section(word), rest));
      case ".subsection" -> change(subsection(section(), rest));
      case ".section" -> change(named(Strings.list(rest)));
      case ".pushsection" -> {
        context.pushed.push(sections);
        change(pushed(Strings.list(rest)));
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
          throw new TermParser.Failure(
              rest.isEmpty() ? ".err encountered" : AsmMacro.unquote(rest));
      case ".code64",
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
          ".nolist",
          ".extern",
          ".noaltmacro" -> {}
      case ".att_syntax" -> {
        if (rest.equals("noprefix")) {
          throw new TermParser.Failure("registers without % are not supported: write " + word);
        }
      }
      default -> {
        if (!contents.apply(word, rest)
            && !symbols.apply(word, rest)
            && !cfi.apply(word, rest, section())) {
          throw LeftOutDirectives.refusal(word);
        }
      }
    }
  }

  private Section subsection(Section section, String numberText) {
    long n = numberText.isEmpty() ? 0 : number(numberText);
    if (n < 0 || n > MOST_SUBSECTIONS) {
      throw new TermParser.Failure(
          "subsection number %d is not from 0 to %d".formatted(n, MOST_SUBSECTIONS));
    }
    return section.subsection((int) n);
  }

  private void change(Section next) {
    sections = new Sections(next, sections.current());
  }

  /** The section that {@code .pushsection} names; the second operand may be a subsection. */
  private Section pushed(List<String> parts) {
    boolean numbered = parts.size() > 1 && !parts.get(1).startsWith("\"");
    if (!numbered) {
      return named(parts);
    }
    List<String> others = new ArrayList<>(parts);
    String number = others.remove(1);
    return subsection(named(others), number);
  }

  /** The section of a list of the form: name, "flags", @type, entsize, group, linkage. */
  private Section named(List<String> parts) {
    String name = Strings.name(Strings.part(parts, 0));
    String flags = null;
    String type = null;
    int entsize = 0;
    int next = 1;
    if (parts.size() > next && parts.get(next).startsWith("\"")) {
      flags = AsmMacro.unquote(parts.get(next++));
    }
    if (parts.size() > next
        && (parts.get(next).startsWith("@") || parts.get(next).startsWith("%"))) {
      type = parts.get(next++).substring(1);
    }
    if (parts.size() > next && flags != null && flags.indexOf('M') >= 0) {
      entsize = (int) number(parts.get(next++));
    }
    if (flags != null && flags.indexOf('?') >= 0) {
      Section.Group same = section().group();
      flags = flags.replace("?", same == null ? "" : "G");
      return file.section(name, flags, type, entsize, same);
    }
    if (flags == null || flags.indexOf('G') < 0) {
      return file.section(name, flags, type, entsize);
    }
    String signature = Strings.name(Strings.part(parts, next++));
    Section.Group group = new Section.Group(signature, Strings.part(parts, next).equals("comdat"));
    return file.section(name, flags, type, entsize, group);
  }

  /**
   * Parses {@code .set} or an assignment to a name. The assignment {@code . = x} means {@code .org
   * x}.
   */
  void assign(String nameText, String valueText) {
    String name = Strings.name(nameText);
    if (name.equals(RelocatableExpr.HERE)) {
      contents.apply(".org", valueText);
      return;
    }
    AsmSymbol s = file.symbol(name);
    s.valueAt = file.at();
    Term value = anchored(terms.apply(valueText));
    RelocatableExpr linear = Terms.linear(value);
    s.value = linear != null && linear.isConstant() ? new Term.Number(linear.addend()) : value;
  }

  boolean isDefined(String name) {
    AsmSymbol s = file.knownSymbol(Strings.name(name));
    return s != null && (s.value != null || s.commonSize >= 0 || file.hasLabel(s.name()));
  }

  /**
   * Returns the number that a term stands for; the distance of two labels that precede it may be a
   * number already.
   */
  long number(String text) {
    Term t = terms.apply(text);
    RelocatableExpr linear = Terms.linear(t);
    if (linear != null && linear.isConstant()) {
      return linear.addend();
    }
    OptionalLong known = file.distances().number(anchored(t));
    if (known.isEmpty()) {
      throw new TermParser.Failure("not a constant: '" + text + "'");
    }
    return known.getAsLong();
  }

  RelocatableExpr expr(String text) {
    Term t = terms.apply(text);
    RelocatableExpr linear = Terms.linear(t);
    return linear != null ? linear : file.reduce(anchored(t));
  }

  /** Replaces "." by a label at this place, if the expression is resolved at another place. */
  RelocatableExpr absolute(RelocatableExpr e) {
    if (!RelocatableExpr.HERE.equals(e.add()) && !RelocatableExpr.HERE.equals(e.sub())) {
      return e;
    }
    String here = here();
    return new RelocatableExpr(
        RelocatableExpr.HERE.equals(e.add()) ? here : e.add(),
        RelocatableExpr.HERE.equals(e.sub()) ? here : e.sub(),
        e.addend());
  }

  private String here() {
    String label = file.uniqueLabel("here");
    section().add(new Item.Label(label));
    return label;
  }

  /** Returns the term with every "." replaced by a new label at this place. */
  Term anchored(Term t) {
    return mentionsHere(t) ? rename(t, here()) : t;
  }

  private static boolean mentionsHere(Term t) {
    return switch (t) {
      case Term.Number n -> false;
      case Term.Name n -> n.name().equals(RelocatableExpr.HERE);
      case Term.Unary u -> mentionsHere(u.operand());
      case Term.Binary b -> mentionsHere(b.left()) || mentionsHere(b.right());
    };
  }

  private static Term rename(Term t, String here) {
    return switch (t) {
      case Term.Number n -> n;
      case Term.Name n -> n.name().equals(RelocatableExpr.HERE) ? new Term.Name(here) : n;
      case Term.Unary u -> new Term.Unary(u.operator(), rename(u.operand(), here));
      case Term.Binary b ->
          new Term.Binary(b.operator(), rename(b.left(), here), rename(b.right(), here));
    };
  }

  /**
   * Returns the term with each symbol that is a number now replaced by that number, because the
   * symbol may change later.
   */
  Term known(Term t) {
    return switch (t) {
      case Term.Number n -> n;
      case Term.Name n -> {
        AsmSymbol s = file.knownSymbol(n.name());
        yield s != null && s.value instanceof Term.Number v ? v : n;
      }
      case Term.Unary u -> new Term.Unary(u.operator(), known(u.operand()));
      case Term.Binary b -> new Term.Binary(b.operator(), known(b.left()), known(b.right()));
    };
  }
}
