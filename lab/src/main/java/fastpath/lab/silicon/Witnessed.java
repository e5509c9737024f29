package fastpath.lab.silicon;

import fastpath.emulator.machine.Mapping;
import java.util.List;

/**
 * The state of the host CPU after a script.
 *
 * @param replies a reply for each call, then the registers
 * @param mappings the writable mappings, in the order of their bytes in {@code memory}
 * @param memory contents of the writable mappings
 * @param output the guest's output
 */
public record Witnessed(List<Reply> replies, List<Mapping> mappings, byte[] memory, byte[] output) {
  /** Returns the reply to the last call. */
  public Reply call() {
    return replies.size() < 2 ? replies.getLast() : replies.get(replies.size() - 2);
  }

  /** True if the host CPU reached the last call, so that the last reply contains the registers. */
  public boolean complete() {
    return replies.size() > 1 && replies.getLast().kind().equals("registers");
  }

  public Reply registers() {
    return replies.getLast();
  }
}
