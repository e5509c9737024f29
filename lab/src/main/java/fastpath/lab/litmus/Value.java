package fastpath.lab.litmus;

/** A constant in a test: a number or the address of a variable. */
public sealed interface Value {
  /** An integer constant, with its text. */
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
