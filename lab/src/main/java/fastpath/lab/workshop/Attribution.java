package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.dataflow.Copies;
import fastpath.emulator.image.Image;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.role.RoleFinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The executed instructions of a call by role and by source function.
 *
 * @param roles number of retired instructions by role; roles without instructions are left out.
 *     Null if the role of some instruction is not known
 * @param copies number of retired payload instructions that copy one register to another
 * @param functions number of retired instructions by innermost source function, inlined functions
 *     included
 */
public record Attribution(Map<Role, Long> roles, long copies, Map<String, Long> functions) {

  /** Attributes the retired instructions of a profile. */
  public static Attribution of(KernelSources sources, Image image, Profile profile) {
    RoleFinder finder = finder(sources, image);
    Map<Role, Long> roles = new EnumMap<>(Role.class);
    Map<String, Long> functions = new TreeMap<>();
    boolean known = true;
    long copies = 0;
    for (Profile.Entry entry : profile.entries()) {
      Role role = finder.label(entry.insn()).role();
      if (role == null) {
        known = false;
      } else {
        roles.merge(role, entry.count(), Long::sum);
        boolean copy = role == Role.PAYLOAD && Copies.copy(entry.insn()).isPresent();
        copies += copy ? entry.count() : 0;
      }
      functions.merge(finder.function(entry.address()), entry.count(), Long::sum);
    }
    return new Attribution(known ? roles : null, copies, functions);
  }

  /** Returns a finder of the roles of an image's instructions. */
  public static RoleFinder finder(KernelSources sources, Image image) {
    return new RoleFinder(sources, image, Bodies.SECTION);
  }

  /**
   * Returns the number of retired instructions with a role.
   *
   * @throws LabException if the roles are not known
   */
  public long count(Role role) {
    if (roles == null) {
      throw new LabException("nothing tells what some of the executed instructions are for");
    }
    return roles.getOrDefault(role, 0L);
  }
}
