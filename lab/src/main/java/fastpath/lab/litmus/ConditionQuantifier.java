package fastpath.lab.litmus;

/** How a test quantifies its condition over final states. */
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

  /** The quantifier in a test. */
  public String text() {
    return text;
  }

  /** The quantifier in the head of herd's answer. */
  String kind() {
    return kind;
  }
}
