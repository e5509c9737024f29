package fastpath.codegen.source;

/**
 * A place in the source, and the chain of inlined calls through which the code came to its
 * function. Syntax trees, IR and assembly use the same places, so that DWARF has all that the
 * parser knew.
 *
 * @param file the file's name as given to the compiler or found by an include
 * @param line the line, from 1; 0 for code that belongs to no line
 * @param column the column, from 1; 0 if unknown
 * @param scope the function or inlined copy that contains the place; null at top level
 */
public record Loc(String file, int line, int column, Scope scope) {
  /** Returns the same place in an inlined copy of the function. */
  public Loc within(Scope inner) {
    return new Loc(file, line, column, inner);
  }
}
