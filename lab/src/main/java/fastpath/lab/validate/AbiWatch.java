package fastpath.lab.validate;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows a call instruction by instruction and checks unwind information and stack alignment.
 * Where unwind information covers an instruction, its frame address must be the true one and each
 * saved register must lie where it says. Functions of C must have such information. A function that
 * was entered with an aligned stack must call with an aligned stack.
 */
final class AbiWatch implements Tracer {
  private static final int MOST = 5;
  private static final int ALIGNMENT = 16;
  private static final String ASSEMBLY = ".S";

  /** Opcodes of one byte (SDM PUSHF, POPF). */
  private static final int PUSHF = 0x9c;

  private static final int POPF = 0x9d;

  /** Registers by the number that instructions and {@link Cfi.Rules} use. */
  private static final State[] GPRS = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RSP, State.RBP, State.RSI, State.RDI,
    State.R8, State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15
  };

  /** rbx, rbp, r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final int[] CALLEE_SAVED = {3, 5, 12, 13, 14, 15};

  /**
   * A function that has been entered and has not returned.
   *
   * @param cfa its frame address: the stack pointer before the call
   * @param registers registers at its entry
   */
  private record Activation(long cfa, long[] registers) {
    boolean isAligned() {
      return cfa % ALIGNMENT == 0;
    }
  }

  /**
   * Facts about an address that never change.
   *
   * @param file object of the code; empty if it is not known
   */
  private record Place(Optional<Cfi.Rules> rules, boolean c, boolean code, String file) {}

  private final Image image;
  private final long stackBytes;
  private final Map<Long, Place> places = new HashMap<>();
  private final TreeMap<Long, Activation> activations = new TreeMap<>();
  private final List<Convention.Finding> findings = new ArrayList<>();

  /** Files in assembly in which some instructions have unwind information, so that all must. */
  private final Set<String> described = new HashSet<>();

  private boolean watching;

  /**
   * @param stackBytes size and alignment of every thread's stack
   */
  AbiWatch(Image image, long stackBytes) {
    this.image = image;
    this.stackBytes = stackBytes;
  }

  /** Watches the function that is entered next, from that stack pointer on. */
  void begin(long rsp, long[] registers) {
    watching = true;
    activations.clear();
    activations.put(rsp, new Activation(rsp, registers));
  }

  void end() {
    watching = false;
  }

  List<Convention.Finding> findings() {
    return List.copyOf(findings);
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    if (!watching || findings.size() >= MOST) {
      return;
    }
    long rsp = cpu.get(State.RSP);
    long rip = cpu.get(State.RIP);
    switch (Lifter.lift(insn).flow()) {
      case CALL, INDIRECT_CALL -> called(insn.address(), rip, rsp + Long.BYTES, cpu);
      case RET -> activations.remove(rsp);
      case NEXT, BRANCH, JUMP, INDIRECT_JUMP, STOP -> {}
    }
    // Inline assembly moves RFLAGS through the stack; its push and pop are one statement.
    if (memory.peek(insn.address(), 1) != PUSHF
        && !(place(rip).code && memory.peek(rip, 1) == POPF)) {
      unwind(rip, cpu, memory);
    }
  }

  private void called(long from, long target, long cfa, Cpu cpu) {
    Activation caller = innermost(cfa);
    if (caller != null && caller.isAligned() && cfa % ALIGNMENT != 0 && isAbi(from, target)) {
      findings.add(new Convention.Finding(Check.ALIGNMENT, image.symbolize(target)));
    }
    activations.put(cfa, new Activation(cfa, cpu.registers()));
  }

  /**
   * True if a function of C is called from another unit. Inside a unit the compiler may choose
   * another convention (gcc's -fipa-stack-alignment).
   */
  private boolean isAbi(long from, long target) {
    return place(target).c && !unit(from).equals(unit(target));
  }

  private String unit(long address) {
    List<Frame> frames = image.inlines().at(address);
    return frames.isEmpty() ? "" : frames.getLast().file();
  }

  /** The function that is executing on that stack; null if its entry was not watched. */
  private Activation innermost(long rsp) {
    Map.Entry<Long, Activation> entry = activations.ceilingEntry(rsp);
    boolean same = entry != null && (entry.getKey() - 1 ^ rsp) < stackBytes;
    return same && (entry.getKey() - 1 ^ rsp) >= 0 ? entry.getValue() : null;
  }

  private Place place(long address) {
    return places.computeIfAbsent(
        address,
        a ->
            new Place(
                image.cfi().at(a),
                isC(a),
                image.decode(a).isPresent(),
                image.fileAt(a).orElse("")));
  }

  /** True for a function of C; gcc describes functions in assembly as well. */
  private boolean isC(long address) {
    return image.inlines().at(address).stream()
        .findFirst()
        .filter(frame -> !frame.file().endsWith(ASSEMBLY))
        .isPresent();
  }

  private void unwind(long rip, Cpu cpu, Memory memory) {
    Place place = place(rip);
    if (place.rules.isEmpty()) {
      // Fix-ups of inline assembly belong to no function.
      boolean inC = place.c && image.symbolAt(rip).isPresent();
      if (inC || described.contains(place.file)) {
        add(String.format("none at %#x %s of %s", rip, image.symbolize(rip), place.file));
      }
      return;
    }
    if (!place.c) {
      described.add(place.file);
    }
    Activation activation = innermost(cpu.get(State.RSP) + Long.BYTES);
    Cfi.Rules rules = place.rules.get();
    if (activation == null || rules.cfaRegister() < 0) {
      return;
    }
    long cfa = cpu.get(GPRS[rules.cfaRegister()]) + rules.cfaOffset();
    if (cfa != activation.cfa) {
      add(String.format("the frame is at %#x, not %#x, before ", activation.cfa, cfa), rip);
      return;
    }
    for (int register : CALLEE_SAVED) {
      Long slot = saved(rules, register, cfa, cpu);
      long found = slot == null ? cpu.get(GPRS[register]) : memory.peek(cfa + slot, Long.BYTES);
      if (found != activation.registers[register] && (slot != null || place.c)) {
        add(GPRS[register].text() + " is not where it says before ", rip);
      }
    }
  }

  /** Compilers keep describing the slot of a register that they have restored. */
  private static Long saved(Cfi.Rules rules, int register, long cfa, Cpu cpu) {
    Long slot = rules.saved().get(register);
    return slot == null || cfa + slot < cpu.get(State.RSP) ? null : slot;
  }

  private void add(String what, long rip) {
    add(what + image.symbolize(rip));
  }

  private void add(String detail) {
    if (findings.size() < MOST) {
      findings.add(new Convention.Finding(Check.UNWIND, detail));
    }
  }
}
