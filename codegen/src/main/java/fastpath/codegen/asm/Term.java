package fastpath.codegen.asm;

/** An assembler expression as written, before it is reduced to an {@link RelocatableExpr}. */
public sealed interface Term {
  record Number(long value) implements Term {}

  record Name(String name) implements Term {}

  record Unary(char operator, Term operand) implements Term {}

  record Binary(String operator, Term left, Term right) implements Term {}
}
