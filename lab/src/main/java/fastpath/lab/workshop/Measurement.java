package fastpath.lab.workshop;

import fastpath.emulator.count.Counters;
import fastpath.emulator.count.Profile;
import fastpath.emulator.frames.FramesFrom;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one call of a function cost under a config and a compiler.
 *
 * @param fastPath the fast path's or the function's name
 * @param config the preset's short name, or the path of a .config; empty for none
 * @param overlay the name of the overlay over kernelsrc; null for none
 * @param compiler of the function: the compiler's name, or of an object what it says of its own;
 *     null if that is not known
 * @param leafInCode from the machine code, whatever the path
 * @param ownCalls calls that the function itself made on the path taken
 * @param codeBytes of the function, its cold part included
 */
public record Measurement(
    String fastPath,
    String config,
    String overlay,
    String compiler,
    LeafClass leafInCode,
    long ownCalls,
    long codeBytes,
    Outcome outcome,
    Attribution attribution) {

  /** Measures an outcome of calling the function in the image. */
  public static Measurement of(
      KernelSources sources,
      String fastPath,
      String config,
      String compiler,
      Image image,
      String function,
      Outcome outcome) {
    FunctionCode code = FunctionCode.of(image, function);
    return new Measurement(
        fastPath,
        config,
        sources.overlay().orElse(null),
        compiler,
        Calls.classify(sources, image, code),
        ownCalls(outcome.profile()),
        code.bytes(),
        outcome,
        Attribution.of(sources, image, outcome.profile()));
  }

  private static long ownCalls(Profile profile) {
    long calls = 0;
    for (Profile.Entry entry : profile.entries()) {
      Flow flow = Lifter.lift(entry.insn()).flow();
      calls += flow == Flow.CALL || flow == Flow.INDIRECT_CALL ? entry.ownCount() : 0;
    }
    return calls;
  }

  /** Whether the function itself called nothing on the path taken. */
  public boolean leafOnPath() {
    return ownCalls == 0;
  }

  public Counters counters() {
    return outcome.counters();
  }

  /** Memory accesses: loads and stores, those of call, ret, push and pop included. */
  public long memoryAccesses() {
    return counters().loads() + counters().stores();
  }

  /** Locked instructions, xchg with memory among them. */
  public long locked() {
    return outcome.profile().entries().stream()
        .filter(e -> Stream.of(Lifter.lift(e.insn()).uops()).anyMatch(Uop.Lock.class::isInstance))
        .mapToLong(Profile.Entry::count)
        .sum();
  }

  /**
   * Whether a frame was made on the path taken: registers saved, or stack taken, by the function.
   */
  public boolean framed() {
    return counters().pushes().orElse(0) > 0 || counters().stackBytes() > 0;
  }

  public long count(Role part) {
    return attribution.count(part);
  }

  /** The row of {@code measure --json}. */
  public Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("host", fastPath);
    row.put("config", config);
    row.put("overlay", overlay);
    row.put("compiler", compiler);
    row.put("leafInCode", leafInCode.label());
    row.put("leafOnPath", leafOnPath());
    row.put("codeBytes", codeBytes);
    row.putAll(OutcomeJson.of(outcome));
    row.put("framesFrom", counters().framesFrom().map(FramesFrom::text).orElse(null));
    row.put("roles", roles());
    row.put("functions", attribution.functions());
    return row;
  }

  /** Instructions by the role's label; null if the roles are not known. */
  private Map<String, Long> roles() {
    if (attribution.roles() == null) {
      return null;
    }
    Map<String, Long> roles = new LinkedHashMap<>();
    attribution.roles().forEach((role, count) -> roles.put(role.label(), count));
    return roles;
  }
}
