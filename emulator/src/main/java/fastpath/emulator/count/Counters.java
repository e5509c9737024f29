package fastpath.emulator.count;

import fastpath.emulator.frames.FramesFrom;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Exact counts of the events of a call, defined as a CPU's hardware counters define them.
 *
 * @param instructions retired instructions, callees included; an instruction with a rep prefix
 *     counts as one, and a faulting instruction is not counted
 * @param repIterations iterations of instructions with a rep prefix, including an instruction that
 *     faults midway
 * @param loads memory reads, one for each memory operand that an instruction reads; the reads of
 *     ret and pop are included
 * @param stores memory writes, one for each memory operand that an instruction writes; the writes
 *     of call and push are included
 * @param loadBytes bytes that the loads read
 * @param storeBytes bytes that the stores write
 * @param calls direct and indirect calls
 * @param branches conditional and unconditional jumps, calls and returns, as Intel's
 *     BR_INST_RETIRED.ALL_BRANCHES counts branches
 * @param branchesTaken branches that transferred control, as Intel's BR_INST_RETIRED.NEAR_TAKEN
 *     counts branches
 * @param frameInstructions executed instructions that build or undo stack frames ({@link
 *     fastpath.emulator.frames.Frames}), callees included; empty if the frames of some executed
 *     code are not known
 * @param pushes callee-saved registers that the called function itself saves; empty if not known
 * @param framesFrom the source of the information on the called function's saved registers; empty
 *     if that information is not known
 * @param stackBytes the deepest stack pointer in the called function itself, in bytes below the
 *     stack pointer at entry, without return addresses
 * @param stackBytesTotal the deepest stack pointer in the called function and its callees, in bytes
 *     below the stack pointer at entry, with the callees' return addresses
 * @param ownInstructions instructions retired in the called function itself and its {@code .cold}
 *     part, without callees and functions that it tail-calls
 */
public record Counters(
    long instructions,
    long repIterations,
    long loads,
    long stores,
    long loadBytes,
    long storeBytes,
    long calls,
    long branches,
    long branchesTaken,
    OptionalLong frameInstructions,
    OptionalLong pushes,
    Optional<FramesFrom> framesFrom,
    long stackBytes,
    long stackBytesTotal,
    long ownInstructions) {}
