package fastpath.codegen.ir;

/**
 * A parameter of a function. A narrow parameter arrives with undefined upper bits in its register.
 */
public final class Param extends Value {
  private final int index;
  private final Type type;
  private final String name;
  private final long bytes;

  /** Creates a parameter; {@code name} is the C name, or any identifier that is not a number. */
  public Param(int index, Type type, String name) {
    this(index, type, name, 0);
  }

  /**
   * Creates a parameter in memory. The parameter's value is the address of {@code bytes} bytes,
   * which the caller has copied.
   */
  public Param(int index, Type type, String name, long bytes) {
    this.index = index;
    this.type = type;
    this.name = name;
    this.bytes = bytes;
  }

  /** The size in bytes of the object in the caller's frame; 0 for a parameter that is a word. */
  public long bytes() {
    return bytes;
  }

  /** The position in the parameter list, from 0. */
  public int index() {
    return index;
  }

  @Override
  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "%" + name;
  }
}
