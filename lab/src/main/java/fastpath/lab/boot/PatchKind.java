package fastpath.lab.boot;

/** What boot patches. */
public enum PatchKind {
  FENTRY("fentry nop"),
  ALTERNATIVE("alternative"),
  RETURN_THUNK("return thunk"),
  RETPOLINE("retpoline"),
  PARAVIRTUAL("paravirtual call"),
  STATIC_CALL("static call"),
  SEALED("sealed endbr"),
  RUNTIME_CONSTANT("runtime constant");

  private final String text;

  PatchKind(String text) {
    this.text = text;
  }

  /** As listings name it. */
  public String text() {
    return text;
  }
}
