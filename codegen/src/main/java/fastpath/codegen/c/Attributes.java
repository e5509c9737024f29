package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The attributes and specifiers of a declaration. */
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

  /** Message of attribute error. A call of the function is an error if it survives optimization. */
  String error;

  /** Alignment in bytes, or 0 if the declaration has none. */
  int align;

  /**
   * Alignment in bytes that a typedef gives its type in place of the type's own; 0 if it gives
   * none.
   */
  int typeAlign;

  /**
   * Function of attribute cleanup, called with the variable's address where its scope is left; null
   * if there is none.
   */
  Expr.Var cleanup;

  /** Sections that hold a pointer to the function: those of constructors and destructors. */
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
