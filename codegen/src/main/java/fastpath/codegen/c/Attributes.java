package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The attributes and specifiers of a declaration. */
final class Attributes {
  /** The attributes that take no argument. */
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
    FALLTHROUGH,
    NODISCARD,
    WARN_UNUSED_RESULT,
    TRANSPARENT_UNION
  }

  final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
  String section;
  String alias;

  /** The symbol's visibility, or null. */
  String visibility;

  /**
   * The message of attribute error, or null. A call of the function is an error if it survives
   * optimization.
   */
  String error;

  /** The message of attribute warning, which a call that survives optimization shows, or null. */
  String warning;

  /** How the function reads a format string and the arguments after it, or null. */
  FormatCheck.Format format;

  /** Alignment in bytes, or 0 if the declaration has none. */
  int align;

  /**
   * The alignment in bytes that a typedef gives its type in place of the type's own; 0 if the
   * typedef gives none.
   */
  int typeAlign;

  /** The signed type that attribute mode gives a signed integer type; null if there is none. */
  IntKind mode;

  /**
   * The function of attribute cleanup, which is called with the variable's address at the end of
   * its scope; null if there is none.
   */
  Expr.Var cleanup;

  /**
   * Sections to which a pointer to the function is added, for attributes constructor and
   * destructor.
   */
  final Set<String> startup = new LinkedHashSet<>();

  /** The honoured attributes by name, each with its first place in the source. */
  private final Map<String, Token> honoured = new LinkedHashMap<>();

  void add(Attributes other) {
    other.honoured.forEach(honoured::putIfAbsent);
    flags.addAll(other.flags);
    section = other.section != null ? other.section : section;
    alias = other.alias != null ? other.alias : alias;
    visibility = other.visibility != null ? other.visibility : visibility;
    cleanup = other.cleanup != null ? other.cleanup : cleanup;
    startup.addAll(other.startup);
    error = other.error != null ? other.error : error;
    warning = other.warning != null ? other.warning : warning;
    format = other.format != null ? other.format : format;
    mode = other.mode != null ? other.mode : mode;
    align = Math.max(align, other.align);
    typeAlign = Math.max(typeAlign, other.typeAlign);
  }

  /** Notes that an honoured attribute was read. */
  void read(String name, Token at) {
    honoured.putIfAbsent(name, at);
  }

  /** Throws for the first attribute that has no meaning for what it belongs to. */
  void check(AttributePlace belongsTo) {
    honoured.forEach((name, at) -> {
      if (!belongsTo.takes(name)) {
        throw at.error("attribute '%s' does not apply to %s".formatted(name, belongsTo));
      }
    });
  }

  /**
   * Checks the attributes of something with a type whose alignment they cannot change: an alignment
   * that the type has anyway is taken.
   */
  void check(AttributePlace belongsTo, CType type) {
    if (align <= Math.max(type.align(), 1)) {
      honoured.remove("aligned");
    }
    check(belongsTo);
  }

  /** Returns a declared type with the size that attribute mode asks for. */
  CType inMode(CType type) {
    if (mode == null || type.isPointer() && mode.size == type.size()) {
      return type;
    }
    if (!(type instanceof CType.Int i)) {
      throw honoured.get("mode").error("mode applied to inappropriate type '" + type + "'");
    }
    return new CType.Int(i.isSigned() ? mode : mode.unsigned(), i.quals());
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
