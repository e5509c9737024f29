package fastpath.lab.role;

import fastpath.kernelsrc.Role;

/**
 * An instruction's role and the reason for it.
 *
 * @param role null if nothing tells what the instruction is for
 * @param why half a sentence: what the instruction accesses, serves or takes
 */
public record Label(Role role, String why) {
  /** The role's label; {@code -} for none. */
  public String text() {
    return role == null ? "-" : role.label();
  }
}
