package fastpath.emulator.count;

import fastpath.emulator.frames.FramesFrom;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Exact counts of a call, as hardware counts.
 *
 * @param instructions retired instructions, callees included; a rep-prefixed instruction is one, a
 *     faulting instruction none
 * @param repIterations iterations of rep-prefixed instructions, including one that faults midway
 * @param loads memory reads of instructions, one for each operand read; ret and pop included
 * @param stores memory writes; call and push included
 * @param loadBytes bytes read
 * @param storeBytes bytes written
 * @param calls direct and indirect
 * @param branches what Intel's BR_INST_RETIRED.ALL_BRANCHES counts: conditional and unconditional
 *     jumps, calls and returns
 * @param branchesTaken what BR_INST_RETIRED.NEAR_TAKEN counts: those of them that transferred
 *     control
 * @param frameInstructions executed instructions that build or undo frames ({@link
 *     fastpath.emulator.frames.Frames}), callees included; empty if that is not known of some
 * @param pushes callee-saved registers saved by the called function itself; empty if not known
 * @param framesFrom source of the called function's saves; empty if they are not known
 * @param stackBytes deepest rsp below entry in the called function itself, in bytes, without return
 *     addresses
 * @param stackBytesTotal deepest rsp below entry, with callees and their return addresses, in bytes
 * @param ownInstructions instructions retired in the called function itself, its {@code .cold} part
 *     included; not in callees, nor in a function that it tail-jumps to
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
