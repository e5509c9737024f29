package fastpath.emulator.isa;

/**
 * A field of an encoded instruction that the linker must fill with symbol + addend, or, if
 * pcRelative, with symbol + addend minus the address of the next instruction.
 *
 * @param offset offset of the field in the instruction, in bytes
 * @param size size of the field in bytes: 1, 2, 4 or 8
 * @param signed true if the CPU sign-extends the field (R_X86_64_32S rather than R_X86_64_32)
 * @param addend addend in the source text; the ELF addend of a pcRelative field is addend -
 *     endDistance
 * @param endDistance number of bytes from the start of the field to the end of the instruction
 */
public record Fixup(
    int offset,
    int size,
    boolean pcRelative,
    boolean signed,
    Symbolic symbol,
    long addend,
    int endDistance) {}
