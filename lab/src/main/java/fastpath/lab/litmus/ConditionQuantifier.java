package fastpath.lab.litmus;

/** What a test asserts of its condition. */
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

  /** As a test writes it. */
  public String text() {
    return text;
  }

  /** As herd heads its answer. */
  String kind() {
    return kind;
  }
}
