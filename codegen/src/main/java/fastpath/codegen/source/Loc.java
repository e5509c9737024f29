package fastpath.codegen.source;

/**
 * A place in the source, and the inlined calls through which code came from there. Syntax trees, IR
 * and assembly share these places, so that DWARF has what the parser knew.
 *
 * @param file the name of the file as the compiler was given it or found it
 * @param line 1-based; 0 for code that belongs to no line
 * @param column 1-based; 0 when unknown
 * @param scope the function (or inlined copy of it) that the place is in; null at top level
 */
public record Loc(String file, int line, int column, Scope scope) {
  /** The same place in one inlined instance of a function. */
  public Loc within(Scope inner) {
    return new Loc(file, line, column, inner);
  }
}
