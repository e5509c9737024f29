package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.Set;

/** A variable, function, typedef or enumerator that a name denotes. */
public final class Symbol {
  /** The kinds of symbols. */
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

  /**
   * The name in the object file, which differs from {@link #name} for static locals and asm labels.
   */
  public String link;

  public boolean isStatic;
  public boolean isExtern;
  public boolean isInline;

  /** True if the symbol has been defined by a body or an initializer. */
  public boolean defined;

  /** True for a variable of storage class {@code register}, which has no address. */
  boolean isRegister;

  /** True if an error has hidden the symbol's type, so that its uses are not checked. */
  boolean isDoubtful;

  /** True if an expression refers to the symbol. */
  public boolean used;

  /**
   * True for a tentative definition, which becomes a definition with zeros at the end of the file
   * (6.9.2).
   */
  public boolean tentative;

  /**
   * The place of the name in the function's definition; null for a function that is only declared.
   */
  public Token definedAt;

  /**
   * The register of a variable {@code register ... asm("rsp")}, without the percent sign; null for
   * other symbols.
   */
  public String register;

  /** For the address of a label: the function that contains the label. Null for other symbols. */
  public Symbol labelOf;

  /** An enumerator's value. */
  public long value;

  /** The initial contents of a variable with static storage duration. */
  public Initializer initializer;

  /** The contents of an object that is {@code constexpr}; null for other symbols. */
  Initializer constant;

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
   * The alignment in bytes: the type's or the one that the declaration asks for. An array of 16
   * bytes or more has an alignment of at least 16 (psABI 3.1.2).
   */
  public int align() {
    int asked = Math.max(attributes.align, attributes.typeAlign);
    boolean longArray = type instanceof CType.Array && type.size() >= 16 && asked == 0;
    int natural = attributes.typeAlign > 0 ? attributes.typeAlign : type.align();
    return Math.max(natural, longArray ? 16 : attributes.align);
  }

  /** The alignment in bytes that a typedef gives its type; 0 if it keeps the type's own. */
  int typedefAlign() {
    return attributes.align > 0 ? attributes.align : attributes.typeAlign;
  }

  /** The alignment in bytes that the declaration asks for, or 0. */
  public int askedAlign() {
    return attributes.align;
  }

  /** The argument of attribute visibility, or null. */
  public String visibility() {
    return attributes.visibility;
  }

  /** The target of attribute alias, or null. */
  public String alias() {
    return attributes.alias;
  }

  /** The message of attribute error, or null. */
  public String errorText() {
    return attributes.error;
  }

  /** The message of attribute warning, or null. */
  public String warningText() {
    return attributes.warning;
  }

  /**
   * The sections of pointers to functions that run before or after main, in which this function is
   * listed.
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
