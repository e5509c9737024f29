package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.Set;

/** The meaning of a name: a variable, function, typedef or enumerator. */
public final class Symbol {
  /** Kinds of symbols. */
  public enum Kind {
    LOCAL,
    PARAMETER,
    GLOBAL,
    FUNCTION,
    TYPEDEF,
    ENUMERATOR
  }

  public final String name;
  public final Kind kind;
  public CType type;
  public final Token place;
  final Attributes attributes = new Attributes();

  /** The name for the linker, which differs from {@link #name} for static locals and asm labels. */
  public String link;

  public boolean isStatic;
  public boolean isExtern;
  public boolean isInline;

  /** True if a body or an initializer has been seen. */
  public boolean defined;

  /** True if an expression names the symbol. */
  public boolean used;

  /**
   * True for a tentative definition, which becomes a definition with zeros at the end of the file
   * (6.9.2).
   */
  public boolean tentative;

  /** Place of the name in the function's definition; null for a function that is only declared. */
  public Token definedAt;

  /** For {@code register ... asm("rsp")} the register's name without the percent sign. */
  public String register;

  /** An enumerator's value. */
  public long value;

  /** Initial contents of a variable of static storage. */
  public Initializer initializer;

  Symbol(String name, Kind kind, CType type, Token place) {
    this.name = name;
    this.kind = kind;
    this.type = type;
    this.place = place;
    this.link = name;
  }

  public String section() {
    return attributes.section;
  }

  /**
   * Alignment in bytes: that of the type or that of the declaration. An array of 16 bytes or more
   * has at least 16 (psABI 3.1.2).
   */
  public int align() {
    int asked = Math.max(attributes.align, attributes.typeAlign);
    boolean longArray = type instanceof CType.Array && type.size() >= 16 && asked == 0;
    int natural = attributes.typeAlign > 0 ? attributes.typeAlign : type.align();
    return Math.max(natural, longArray ? 16 : attributes.align);
  }

  /** Alignment in bytes that a typedef gives its type; 0 if it keeps the type's own. */
  int typedefAlign() {
    return attributes.align > 0 ? attributes.align : attributes.typeAlign;
  }

  /** Alignment in bytes that the declaration asks for, or 0. */
  public int askedAlign() {
    return attributes.align;
  }

  /** The target of attribute alias, or null. */
  public String alias() {
    return attributes.alias;
  }

  /** The message of attribute error, or null. */
  public String errorText() {
    return attributes.error;
  }

  /**
   * Sections with pointers to functions that run before or after main; this function is listed in
   * them.
   */
  public Set<String> startupSections() {
    return attributes.startup;
  }

  public boolean isWeak() {
    return attributes.has(Attributes.Flag.WEAK);
  }

  public boolean isNoreturn() {
    return attributes.has(Attributes.Flag.NORETURN);
  }

  public boolean isCold() {
    return attributes.has(Attributes.Flag.COLD);
  }

  public boolean isUsed() {
    return attributes.has(Attributes.Flag.USED) || !attributes.startup.isEmpty();
  }

  public boolean isAlwaysInline() {
    return attributes.has(Attributes.Flag.ALWAYS_INLINE);
  }

  public boolean isNoinline() {
    return attributes.has(Attributes.Flag.NOINLINE);
  }

  public boolean isGnuInline() {
    return attributes.has(Attributes.Flag.GNU_INLINE);
  }

  public boolean isNaked() {
    return attributes.has(Attributes.Flag.NAKED);
  }

  public boolean isFunction() {
    return kind == Kind.FUNCTION;
  }

  @Override
  public String toString() {
    return name;
  }
}
