package fastpath.codegen.c;

import java.util.List;

/** A C type. An enumeration has the integer type that gcc gives it. */
public sealed interface CType {
  /** Qualifier bits; a named address space qualifies a type as const does. */
  int CONST = 1;

  int VOLATILE = 2;
  int SEG_GS = 4;
  int SEG_FS = 8;
  int SEGMENTS = SEG_GS | SEG_FS;

  /** The qualifier _Atomic; every access is sequentially consistent (C17 6.2.5p20). */
  int ATOMIC = 32;

  /** Marks the void to which nullptr_t points, so that nullptr_t differs from {@code void *}. */
  int NULLPTR_TARGET = 16;

  Int BOOL = new Int(IntKind.BOOL, 0);
  Int CHAR = new Int(IntKind.CHAR, 0);
  Int INT = new Int(IntKind.INT, 0);
  Int UINT = new Int(IntKind.UINT, 0);
  Int LONG = new Int(IntKind.LONG, 0);
  Int ULONG = new Int(IntKind.ULONG, 0);
  Void VOID = new Void(0);
  Pointer VOID_POINTER = new Pointer(VOID, 0);

  /** The type of nullptr, a pointer that is always null (C23 7.21.2). */
  Pointer NULLPTR = new Pointer(new Void(NULLPTR_TARGET), 0);

  /**
   * The qualifier bits of the type itself; the qualifiers of an array are those of its element
   * type.
   */
  int quals();

  /** Returns this type with exactly the given qualifiers. */
  CType with(int quals);

  /**
   * The size in bytes; -1 while the type is incomplete, and 1 for void and functions as in GNU
   * pointer arithmetic.
   */
  long size();

  /** Alignment in bytes, a power of two. */
  int align();

  /** The type void. */
  record Void(int quals) implements CType {
    @Override
    public Void with(int quals) {
      return new Void(quals);
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public int align() {
      return 1;
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** An integer, a _Bool or an enumeration. */
  record Int(IntKind kind, int quals) implements CType {
    @Override
    public Int with(int quals) {
      return quals == this.quals ? this : new Int(kind, quals);
    }

    @Override
    public long size() {
      return kind.size;
    }

    @Override
    public int align() {
      return kind.size;
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** The floating types; their values exist in constant expressions only. */
  enum RealKind {
    FLOAT(4, "float"),
    DOUBLE(8, "double"),
    LONG_DOUBLE(16, "long double");

    final int size;
    final String text;

    RealKind(int size, String text) {
      this.size = size;
      this.text = text;
    }
  }

  /** A floating type. */
  record Real(RealKind kind, int quals) implements CType {
    @Override
    public Real with(int quals) {
      return quals == this.quals ? this : new Real(kind, quals);
    }

    @Override
    public long size() {
      return kind.size;
    }

    @Override
    public int align() {
      return kind.size;
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** A pointer type. */
  record Pointer(CType to, int quals) implements CType {
    @Override
    public Pointer with(int quals) {
      return quals == this.quals ? this : new Pointer(to, quals);
    }

    @Override
    public long size() {
      return 8;
    }

    @Override
    public int align() {
      return 8;
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /**
   * An array type.
   *
   * @param length number of elements; -1 if the declaration states none
   * @param size the size of the array in bytes
   * @param element the type of the innermost dimension's elements, stored because finding it takes
   *     a walk through all dimensions
   */
  record Array(CType of, long length, long size, CType element) implements CType {
    /** The size limit of an object in bytes: half the address space (gcc: PTRDIFF_MAX). */
    static final long MOST_BYTES = Long.MAX_VALUE;

    Array(CType of, long length) {
      this(of, length, size(of.size(), length), of instanceof Array a ? a.element : of);
    }

    private static long size(long each, long length) {
      return length < 0 || each < 0 ? -1 : Math.multiplyExact(each, length);
    }

    /** True if an array with that many elements exceeds the size limit of an object. */
    static boolean isTooLarge(CType of, long length) {
      return length > 0 && of.size() > 0 && length > MOST_BYTES / of.size();
    }

    @Override
    public int quals() {
      return element.quals();
    }

    @Override
    public Array with(int quals) {
      return quals == quals() ? this : new Array(of.with(quals), length);
    }

    @Override
    public int align() {
      return element.align();
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** A function type. {@code prototyped} is false for a declaration with empty parentheses. */
  record Func(CType result, List<CType> params, boolean variadic, boolean prototyped)
      implements CType {
    @Override
    public int quals() {
      return 0;
    }

    @Override
    public Func with(int quals) {
      return this;
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public int align() {
      return 1;
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** A struct or union type; its members are in the definition. */
  record Rec(RecordDef def, int quals) implements CType {
    @Override
    public Rec with(int quals) {
      return quals == this.quals ? this : new Rec(def, quals);
    }

    @Override
    public long size() {
      return def.size();
    }

    @Override
    public int align() {
      return def.align();
    }

    @Override
    public String toString() {
      return TypePrinter.print(this);
    }
  }

  /** Returns this type with additional qualifiers. */
  default CType plus(int more) {
    return with(quals() | more);
  }

  /** Returns this type without qualifiers. */
  default CType bare() {
    return quals() == 0 ? this : with(0);
  }

  default boolean isVolatile() {
    return (quals() & VOLATILE) != 0;
  }

  /** True for a scalar with the qualifier _Atomic; an array has it by its elements. */
  default boolean isAtomic() {
    return isScalar() && (quals() & ATOMIC) != 0;
  }

  default boolean isConst() {
    return (quals() & CONST) != 0;
  }

  default boolean isInteger() {
    return this instanceof Int;
  }

  /** True for __int128 and its unsigned counterpart, whose values do not fit in a long. */
  default boolean isWide() {
    return this instanceof Int i && i.kind.size == 16;
  }

  default boolean isReal() {
    return this instanceof Real;
  }

  default boolean isPointer() {
    return this instanceof Pointer;
  }

  /** True for nullptr_t. */
  default boolean isNullptr() {
    return bare().equals(NULLPTR);
  }

  default boolean isScalar() {
    return this instanceof Int || this instanceof Pointer;
  }

  default boolean isVoid() {
    return this instanceof Void;
  }

  /** True for types that an object can have; false for void, functions and incomplete types. */
  default boolean isComplete() {
    return !(this instanceof Void) && !(this instanceof Func) && size() >= 0;
  }

  /** True if an integer type is signed; pointers are unsigned. */
  default boolean isSigned() {
    return this instanceof Int i && i.kind.signed;
  }

  /** The type that a pointer type points to. */
  default CType target() {
    return ((Pointer) this).to;
  }
}
