package fastpath.codegen.asm;

import java.util.ArrayList;
import java.util.List;

/** Parses the directives that set attributes of symbols. */
final class SymbolDirectives {
  private final AsmFile file;
  private final Directives directives;

  SymbolDirectives(AsmFile file, Directives directives) {
    this.file = file;
    this.directives = directives;
  }

  /** Handles a directive about symbols; true if the word is such a directive. */
  boolean apply(String word, String rest) {
    switch (word) {
      case ".globl", ".global" -> names(rest).forEach(s -> s.global = true);
      case ".weak" -> names(rest).forEach(s -> s.weak = true);
      case ".local" -> names(rest).forEach(s -> s.local = true);
      case ".hidden" -> names(rest).forEach(s -> s.visibility = AsmSymbol.Visibility.HIDDEN);
      case ".internal" -> names(rest).forEach(s -> s.visibility = AsmSymbol.Visibility.INTERNAL);
      case ".protected" -> names(rest).forEach(s -> s.visibility = AsmSymbol.Visibility.PROTECTED);
      case ".weakref" -> weakReference(Strings.list(rest));
      case ".type" -> type(rest);
      case ".size" -> size(rest);
      case ".comm", ".lcomm" -> common(rest, word.equals(".lcomm"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<AsmSymbol> names(String rest) {
    List<AsmSymbol> out = new ArrayList<>();
    for (String n : Strings.list(rest)) {
      out.add(file.symbol(Strings.name(n)));
    }
    return out;
  }

  private void type(String rest) {
    int end = rest.indexOf(',') >= 0 ? rest.indexOf(',') : rest.indexOf(' ');
    if (end < 0) {
      throw new TermParser.Failure("expected a type");
    }
    AsmSymbol s = file.symbol(Strings.name(rest.substring(0, end)));
    String type = rest.substring(end + 1).strip().replaceFirst("^[@%\"]", "").replace("\"", "");
    s.type =
        switch (type) {
          case "function", "STT_FUNC" -> AsmSymbol.Type.FUNC;
          case "object", "STT_OBJECT", "common", "gnu_unique_object" -> AsmSymbol.Type.OBJECT;
          case "tls_object", "STT_TLS" -> AsmSymbol.Type.TLS;
          case "gnu_indirect_function", "STT_GNU_IFUNC" -> AsmSymbol.Type.IFUNC;
          case "notype", "STT_NOTYPE" -> AsmSymbol.Type.NOTYPE;
          default -> throw new TermParser.Failure("unknown symbol type '" + type + "'");
        };
  }

  private void weakReference(List<String> parts) {
    AsmSymbol alias = file.symbol(Strings.name(Strings.part(parts, 0)));
    String target = Strings.name(Strings.part(parts, 1));
    if (file.hasLabel(alias.name()) || alias.value != null && !alias.weakReference) {
      throw new TermParser.Failure("symbol '" + alias.name() + "' is already defined");
    }
    alias.valueAt = file.at();
    alias.value = new Term.Name(target);
    alias.weakReference = true;
    file.symbol(target).weaklyReferred = true;
  }

  private void size(String rest) {
    int comma = rest.indexOf(',');
    if (comma < 0) {
      throw new TermParser.Failure("expected a comma after the name");
    }
    AsmSymbol s = file.symbol(Strings.name(rest.substring(0, comma)));
    s.size = directives.absolute(directives.expr(rest.substring(comma + 1)));
    s.sizeAt = file.at();
  }

  private void common(String rest, boolean local) {
    List<String> parts = Strings.list(rest);
    AsmSymbol s = file.symbol(Strings.name(Strings.part(parts, 0)));
    long size = directives.number(Strings.part(parts, 1));
    long align = parts.size() > 2 ? directives.number(parts.get(2)) : 0;
    if (align == 0) {
      align =
          local
              ? Math.min(8, Long.highestOneBit(Math.max(1, size)))
              : Math.min(16, Long.highestOneBit(Math.max(1, size)));
    }
    if (size < 0 || align < 0 || align > 1 << 30 || Long.bitCount(align) != 1) {
      throw new TermParser.Failure("common symbol of " + size + " bytes, alignment " + align);
    }
    s.local |= local;
    file.common(s.name(), size, align);
  }
}
