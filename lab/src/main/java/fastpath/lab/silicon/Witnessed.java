package fastpath.lab.silicon;

import fastpath.emulator.machine.Mapping;
import java.util.List;

/**
 * State of the host CPU after a script.
 *
 * @param replies one for each call, then the registers
 * @param mappings writable mappings, in the order of their bytes in {@code memory}
 * @param memory bytes of these mappings
 * @param output what the guest wrote
 */
public record Witnessed(List<Reply> replies, List<Mapping> mappings, byte[] memory, byte[] output) {
  /** The reply to the last call. */
  public Reply call() {
    return replies.size() < 2 ? replies.getLast() : replies.get(replies.size() - 2);
  }

  /** True if the last call was reached. */
  public boolean complete() {
    return replies.size() > 1 && replies.getLast().kind().equals("registers");
  }

  public Reply registers() {
    return replies.getLast();
  }
}
