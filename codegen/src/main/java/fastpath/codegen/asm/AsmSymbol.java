package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * The attributes of a symbol that directives set. Where the symbol is stands in its section. An
 * instance is mutable while a file is built.
 */
public final class AsmSymbol {
  /** STT_ of the ELF symbol. */
  public enum Type {
    NOTYPE,
    OBJECT,
    FUNC,
    TLS,
    IFUNC
  }

  /** STV_ of the ELF symbol. */
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

    /** The number in ELF. */
    int number() {
      return number;
    }

    /** The directive that sets this visibility; null for DEFAULT, which has none. */
    String directive() {
      return directive;
    }
  }

  private final String name;

  /** {@code .globl}. */
  public boolean global;

  /** {@code .weak}. */
  public boolean weak;

  /** {@code .local}. */
  public boolean local;

  public Type type = Type.NOTYPE;
  public Visibility visibility = Visibility.DEFAULT;

  /** {@code .size}; null when not given. */
  public RelocatableExpr size;

  /** Where the size is given in assembler source; null when it is not. */
  Loc sizeAt;

  /** Where the value is given in assembler source; null when it is not. */
  Loc valueAt;

  /** {@code .set}: what the name stands for; null for a label or an undefined symbol. */
  public Term value;

  /** {@code .weakref}: the name in {@code value} is referred to, weakly, in place of this one. */
  boolean weakReference;

  /** True if a {@code .weakref} refers to this symbol. */
  boolean weaklyReferred;

  /** True if an item of a section refers to this symbol. */
  boolean mentioned;

  /** {@code .comm}: bytes to allocate, -1 when it is not a common symbol. */
  public long commonSize = -1;

  public long commonAlign;

  AsmSymbol(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * True if this is not a name of the source but stands for an expression or a number that needed a
   * value of its own.
   */
  boolean isExpression() {
    char first = name.isEmpty() ? 0 : name.charAt(0);
    return first == '(' || first == '-' || first >= '0' && first <= '9';
  }

  /** True if the symbol is in no symbol table unless a relocation needs it. */
  boolean isInternal() {
    return isExpression() || name.startsWith(".L") && !global && !weak;
  }

  /** True if only {@code .weakref} mentions the symbol, so that it may stay undefined. */
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
