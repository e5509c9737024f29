package fastpath.lab.blame;

import fastpath.emulator.count.Profile;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Lifter;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.role.CallNeeds;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.workshop.Attribution;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.LabException;
import fastpath.lab.workshop.Measurement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The cost of a function's calls on the path taken, found in the machine code: the executed
 * instructions of the frame, the spills and the register traffic that serve the calls.
 *
 * @param needs addresses of the calls that an instruction serves, by the instruction's address
 */
public record CallShares(
    Image image, RoleFinder roles, Measurement measurement, Map<Long, Set<Long>> needs) {
  private static final int PUSHED = 8;

  /**
   * Analyses a measured function.
   *
   * @throws LabException if no symbol covers the function's code
   */
  public static CallShares of(
      KernelSources sources, Image image, String function, Measurement measurement) {
    RoleFinder roles = Attribution.finder(sources, image);
    return image
        .frames()
        .function(image.address(function))
        .map(f -> new CallShares(image, roles, measurement, CallNeeds.of(image, f, roles)))
        .orElseThrow(() -> new LabException(function + ": no symbol tells where its code ends"));
  }

  /**
   * Returns the cost of some calls: the instructions that serve these calls and no other. With a
   * value that several calls need in the same register, the cost of one of them is 0.
   */
  public Cost of(List<Callee> callees) {
    Set<Long> calls = new HashSet<>();
    callees.forEach(callee -> calls.addAll(callee.places()));
    long instructions = 0;
    long spills = 0;
    long saves = 0;
    for (Profile.Entry entry : measurement.outcome().profile().entries()) {
      if (entry.ownCount() > 0 && serves(entry, calls)) {
        instructions += entry.ownCount();
        spills += roles.label(entry.insn()).role() == Role.SPILL ? entry.ownCount() : 0;
        saves += use(entry) == FrameUse.SAVE ? 1 : 0;
      }
    }
    return new Cost(
        instructions,
        measurement.counters().pushes().isPresent() ? OptionalLong.of(saves) : OptionalLong.empty(),
        stackBytes(calls, saves),
        measurement.attribution().roles() == null ? OptionalLong.empty() : OptionalLong.of(spills),
        measurement.callees().stream().allMatch(c -> calls.containsAll(c.places())));
  }

  private boolean serves(Profile.Entry entry, Set<Long> calls) {
    Set<Long> served = needs.get(entry.address());
    return served != null && calls.containsAll(served);
  }

  private FrameUse use(Profile.Entry entry) {
    return image.frames().use(Lifter.lift(entry.insn()));
  }

  /** Returns the bytes that the saves take, and the rest of the frame if it serves the calls. */
  private long stackBytes(Set<Long> calls, long saves) {
    List<Profile.Entry> own =
        measurement.outcome().profile().entries().stream().filter(e -> e.ownCount() > 0).toList();
    long all = own.stream().filter(e -> use(e) == FrameUse.SAVE).count();
    boolean rest =
        own.stream().filter(e -> use(e) == FrameUse.STACK).allMatch(e -> serves(e, calls));
    return saves * PUSHED + (rest ? measurement.counters().stackBytes() - all * PUSHED : 0);
  }
}
