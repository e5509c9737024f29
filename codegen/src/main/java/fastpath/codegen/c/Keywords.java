package fastpath.codegen.c;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import fastpath.codegen.pp.Token;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The keywords of C, including GNU's alternative spellings. */
final class Keywords {
  private static final Set<String> C17 =
      Set.of(
          "auto",
          "break",
          "case",
          "char",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extern",
          "float",
          "for",
          "goto",
          "if",
          "inline",
          "int",
          "long",
          "register",
          "restrict",
          "return",
          "short",
          "signed",
          "sizeof",
          "static",
          "struct",
          "switch",
          "typedef",
          "union",
          "unsigned",
          "void",
          "volatile",
          "while",
          "_Alignas",
          "_Alignof",
          "_Atomic",
          "_Bool",
          "_Complex",
          "__complex__",
          "__complex",
          "_Generic",
          "_Noreturn",
          "_Static_assert",
          "_Thread_local",
          "asm",
          "typeof",
          "__asm__",
          "__asm",
          "__typeof__",
          "__typeof",
          "__auto_type",
          "__typeof_unqual__",
          "__typeof_unqual",
          "__attribute__",
          "__attribute",
          "__inline",
          "__inline__",
          "__const",
          "__const__",
          "__volatile__",
          "__volatile",
          "__restrict",
          "__restrict__",
          "__signed__",
          "__signed",
          "__extension__",
          "__alignof__",
          "__alignof",
          "__label__",
          "__int128",
          "__int128_t",
          "__uint128_t",
          "__seg_gs",
          "__seg_fs",
          "__thread",
          "__builtin_va_arg");

  /** The words that C23 makes keywords, each with its spelling in C17. */
  private static final Map<String, String> RESPELLED =
      ImmutableMap.of(
          "alignas", "_Alignas",
          "alignof", "_Alignof",
          "bool", "_Bool",
          "static_assert", "_Static_assert",
          "thread_local", "_Thread_local",
          "typeof_unqual", "__typeof_unqual__");

  private static final Set<String> C23 =
      ImmutableSet.<String>builder()
          .addAll(C17)
          .addAll(RESPELLED.keySet())
          .add("constexpr", "true", "false", "nullptr", "_BitInt")
          .build();

  private final boolean c23;

  Keywords(boolean c23) {
    this.c23 = c23;
  }

  boolean is(String word) {
    return (c23 ? C23 : C17).contains(word);
  }

  /** Returns the keywords that name or begin a type. */
  Stream<String> types() {
    return Stream.of(
        "char",
        "const",
        "enum",
        "int",
        "long",
        "short",
        "signed",
        "struct",
        "union",
        "unsigned",
        "void",
        "volatile",
        "_Bool");
  }

  /** Returns the spelling that a keyword has in C17; any other word is returned as it is. */
  String spelling(String word) {
    return c23 ? RESPELLED.getOrDefault(word, word) : word;
  }

  /** True for a keyword of C23 that has no spelling in C17, such as {@code constexpr}. */
  boolean isNew(String keyword, Token token) {
    return c23 && token.is(keyword);
  }
}
