package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory accesses of a function's instructions, as far as an analysis of the code finds their
 * addresses.
 *
 * @param accesses the accesses of each instruction, by the instruction's address; an instruction
 *     that is not reached has no entry
 * @param addressesTaken by an instruction's address, the place in the function's frame whose
 *     address the instruction puts into a register, so that other code may access this place
 * @param stackEnds addresses of instructions that compute the low end of the kernel stack
 */
public record FunctionAccesses(
    Map<Long, List<MemoryAccess>> accesses, Map<Long, Place> addressesTaken, Set<Long> stackEnds) {
  static FunctionAccesses of(FunctionExtent function, ProgramCode code, ChangedRegisters changed) {
    Map<Long, List<MemoryAccess>> accesses = new HashMap<>();
    Map<Long, Place> taken = new HashMap<>();
    Set<Long> ends = new HashSet<>();
    StackAnalysis.of(function, code, changed::by)
        .forEach((address, state) -> {
          Decoded insn = code.decode(address);
          if (insn != null) {
            StackStep step = StackStep.of(Lifter.lift(insn), state);
            accesses.put(address, step.accesses());
            if (step.takesAddress() != null) {
              taken.put(address, step.takesAddress());
            }
            if (step.findsStackEnd()) {
              ends.add(address);
            }
          }
        });
    return new FunctionAccesses(accesses, taken, ends);
  }

  /** Returns the accesses of the instruction at an address, in the order of execution. */
  public List<MemoryAccess> at(long address) {
    return accesses.getOrDefault(address, List.of());
  }

  /** True if the analysis has reached the instruction at an address. */
  public boolean reaches(long address) {
    return accesses.containsKey(address);
  }
}
