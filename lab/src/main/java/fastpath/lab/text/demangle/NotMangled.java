package fastpath.lab.text.demangle;

/** The symbol does not follow the mangling rules, or follows one that is not supported. */
final class NotMangled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMangled() {
    super("", null, false, false);
  }
}
