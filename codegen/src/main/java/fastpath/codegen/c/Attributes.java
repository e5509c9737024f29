package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.EnumSet;

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
    GNU_INLINE,
    TRANSPARENT_UNION
  }

  final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
  String section;
  String alias;

  /** Message of attribute error: calling the function is an error if the call survives. */
  String error;

  /** Bytes, or 0 when not said. */
  int align;

  Token place;

  void add(Attributes other) {
    flags.addAll(other.flags);
    section = other.section != null ? other.section : section;
    alias = other.alias != null ? other.alias : alias;
    error = other.error != null ? other.error : error;
    align = Math.max(align, other.align);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
