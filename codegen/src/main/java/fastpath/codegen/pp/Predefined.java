package fastpath.codegen.pp;

import fastpath.codegen.pp.Macro.Builtin;
import fastpath.codegen.source.ResourceText;
import fastpath.codegen.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The predefined macros, and the freestanding headers that the compiler includes. */
final class Predefined {
  private static final Set<String> HEADERS =
      Set.of(
          "stdbool.h",
          "stddef.h",
          "stdint.h",
          "limits.h",
          "stdarg.h",
          "stdalign.h",
          "stdatomic.h",
          "stdckdint.h",
          "stdnoreturn.h",
          "iso646.h");

  /** The predefined macros, lexed once per JVM; immutable. */
  private static final List<Macro> MACROS =
      parse(ResourceText.of(Predefined.class, "predefined.h"));

  private Predefined() {}

  /** Returns the macros of a text that consists of {@code #define} lines. */
  static List<Macro> parse(String defines) {
    Token[] tokens = Lexer.lex("<built-in>", defines, false).toArray(new Token[0]);
    List<Macro> out = new ArrayList<>();
    for (int at = 0; at < tokens.length; ) {
      int end = at + 1;
      while (end < tokens.length && !tokens[end].bol) {
        end++;
      }
      out.add(Macro.parse(tokens, at + 2, end));
      at = end;
    }
    return List.copyOf(out);
  }

  /** Defines what our compiler predefines. */
  static void define(Map<String, Macro> macros, boolean assembly) {
    define(macros, MACROS, assembly);
  }

  /** Defines the given macros, and those that the preprocessor itself computes. */
  static void define(Map<String, Macro> macros, List<Macro> predefined, boolean assembly) {
    for (Macro macro : predefined) {
      macros.put(macro.name(), macro);
    }
    builtin(macros, "__FILE__", Builtin.FILE);
    builtin(macros, "__FILE_NAME__", Builtin.FILE);
    builtin(macros, "__BASE_FILE__", Builtin.BASE_FILE);
    builtin(macros, "__LINE__", Builtin.LINE);
    builtin(macros, "__COUNTER__", Builtin.COUNTER);
    builtin(macros, "__INCLUDE_LEVEL__", Builtin.INCLUDE_LEVEL);
    builtin(macros, "__has_attribute", Builtin.HAS_ATTRIBUTE);
    builtin(macros, "__has_c_attribute", Builtin.HAS_ATTRIBUTE);
    builtin(macros, "__has_builtin", Builtin.HAS_BUILTIN);
    builtin(macros, "__has_include", Builtin.HAS_INCLUDE);
    builtin(macros, "__has_embed", Builtin.HAS_EMBED);
    builtin(macros, "_Pragma", Builtin.PRAGMA);
    if (assembly) {
      Token[] one = Lexer.lex("<built-in>", "__ASSEMBLER__ 1", true).toArray(new Token[0]);
      macros.put("__ASSEMBLER__", Macro.parse(one, 0, 2));
    }
  }

  private static void builtin(Map<String, Macro> macros, String name, Builtin builtin) {
    macros.put(name, Macro.builtin(name, builtin));
  }

  static Optional<Source> header(String path) {
    return HEADERS.contains(path)
        ? Optional.of(
            new Source("<" + path + ">", ResourceText.of(Predefined.class, "include/" + path)))
        : Optional.empty();
  }
}
