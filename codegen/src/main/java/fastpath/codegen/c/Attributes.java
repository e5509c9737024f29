package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What {@code __attribute__} and specifiers say of a declaration. */
final class Attributes {
  /** Attributes without a value. */
  enum Flag {
    ALWAYS_INLINE,
    NOINLINE,
    COLD,
    NORETURN,
    WEAK,
    USED,
    PACKED,
    NAKED,
    GNU_INLINE
  }

  final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
  String section;
  String alias;

  /** Message of attribute error: calling the function is an error if the call survives. */
  String error;

  /** Bytes, or 0 when not said. */
  int align;

  /** Alignment in bytes that a typedef gives its type, in place of the type's own; or 0. */
  int typeAlign;

  /** Called with a variable's address where its scope is left; null without. */
  Expr.Var cleanup;

  /** Sections that get a pointer to the function, for constructors and destructors. */
  final Set<String> startup = new LinkedHashSet<>();

  Token place;

  void add(Attributes other) {
    flags.addAll(other.flags);
    section = other.section != null ? other.section : section;
    alias = other.alias != null ? other.alias : alias;
    cleanup = other.cleanup != null ? other.cleanup : cleanup;
    startup.addAll(other.startup);
    error = other.error != null ? other.error : error;
    align = Math.max(align, other.align);
    typeAlign = Math.max(typeAlign, other.typeAlign);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
