package fastpath.codegen.c;

/** Builtin functions that lowering expands; the parser folds all others. */
public enum BuiltinKind {
  /** (value); extra: the expected value. */
  EXPECT,
  /** (value): whether it is a constant; extra unused. */
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
  /** (a, b, pointer to result); the arithmetic is in infinite precision. */
  ADD_OVERFLOW,
  SUB_OVERFLOW,
  MUL_OVERFLOW,
  RETURN_ADDRESS,
  FRAME_ADDRESS,
  /** (pointer): the address is evaluated, nothing else. */
  PREFETCH,
  /** (pointer); extra: memory order. */
  ATOMIC_LOAD,
  /** (pointer, value); extra: memory order. */
  ATOMIC_STORE,
  ATOMIC_EXCHANGE,
  /** (pointer, value) -> old value. */
  ATOMIC_FETCH_ADD,
  ATOMIC_FETCH_SUB,
  ATOMIC_FETCH_AND,
  ATOMIC_FETCH_OR,
  ATOMIC_FETCH_XOR,
  ATOMIC_FETCH_NAND,
  /** (pointer, expected, desired) -> old value. */
  ATOMIC_COMPARE_EXCHANGE_VALUE,
  /** (pointer, pointer to expected, desired) -> success; expected is updated on failure. */
  ATOMIC_COMPARE_EXCHANGE,
  /** No arguments; extra: memory order. */
  FENCE,
  /** A fence for the compiler alone. */
  COMPILER_FENCE;

  private final String library;

  BuiltinKind() {
    this(null);
  }

  BuiltinKind(String library) {
    this.library = library;
  }

  /** The C library's function that does the same; null if it has none. */
  public String library() {
    return library;
  }
}
