package fastpath.lab.litmus;

/** A constant in a test. */
public sealed interface Value {
  /** A number. */
  record Number(long number, String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** The address of a variable. */
  record Address(String variable) implements Value {
    @Override
    public String toString() {
      return variable;
    }
  }
}
