package fastpath.lab.text.demangle;

/**
 * Thrown if a symbol does not follow the mangling rules, or follows a rule that is not supported.
 */
final class NotMangled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMangled() {
    super("", null, false, false);
  }
}
