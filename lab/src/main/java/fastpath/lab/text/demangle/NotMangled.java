package fastpath.lab.text.demangle;

/** The symbol is not by the rules, or by one that is not known here. */
final class NotMangled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMangled() {
    super("", null, false, false);
  }
}
