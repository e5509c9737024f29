package fastpath.lab.litmus;

/** The quantifier of a test's condition over the final states. */
public enum ConditionQuantifier {
  EXISTS("exists", "Allowed"),
  NOT_EXISTS("~exists", "Forbidden"),
  FORALL("forall", "Required");

  private final String text;
  private final String kind;

  ConditionQuantifier(String text, String kind) {
    this.text = text;
    this.kind = kind;
  }

  /** Returns the quantifier as a test writes it. */
  public String text() {
    return text;
  }

  /** Returns the quantifier as the head of herd's answer writes it. */
  String kind() {
    return kind;
  }
}
