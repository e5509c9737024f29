package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * The attributes of a symbol that directives set. The symbol's position is not one of its
 * attributes: a label is an item of its section. An instance is mutable while a file is built.
 */
public final class AsmSymbol {
  /** The symbol types of ELF (STT_). */
  public enum Type {
    NOTYPE,
    OBJECT,
    FUNC,
    TLS,
    IFUNC
  }

  /** The symbol visibilities of ELF (STV_). */
  public enum Visibility {
    DEFAULT(0, null),
    INTERNAL(1, ".internal"),
    HIDDEN(2, ".hidden"),
    PROTECTED(3, ".protected");

    private final int number;
    private final String directive;

    Visibility(int number, String directive) {
      this.number = number;
      this.directive = directive;
    }

    /** The visibility's number in ELF. */
    int number() {
      return number;
    }

    /** The directive that sets this visibility; null for DEFAULT, which has none. */
    String directive() {
      return directive;
    }
  }

  private final String name;

  /** True after {@code .globl}: the symbol's binding is global. */
  public boolean global;

  /** True after {@code .weak}: the symbol's binding is weak. */
  public boolean weak;

  /** True after {@code .local}: the symbol's binding is local. */
  public boolean local;

  public Type type = Type.NOTYPE;
  public Visibility visibility = Visibility.DEFAULT;

  /** The size that {@code .size} states; null if none. */
  public RelocatableExpr size;

  /** The place of the {@code .size} in assembler source; null if none. */
  Loc sizeAt;

  /** The place of the symbol's assignment in assembler source; null if none. */
  Loc valueAt;

  /** The term that {@code .set} assigns to the name; null for a label or an undefined symbol. */
  public Term value;

  /**
   * True after {@code .weakref}: a use of this name is a weak reference to the name in {@code
   * value}.
   */
  boolean weakReference;

  /** True if a {@code .weakref} refers to this symbol. */
  boolean weaklyReferred;

  /** True if an item of a section refers to this symbol. */
  boolean mentioned;

  /** The size in bytes of a common symbol ({@code .comm}); -1 if the symbol is not common. */
  public long commonSize = -1;

  public long commonAlign;

  AsmSymbol(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * True if the name is not in the source, but was made for an expression or a number that needs a
   * symbol.
   */
  boolean isExpression() {
    char first = name.isEmpty() ? 0 : name.charAt(0);
    return first == '(' || first == '-' || first >= '0' && first <= '9';
  }

  /** True if the symbol enters the symbol table only if a relocation refers to it. */
  boolean isInternal() {
    return isExpression() || name.startsWith(".L") && !global && !weak;
  }

  /** True if only {@code .weakref} mentions the symbol, so that the symbol may stay undefined. */
  boolean isOnlyReferredToWeakly() {
    return weaklyReferred && !mentioned && !global;
  }

  public AsmSymbol global() {
    global = true;
    return this;
  }

  public AsmSymbol weak() {
    weak = true;
    return this;
  }

  public AsmSymbol local() {
    local = true;
    return this;
  }

  public AsmSymbol type(Type t) {
    type = t;
    return this;
  }

  public AsmSymbol visibility(Visibility v) {
    visibility = v;
    return this;
  }

  public AsmSymbol size(RelocatableExpr bytes) {
    size = bytes;
    return this;
  }
}
