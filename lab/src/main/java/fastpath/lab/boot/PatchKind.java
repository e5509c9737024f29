package fastpath.lab.boot;

/** The kinds of patches that boot applies to the kernel's text. */
public enum PatchKind {
  FENTRY(1, "fentry nop"),
  ALTERNATIVE(2, "alternative"),
  RETURN_THUNK(3, "return thunk"),
  RETPOLINE(4, "retpoline"),
  PARAVIRTUAL(5, "paravirtual call"),
  STATIC_CALL(6, "static call"),
  SEALED(7, "sealed endbr"),
  RUNTIME_CONSTANT(8, "runtime constant");

  private static final PatchKind[] ALL = values();

  private final int number;
  private final String text;

  PatchKind(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** Returns the kind's number in a kept log of patches. */
  int number() {
    return number;
  }

  /** Returns the kind that has a number. */
  static PatchKind numbered(int number) {
    for (PatchKind kind : ALL) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind " + number);
  }

  /** Returns the kind's name in listings. */
  public String text() {
    return text;
  }
}
