package fastpath.emulator.count;

import fastpath.emulator.frames.FramesFrom;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call did, counted exactly and as hardware counts it.
 *
 * @param instructions retired, callees included; a rep-prefixed one is one, one that faults none
 * @param repIterations iterations of rep-prefixed instructions, also of one that faults midway
 * @param loads memory reads of instructions, one for each operand read; ret and pop included
 * @param stores memory writes; call and push included
 * @param loadBytes bytes read
 * @param storeBytes bytes written
 * @param calls direct and indirect
 * @param branches what Intel's BR_INST_RETIRED.ALL_BRANCHES counts: conditional and unconditional
 *     jumps, calls and returns
 * @param branchesTaken what BR_INST_RETIRED.NEAR_TAKEN counts: those of them that transferred
 *     control
 * @param frameInstructions executed instructions that are the frame's ({@link
 *     fastpath.emulator.frames.Frames}), callees' too; empty if of some it is not known
 * @param pushes callee-saved registers saved by the called function itself; empty if not known
 * @param framesFrom what the called function's saves are told from; empty if they are not known
 * @param stackBytes deepest rsp below entry in the called function itself; the return address its
 *     caller pushed does not count, nor do those it pushes
 * @param stackBytesTotal the same with callees and their return addresses
 * @param ownInstructions retired in the called function itself: not in callees, nor in a function
 *     that it tail-jumps to; its {@code .cold} part is its own
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
