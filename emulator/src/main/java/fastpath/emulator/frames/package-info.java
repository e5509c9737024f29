/**
 * Which instructions make and undo a stack frame ({@link fastpath.emulator.frames.FrameUse}), told
 * in two ways that know nothing of each other: {@link fastpath.emulator.frames.CfiFrames} from call
 * frame information, and {@link fastpath.emulator.frames.OpcodeFrames} from what the instructions
 * do to the stack. {@link fastpath.emulator.frames.Frames} takes the first where it covers a
 * function and the second elsewhere; {@link fastpath.emulator.frames.FrameComparison} lists where
 * they differ.
 *
 * <p>From opcodes: {@code StackAnalysis} follows the flow of a function, {@code StackStep} says
 * what one instruction's micro-ops do to a {@code StackState}, whose registers and stack slots hold
 * {@code StackValue}s, and {@code FunctionFrames} draws the conclusions.
 */
package fastpath.emulator.frames;
