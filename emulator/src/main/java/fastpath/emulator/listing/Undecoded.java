package fastpath.emulator.listing;

import fastpath.emulator.isa.IsaException;

/**
 * Bytes in code that are no instruction of the table. A listing shows them and goes on behind them;
 * only an engine that reaches them stops.
 *
 * @param address of the first byte
 * @param length in bytes: the instruction's own if its set is known, else 1
 * @param text {@code (bad)} as objdump has it, or the name of the set in parentheses
 */
public record Undecoded(long address, int length, String text) {
  /** What a decoder's refusal leaves to be shown. */
  public static Undecoded of(IsaException refusal) {
    boolean known = refusal.reason() == IsaException.Reason.UNSUPPORTED;
    return new Undecoded(
        refusal.address(),
        known ? refusal.bytes().length : 1,
        known ? "(" + refusal.name() + ")" : "(bad)");
  }
}
