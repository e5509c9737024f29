package fastpath.emulator.isa;

/** A row of the table: a mnemonic form with its encoding, operands and meaning. */
public final class Form {
  private final String mnemonic;
  private int addressSize;

  Form(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  /** The Intel manual's mnemonic in lower case. */
  public String mnemonic() {
    return mnemonic;
  }

  int addressSize() {
    return addressSize;
  }
}
