package fastpath.lab.role;

import fastpath.emulator.debug.Frame;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.boot.TracerSites;
import fastpath.lab.text.demangle.Demangler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the role of each instruction of an image. A function is analysed when one of its
 * instructions is first looked up. An instance must not be shared by threads.
 */
public final class RoleFinder {
  private static final Label NO_SYMBOL = new Label(null, "no symbol tells the function");
  private static final Label TOO_LARGE = new Label(null, "the function is too large to analyse");

  private final Image image;
  private final FaultTable faults;
  private final BootPatches patches;
  private final TracerSites tracer;
  private final Callees callees;
  private final FunctionRoles functions;
  private final List<Section> inserted;
  private final Map<Long, Map<Long, Label>> known = new HashMap<>();

  /**
   * Creates a finder; functions are analysed later, on demand.
   *
   * @param sources the kernel sources, which state the roles of functions and variables
   * @param inserted name of the section with the lab's own definitions of compilers' hooks
   */
  public RoleFinder(KernelSources sources, Image image, String inserted) {
    this.image = image;
    faults = FaultTable.of(image);
    patches = BootPatches.of(image);
    tracer = TracerSites.of(image);
    callees = new Callees(image, sources.roles());
    functions = new FunctionRoles(image, sources.roles(), faults, patches, callees);
    this.inserted = image.sections().stream().filter(s -> s.name().equals(inserted)).toList();
  }

  /**
   * Returns the label of an instruction.
   *
   * @param insn the instruction as executed, which boot may have put in place of the linked one
   */
  public Label label(Decoded insn) {
    long address = insn.address();
    if (image.isPatched(address) || tracer.contains(address)) {
      return new Label(Role.INSTRUMENTATION, "stands where a call of the tracer was");
    }
    if (inserted.stream().anyMatch(s -> s.contains(address))) {
      return new Label(Role.INSTRUMENTATION, "is the body of a compiler's hook");
    }
    if (isReplaced(insn)) {
      return replaced(insn);
    }
    return linked(address);
  }

  private Label linked(long address) {
    if (faults.fixupCode().contains(address)) {
      return new Label(Role.UACCESS, "is a fix-up of a fault");
    }
    Optional<FunctionExtent> function = image.frames().function(address);
    return function
        .map(f -> known.computeIfAbsent(f.entry(), entry -> functions.of(f)))
        .map(labels -> labels.getOrDefault(address, TOO_LARGE))
        .orElse(NO_SYMBOL);
  }

  private boolean isReplaced(Decoded insn) {
    return image
        .decode(insn.address())
        .map(linked -> !Arrays.equals(linked.bytes(), insn.bytes()))
        .orElse(true);
  }

  /**
   * Returns the label of code that boot has put in place: the role of the replaced code, unless the
   * new instruction is a call or return or opens or closes user memory.
   */
  private Label replaced(Decoded insn) {
    Flow flow = Lifter.lift(insn).flow();
    Action action = insn.insn().form().action();
    long start = patches.linked(insn.address());
    if (flow == Flow.CALL || flow == Flow.RET) {
      return new Label(Role.CALL_LINKAGE, "was put there by boot");
    }
    if (action == Action.ALLOW_USER_ACCESS
        || action == Action.FORBID_USER_ACCESS
        || faults.mayFault(start)) {
      return new Label(Role.UACCESS, "was put there by boot");
    }
    Optional<Role> callee = image.decode(start).map(Lifter::lift).flatMap(callees::role);
    return callee
        .map(role -> new Label(role, "was put there by boot, for a call"))
        .orElseGet(() -> linked(start));
  }

  /**
   * Returns the innermost source function of an address; without debug information, the name in the
   * symbol table.
   */
  public String function(long address) {
    List<Frame> frames = image.inlines().at(address);
    return frames.isEmpty()
        ? image.symbolAt(address).map(Symbol::name).map(Demangler::name).orElse("?")
        : frames.getFirst().function();
  }
}
