package fastpath.lab.silicon;

import fastpath.emulator.machine.Mapping;
import java.util.List;

/**
 * What the host CPU did.
 *
 * @param replies one for each call, then the registers
 * @param mappings of writable memory, in the order that {@code memory} has them
 * @param memory their bytes afterwards
 * @param output what the guest wrote
 */
public record Witnessed(List<Reply> replies, List<Mapping> mappings, byte[] memory, byte[] output) {
  /** The last call's. */
  public Reply call() {
    return replies.size() < 2 ? replies.getLast() : replies.get(replies.size() - 2);
  }

  /** Whether the last call was reached at all. */
  public boolean complete() {
    return replies.size() > 1 && replies.getLast().kind().equals("registers");
  }

  public Reply registers() {
    return replies.getLast();
  }
}
