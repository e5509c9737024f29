package fastpath.codegen.pp;

import java.util.List;

/** The macros that another compiler predefines. An instance is immutable. */
public final class PredefinedMacros {
  final List<Macro> macros;

  private PredefinedMacros(List<Macro> macros) {
    this.macros = macros;
  }

  /** Returns the macros of a list of {@code #define} lines, as {@code gcc -dM -E} prints it. */
  public static PredefinedMacros of(String defines) {
    return new PredefinedMacros(Predefined.parse(defines));
  }
}
