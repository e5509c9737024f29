/**
 * Finds which instructions build and undo a stack frame ({@link
 * fastpath.emulator.frames.FrameUse}), in two independent ways: {@link
 * fastpath.emulator.frames.CfiFrames} uses call frame information, and {@link
 * fastpath.emulator.frames.OpcodeFrames} analyses what the instructions do to the stack. {@link
 * fastpath.emulator.frames.Frames} uses the analysis of the instructions where it can tell, and
 * otherwise call frame information or the kernel's unwind table; {@link
 * fastpath.emulator.frames.FrameComparison} lists where two sources differ.
 *
 * <p>The analysis of the instructions: {@code StackAnalysis} follows the control flow of a
 * function, {@code StackStep} applies one instruction's micro-ops to a {@code StackState}, whose
 * registers and stack slots hold {@code StackValue}s, and {@code FunctionFrames} decides the use of
 * each instruction.
 */
package fastpath.emulator.frames;
