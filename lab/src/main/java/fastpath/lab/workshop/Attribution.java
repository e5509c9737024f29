package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.text.demangle.Demangler;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * To which part, and to which source function, the executed instructions of a call belong.
 *
 * @param parts retired instructions by part; parts without any are left out
 * @param functions retired instructions by innermost source function, inlined ones included
 */
public record Attribution(Map<Part, Long> parts, Map<String, Long> functions) {
  private static final Set<Reg> CALLEE_SAVED =
      EnumSet.of(Reg.RBX, Reg.RBP, Reg.R12, Reg.R13, Reg.R14, Reg.R15);

  /** Finds the part of single instructions of an image. */
  public static final class Finder {
    private final Image image;
    private final Map<String, Role> roles;
    private final List<Section> bodies;

    /**
     * @param sources say which role a source function has
     */
    public Finder(KernelSources sources, Image image) {
      this.image = image;
      roles = sources.roles();
      bodies = image.sections().stream().filter(s -> s.name().equals(Bodies.SECTION)).toList();
    }

    /** The part an instruction belongs to. */
    public Part part(Decoded insn, boolean frame) {
      if (isInstrumentation(insn.address())) {
        return Part.INSTRUMENTATION;
      }
      if (frame) {
        return Part.FRAME;
      }
      Part role = role(insn.address());
      if (role == Part.SLOW_PATH) {
        return role;
      }
      if (isLinkage(insn)) {
        return Part.CALL_LINKAGE;
      }
      if (isSpill(insn)) {
        return Part.SPILL;
      }
      if (isRegisterTraffic(insn)) {
        return Part.REGISTER_TRAFFIC;
      }
      // With asm goto the decrement and the jump on its flags are one statement of one function.
      boolean jumps = Lifter.lift(insn).flow() == Flow.BRANCH;
      return role == Part.PREEMPT_COUNT && jumps ? Part.RESCHED_TEST : role;
    }

    private boolean isInstrumentation(long address) {
      return image.isPatched(address) || bodies.stream().anyMatch(s -> s.contains(address));
    }

    /** The innermost source function, or what the symbol table has. */
    public String function(long address) {
      List<Frame> frames = image.inlines().at(address);
      return frames.isEmpty()
          ? image.symbolAt(address).map(Symbol::name).map(Demangler::name).orElse("?")
          : frames.getFirst().function();
    }

    private Part role(long address) {
      List<Frame> frames = image.inlines().at(address);
      for (Frame frame : frames) {
        Role role = roles.get(frame.function());
        if (role != null) {
          return Part.of(role);
        }
      }
      Role role = frames.isEmpty() ? roles.get(function(address)) : null;
      return role == null ? Part.PAYLOAD : Part.of(role);
    }

    private boolean isLinkage(Decoded insn) {
      Flow flow = Lifter.lift(insn).flow();
      return switch (flow) {
        case CALL, INDIRECT_CALL, RET -> true;
        case JUMP -> leavesFunction(insn);
        case NEXT, BRANCH, INDIRECT_JUMP, STOP -> false;
      };
    }

    private boolean leavesFunction(Decoded insn) {
      String from = owner(insn.address());
      return insn.insn().operands().stream()
          .anyMatch(o -> o instanceof Operand.Rel rel && !owner(rel.target()).equals(from));
    }

    private String owner(long address) {
      String name = image.symbolAt(address).map(Symbol::name).orElse("");
      return name.endsWith(".cold") ? name.substring(0, name.length() - ".cold".length()) : name;
    }
  }

  /** Attributes every retired instruction of a profile. */
  public static Attribution of(KernelSources sources, Image image, Profile profile) {
    Finder finder = new Finder(sources, image);
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    Map<String, Long> functions = new TreeMap<>();
    for (Profile.Entry entry : profile.entries()) {
      parts.merge(finder.part(entry.insn(), entry.frame()), entry.count(), Long::sum);
      functions.merge(finder.function(entry.address()), entry.count(), Long::sum);
    }
    return new Attribution(parts, functions);
  }

  /** Retired instructions of a part. */
  public long count(Part part) {
    return parts.getOrDefault(part, 0L);
  }

  private static boolean isSpill(Decoded insn) {
    List<Operand> operands = insn.insn().operands();
    return insn.insn().isMove()
        && operands.stream().anyMatch(o -> o instanceof Operand.Mem mem && mem.base() == Reg.RSP);
  }

  private static boolean isRegisterTraffic(Decoded insn) {
    List<Operand> operands = insn.insn().operands();
    if (!insn.insn().isMove()
        || !(operands.get(0) instanceof Operand.RegOp to)
        || !(operands.get(1) instanceof Operand.RegOp from)) {
      return false;
    }
    Reg target = to.reg().full();
    Reg source = from.reg().full();
    boolean stackPointer = target == Reg.RSP || source == Reg.RSP;
    return !stackPointer && (CALLEE_SAVED.contains(target) || CALLEE_SAVED.contains(source));
  }
}
