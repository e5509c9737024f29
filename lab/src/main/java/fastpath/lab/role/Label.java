package fastpath.lab.role;

import fastpath.kernelsrc.Role;

/**
 * An instruction's role and the reason for it.
 *
 * @param role null if the purpose of the instruction is not known
 * @param why reason without a subject, such as "accesses user memory"
 */
public record Label(Role role, String why) {
  /** Returns the role's label; {@code -} for no role. */
  public String text() {
    return role == null ? "-" : role.label();
  }
}
