package fastpath.codegen.asm;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Parses the {@code .cfi_} directives. */
final class CfiDirectives {
  private static final List<String> NAMES =
      List.of(
          "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15", "rip");

  private final AsmFile file;
  private final Function<String, RelocatableExpr> expr;
  private final ToLongFunction<String> number;

  CfiDirectives(
      AsmFile file, Function<String, RelocatableExpr> expr, ToLongFunction<String> number) {
    this.file = file;
    this.expr = expr;
    this.number = number;
  }

  /** Handles a {@code .cfi_} directive; true if the word is one. */
  boolean apply(String word, String rest, Section section) {
    if (!word.startsWith(".cfi_")) {
      return false;
    }
    if (word.equals(".cfi_sections")) {
      file.ehFrame(rest.contains(".eh_frame"));
      return true;
    }
    section.add(item(word, rest));
    return true;
  }

  private Cfi item(String word, String rest) {
    if (word.equals(".cfi_startproc")) {
      return Cfi.of(rest.equals("simple") ? Cfi.Kind.STARTPROC_SIMPLE : Cfi.Kind.STARTPROC);
    }
    Cfi.Kind kind = Cfi.Kind.of(word);
    if (kind == null) {
      throw new TermParser.Failure("unknown directive '" + word + "'");
    }
    List<String> parts = Strings.list(rest);
    String first = parts.isEmpty() ? "" : parts.get(0);
    String second = parts.size() < 2 ? "" : parts.get(1);
    return switch (kind) {
      case STARTPROC, STARTPROC_SIMPLE, ENDPROC, REMEMBER_STATE, RESTORE_STATE, SIGNAL_FRAME ->
          Cfi.of(kind);
      case DEF_CFA, OFFSET, REL_OFFSET, VAL_OFFSET ->
          Cfi.of(kind, register(first), number.applyAsLong(second));
      case REGISTER -> Cfi.of(kind, register(first), register(second));
      case DEF_CFA_OFFSET, ADJUST_CFA_OFFSET -> Cfi.offset(kind, number.applyAsLong(first));
      case DEF_CFA_REGISTER, RESTORE, SAME_VALUE, UNDEFINED, RETURN_COLUMN ->
          Cfi.of(kind, register(first));
      case ESCAPE -> new Cfi(kind, -1, 0, parts.stream().map(expr).toList(), null);
      case PERSONALITY, LSDA -> {
        long encoding = number.applyAsLong(first);
        // The encoding 0xff means that the pointer is omitted (LSB 10.5.1).
        yield new Cfi(kind, -1, encoding, List.of(), encoding == 0xff ? null : expr.apply(second));
      }
    };
  }

  private int register(String text) {
    int named = NAMES.indexOf(text.startsWith("%") ? text.substring(1) : text);
    return named >= 0 ? named : Math.toIntExact(number.applyAsLong(text));
  }
}
