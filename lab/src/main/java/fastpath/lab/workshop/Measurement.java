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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The measured cost of one call of a function, under a config, by a compiler.
 *
 * @param fastPath name of the fast path or function
 * @param config the preset's short name, or the file name of a .config, without that ending; the
 *     path of a .config if another one has the same file name; empty for no config
 * @param overlay name of the overlay over kernelsrc; null without an overlay
 * @param compiler name of the compiler. For a function of an object file, the compiler that the
 *     file names; null if not known
 * @param leafInCode class of the function by its machine code on all paths
 * @param ownCalls number of calls that the function itself made on the path taken
 * @param codeBytes size of the function in bytes, its cold part included
 */
public record Measurement(
    String fastPath,
    String config,
    String overlay,
    String compiler,
    LeafClass leafInCode,
    List<Callee> callees,
    long ownCalls,
    long codeBytes,
    Outcome outcome,
    Attribution attribution) {

  /** Measures the outcome of a call of a function in an image. */
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
        Callee.of(image, code, outcome.profile()),
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

  /** True if the function itself made no call on the path taken. */
  public boolean leafOnPath() {
    return ownCalls == 0;
  }

  public Counters counters() {
    return outcome.counters();
  }

  /**
   * Returns the number of memory accesses: loads and stores, including those of call, ret, push and
   * pop.
   */
  public long memoryAccesses() {
    return counters().loads() + counters().stores();
  }

  /** Returns the number of retired locked instructions, xchg with memory included. */
  public long locked() {
    return outcome.profile().entries().stream()
        .filter(e -> Stream.of(Lifter.lift(e.insn()).uops()).anyMatch(Uop.Lock.class::isInstance))
        .mapToLong(Profile.Entry::count)
        .sum();
  }

  /**
   * True if the function set up a stack frame on the path taken: it saved registers or allocated
   * stack.
   */
  public boolean framed() {
    return counters().pushes().orElse(0) > 0 || counters().stackBytes() > 0;
  }

  public long count(Role part) {
    return attribution.count(part);
  }

  /** Returns the row of {@code measure --json}. */
  public Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("host", fastPath);
    row.put("config", config);
    row.put("overlay", overlay);
    row.put("compiler", compiler);
    row.put("leafInCode", leafInCode.label());
    row.put("leafOnPath", leafOnPath());
    row.put("callsInCode", leafInCode.isLeafForCompiler() ? 0 : callees.size());
    row.put("codeBytes", codeBytes);
    row.putAll(OutcomeJson.of(outcome));
    row.put("framesFrom", counters().framesFrom().map(FramesFrom::text).orElse(null));
    row.put("roles", roles());
    row.put("functions", attribution.functions());
    return row;
  }

  /** Returns the number of instructions by role; null if the roles are not known. */
  private Map<String, Long> roles() {
    if (attribution.roles() == null) {
      return null;
    }
    Map<String, Long> roles = new LinkedHashMap<>();
    attribution.roles().forEach((role, count) -> roles.put(role.label(), count));
    return roles;
  }
}
