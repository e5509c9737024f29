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
 * Checks the unwind information and the stack alignment of a call after each of its instructions.
 * Where unwind information covers an instruction, the canonical frame address (CFA) that the
 * information gives must be the true one. The value of each callee-saved register must be in the
 * stack slot that the information names. All functions written in C must have unwind information. A
 * function that was entered with an aligned stack must have the stack aligned when it calls another
 * function.
 */
final class AbiWatch implements Tracer {
  private static final int MOST = 5;
  private static final int ALIGNMENT = 16;
  private static final String ASSEMBLY = ".S";

  /** One-byte opcodes of PUSHF and POPF (SDM volume 2). */
  private static final int PUSHF = 0x9c;

  private static final int POPF = 0x9d;

  /**
   * General registers, indexed by the register number of instruction encodings and of {@link
   * Cfi.Rules}.
   */
  private static final State[] GPRS = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RSP, State.RBP, State.RSI, State.RDI,
    State.R8, State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15
  };

  /** Numbers of the callee-saved registers rbx, rbp, r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final int[] CALLEE_SAVED = {3, 5, 12, 13, 14, 15};

  /**
   * A function that has been entered and has not returned.
   *
   * @param cfa canonical frame address (CFA) of the function: the stack pointer before the call
   * @param registers values of the registers at entry to the function
   */
  private record Activation(long cfa, long[] registers) {
    boolean isAligned() {
      return cfa % ALIGNMENT == 0;
    }
  }

  /**
   * Facts about the code at an address; they are constant during a run.
   *
   * @param file object that contains the code; empty if it is not known
   */
  private record Place(Optional<Cfi.Rules> rules, boolean c, boolean code, String file) {}

  private final Image image;
  private final long stackBytes;
  private final Map<Long, Place> places = new HashMap<>();
  private final TreeMap<Long, Activation> activations = new TreeMap<>();
  private final List<Convention.Finding> findings = new ArrayList<>();

  /**
   * Assembly files in which at least one instruction has unwind information. All other instructions
   * of such a file must then have unwind information too.
   */
  private final Set<String> described = new HashSet<>();

  private boolean watching;

  /**
   * @param stackBytes size and alignment of every thread's stack, in bytes
   */
  AbiWatch(Image image, long stackBytes) {
    this.image = image;
    this.stackBytes = stackBytes;
  }

  /** Starts watching: the next function to be called is entered with the given stack pointer. */
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
    // Inline assembly reads RFLAGS by a push onto the stack and a pop. The push and the pop belong
    // to one statement, so the unwind information between them is not checked.
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
   * True if the call crosses from one source file to another and the target is a C function. Within
   * one source file the compiler may use another calling convention (gcc's -fipa-stack-alignment).
   */
  private boolean isAbi(long from, long target) {
    return place(target).c && !unit(from).equals(unit(target));
  }

  private String unit(long address) {
    List<Frame> frames = image.inlines().at(address);
    return frames.isEmpty() ? "" : frames.getLast().file();
  }

  /**
   * Returns the activation of the function that executes on the stack of {@code rsp}; null if the
   * entry of that function was not watched.
   */
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

  /**
   * True if the code at an address belongs to a C function, by the file name in debug information.
   * gcc's debug information describes functions in assembly as well.
   */
  private boolean isC(long address) {
    return image.inlines().at(address).stream()
        .findFirst()
        .filter(frame -> !frame.file().endsWith(ASSEMBLY))
        .isPresent();
  }

  private void unwind(long rip, Cpu cpu, Memory memory) {
    Place place = place(rip);
    if (place.rules.isEmpty()) {
      // Fix-up code of inline assembly belongs to no function.
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

  /**
   * Returns the stack slot of a saved register; null if the slot has been popped. Compilers
   * describe the slot even after they have restored the register.
   */
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
