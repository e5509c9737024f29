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
 * The memory that a function's instructions access, as far as its code tells the addresses.
 *
 * @param accesses accesses by the instruction's address; none for an instruction that is not
 *     reached
 * @param addressesTaken by the address of an instruction, the place in the function's frame whose
 *     address it puts into a register, so that other code may access the place
 * @param stackEnds addresses of instructions that compute the low end of the kernel stack
 */
public record FunctionAccesses(
    Map<Long, List<MemoryAccess>> accesses, Map<Long, Place> addressesTaken, Set<Long> stackEnds) {
  static FunctionAccesses of(FunctionExtent function, ProgramCode code, ChangedRegisters changed) {
    Map<Long, List<MemoryAccess>> accesses = new HashMap<>();
    Map<Long, Place> taken = new HashMap<>();
    Set<Long> ends = new HashSet<>();
    StackAnalysis.of(function, code, changed::by)
        .forEach(
            (address, state) -> {
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

  /** The accesses of the instruction at an address, in their order. */
  public List<MemoryAccess> at(long address) {
    return accesses.getOrDefault(address, List.of());
  }

  /** True if the instruction at an address is reached. */
  public boolean reaches(long address) {
    return accesses.containsKey(address);
  }
}
