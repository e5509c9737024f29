/**
 * The code generator: turns the models of a passage into a class file, with the ASM library. {@link
 * fastpath.emulator.translate.gen.PassageGenerator} builds the class. {@code FrameCode} moves state
 * into local variables and back, {@code BlockCode} generates blocks and edges, {@code
 * InstructionCode} micro-ops, {@code FlagCode} lazy flags, {@code ConditionCode} conditions, {@code
 * FunctionCode} pure functions, {@code AccessCode} loads and stores, {@code BulkCode} repeated
 * moves, {@code ColdCode} side exits and slow accesses.
 */
package fastpath.emulator.translate.gen;
