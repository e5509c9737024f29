package fastpath.codegen.c;

import java.util.Set;

/** The words that are no identifiers, with GNU's spellings. */
final class Keywords {
  private static final Set<String> ALL =
      Set.of(
          "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
          "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
          "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch",
          "typedef", "union", "unsigned", "void", "volatile", "while", "_Alignas", "_Alignof",
          "_Atomic", "_Bool", "_Complex", "_Generic", "_Noreturn", "_Static_assert",
          "_Thread_local", "asm", "typeof", "__asm__", "__asm", "__typeof__", "__typeof",
          "__auto_type", "__attribute__", "__attribute", "__inline", "__inline__", "__const",
          "__const__", "__volatile__", "__volatile", "__restrict", "__restrict__", "__signed__",
          "__signed", "__extension__", "__alignof__", "__alignof", "__label__", "__int128",
          "__seg_gs", "__seg_fs", "__thread", "__builtin_va_arg");

  private Keywords() {}

  static boolean is(String word) {
    return ALL.contains(word);
  }
}
