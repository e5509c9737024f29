package fastpath.emulator.isa;

/**
 * A field of an encoded instruction that the linker must fill: symbol + addend, minus the address
 * of the next instruction if pcRelative.
 *
 * @param offset of the field in the instruction, bytes
 * @param size of the field, bytes: 1, 2, 4, 8
 * @param signed true if the field is sign-extended when used (R_X86_64_32S rather than _32)
 * @param addend addend of the source; the ELF addend of a pcRelative field is addend - endDistance
 * @param endDistance bytes from the start of the field to the end of the instruction
 */
public record Fixup(
    int offset,
    int size,
    boolean pcRelative,
    boolean signed,
    Symbolic symbol,
    long addend,
    int endDistance) {}
