package fastpath.codegen.c;

/**
 * Builtin functions that remain in the syntax tree for lowering; the parser folds all other
 * builtins.
 */
public enum BuiltinKind {
  /**
   * {@code __builtin_expect}: the argument is the value, the builtin's extra constant is the
   * expected value.
   */
  EXPECT,
  /**
   * {@code __builtin_constant_p}: the argument is the value in question; the extra constant is
   * unused.
   */
  CONSTANT_P,
  OBJECT_SIZE,
  UNREACHABLE,
  TRAP,
  MEMCPY("memcpy"),
  MEMMOVE("memmove"),
  MEMSET("memset"),
  MEMCMP("memcmp"),
  STRLEN("strlen"),
  CTZ,
  CLZ,
  FFS,
  POPCOUNT,
  PARITY,
  BSWAP,
  /**
   * The overflow builtins: the arguments are two operands and a pointer to the result; the
   * arithmetic is in infinite precision.
   */
  ADD_OVERFLOW,
  SUB_OVERFLOW,
  MUL_OVERFLOW,
  RETURN_ADDRESS,
  FRAME_ADDRESS,
  /**
   * {@code __builtin_alloca}: the argument is the size, the extra constant the alignment in bytes.
   */
  ALLOCA,
  /** {@code __builtin_va_start}: the argument is the address of the list. */
  VA_START,
  /**
   * {@code __builtin_va_arg}: the argument is the address of the list, the result the address of
   * the next argument.
   */
  VA_ARG,
  /** {@code __builtin_prefetch}: only the address is evaluated. */
  PREFETCH,
  /** An atomic load: the argument is the pointer, the extra constant the memory order. */
  ATOMIC_LOAD,
  /**
   * An atomic store or exchange: the arguments are pointer and value, the extra constant the memory
   * order.
   */
  ATOMIC_STORE,
  ATOMIC_EXCHANGE,
  /**
   * An atomic read-modify-write: the arguments are pointer and operand, the result is the old
   * value.
   */
  ATOMIC_FETCH_ADD,
  ATOMIC_FETCH_SUB,
  ATOMIC_FETCH_AND,
  ATOMIC_FETCH_OR,
  ATOMIC_FETCH_XOR,
  ATOMIC_FETCH_NAND,
  /**
   * {@code __sync_val_compare_and_swap}: the arguments are pointer, expected and desired value; the
   * result is the old value.
   */
  ATOMIC_COMPARE_EXCHANGE_VALUE,
  /**
   * {@code __atomic_compare_exchange}: the arguments are pointer, pointer to the expected value,
   * and desired value; the result is true on success, and on failure the expected value is updated.
   */
  ATOMIC_COMPARE_EXCHANGE,
  /** A memory fence without arguments; the extra constant is the memory order. */
  FENCE,
  /** A compiler barrier, which emits no instruction. */
  COMPILER_FENCE;

  private final String library;

  BuiltinKind() {
    this(null);
  }

  BuiltinKind(String library) {
    this.library = library;
  }

  /** The equivalent function of the C library; null if the library has none. */
  public String library() {
    return library;
  }
}
