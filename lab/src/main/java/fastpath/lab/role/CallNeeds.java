package fastpath.lab.role;

import fastpath.emulator.dataflow.CallEffects;
import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.dataflow.DefUse;
import fastpath.emulator.dataflow.Liveness;
import fastpath.emulator.frames.CalleeSaved;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.frames.FunctionAccesses;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.frames.MemoryAccess;
import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import fastpath.kernelsrc.Role;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds, in a function's machine code, the calls that its frame, its spills and its register
 * traffic serve. A save of a callee-saved register serves the calls during which the register holds
 * a value. A spill serves the calls during which the word of the frame holds a value that is loaded
 * later. An instruction that moves the stack pointer serves all calls if the frame has no other
 * words than spilled ones.
 */
public final class CallNeeds {
  private final Image image;
  private final CodeFlow code;
  private final Liveness liveness;
  private final FunctionAccesses accesses;
  private final DefUse flow;
  private final RoleFinder roles;
  private final Set<Integer> calls = new TreeSet<>();

  private CallNeeds(Image image, FunctionExtent function, List<Lifted> insns, RoleFinder roles) {
    this.image = image;
    this.roles = roles;
    code = CodeFlow.of(insns, FaultTable.of(image).fixups());
    CallEffects effects = new Callees(image, Map.of()).effects(code);
    liveness = new Liveness(code, effects);
    accesses = image.frames().accesses(function);
    flow = new DefUse(code, accesses, effects);
    for (int i = 0; i < insns.size(); i++) {
      if (mayChangeRegisters(i)) {
        calls.add(i);
      }
    }
  }

  /**
   * Returns the addresses of the calls that an instruction serves, by the instruction's address.
   * Instructions that serve no call are left out.
   */
  public static Map<Long, Set<Long>> of(Image image, FunctionExtent function, RoleFinder roles) {
    List<Lifted> insns = Callees.code(image, function);
    return insns.isEmpty() ? Map.of() : new CallNeeds(image, function, insns, roles).needs();
  }

  /**
   * True for a call that the compiler assumed to change every register that the ABI allows: the
   * callee is no thunk, and no caller-saved register holds a value during the call.
   */
  private boolean mayChangeRegisters(int i) {
    Flow flow = code.insns().get(i).flow();
    boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
    return call && liveness.clobbers(i);
  }

  private Map<Long, Set<Long>> needs() {
    Map<Long, Set<Long>> needs = new TreeMap<>();
    boolean spillsAlone = frameHoldsSpillsAlone();
    for (int i = 0; i < code.insns().size(); i++) {
      Set<Long> served = new TreeSet<>();
      served(i, spillsAlone).forEach(call -> served.add(address(call)));
      if (!served.isEmpty()) {
        needs.put(address(i), served);
      }
    }
    return needs;
  }

  private long address(int i) {
    return code.insns().get(i).insn().address();
  }

  private Set<Integer> served(int i, boolean spillsAlone) {
    Lifted insn = code.insns().get(i);
    Role role = roles.label(insn.insn()).role();
    if (role == Role.SPILL) {
      return duringSpill(i);
    }
    if (role == Role.REGISTER_TRAFFIC) {
      return duringValueIn(registers(insn));
    }
    return role == Role.FRAME ? servedByFrame(insn, spillsAlone) : Set.of();
  }

  private Set<Integer> servedByFrame(Lifted insn, boolean spillsAlone) {
    return switch (image.frames().use(insn)) {
      case SAVE, RESTORE -> duringValueIn(registers(insn));
      case STACK -> spillsAlone ? calls : Set.of();
      case POINTER, NONE, UNKNOWN -> Set.of();
    };
  }

  /** Returns the callee-saved registers that an instruction names, as bits by encoding number. */
  private static int registers(Lifted insn) {
    return insn.insn().insn().operands().stream()
            .filter(Operand.RegOp.class::isInstance)
            .mapToInt(operand -> 1 << ((Operand.RegOp) operand).reg().number())
            .reduce(0, (a, b) -> a | b)
        & ~CalleeSaved.others();
  }

  /** Returns the calls during which one of some registers holds a value that is used later. */
  private Set<Integer> duringValueIn(int registers) {
    Set<Integer> during = new TreeSet<>();
    for (int call : calls) {
      int kept = liveness.after(call) & ~image.frames().changedBy(code.insns().get(call));
      if ((kept & registers) != 0) {
        during.add(call);
      }
    }
    return during;
  }

  private Set<Integer> duringSpill(int insn) {
    Set<Integer> during = new TreeSet<>();
    for (MemoryAccess access : accesses.at(address(insn))) {
      MemoryAccess load = new MemoryAccess(access.address(), access.bytes(), false);
      calls.stream().filter(call -> isLoadedAfter(call, load)).forEach(during::add);
    }
    return during;
  }

  /** True if a word of the frame is loaded after a call, on some path that does not store to it. */
  private boolean isLoadedAfter(int call, MemoryAccess load) {
    MemoryAccess store = new MemoryAccess(load.address(), load.bytes(), true);
    BitSet seen = new BitSet();
    Deque<Integer> work = new ArrayDeque<>(next(call));
    while (!work.isEmpty()) {
      int i = work.remove();
      if (seen.get(i)) {
        continue;
      }
      seen.set(i);
      List<MemoryAccess> here = accesses.at(address(i));
      if (here.contains(load)) {
        return true;
      }
      if (!here.contains(store)) {
        work.addAll(next(i));
      }
    }
    return false;
  }

  private List<Integer> next(int i) {
    int block = code.blockOf()[i];
    if (i + 1 < code.end(block)) {
      return List.of(i + 1);
    }
    return Arrays.stream(code.graph().successors()[block])
        .mapToObj(after -> code.starts()[after])
        .toList();
  }

  /**
   * True if the function accesses no word of its frame but spilled ones and saved registers, and
   * takes the address of none.
   */
  private boolean frameHoldsSpillsAlone() {
    return accesses.addressesTaken().keySet().stream().allMatch(this::findsStackEnd)
        && code.insns().stream()
            .filter(insn -> image.frames().use(insn) == FrameUse.NONE)
            .filter(insn -> roles.label(insn.insn()).role() != Role.SPILL)
            .filter(CallNeeds::isOfFunction)
            .flatMap(insn -> accesses.at(insn.insn().address()).stream())
            .noneMatch(CallNeeds::isOfFrame);
  }

  /** True if the address that an instruction takes only serves to find the end of the stack. */
  private boolean findsStackEnd(long address) {
    Integer by = code.byAddress().get(address);
    return by != null
        && flow.users(by).stream()
            .allMatch(use -> accesses.stackEnds().contains(address(use.insn())));
  }

  /** False for calls and returns, whose access is that of the return address. */
  private static boolean isOfFunction(Lifted insn) {
    return switch (insn.flow()) {
      case CALL, INDIRECT_CALL, RET -> false;
      case NEXT, JUMP, BRANCH, INDIRECT_JUMP, STOP -> true;
    };
  }

  private static boolean isOfFrame(MemoryAccess access) {
    return access.address() instanceof Place place && place.isOwn();
  }
}
