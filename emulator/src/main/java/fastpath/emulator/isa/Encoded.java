package fastpath.emulator.isa;

import java.util.List;

/**
 * The bytes of an encoded instruction; a field that the linker must fill is zero and has a fixup.
 */
public record Encoded(byte[] bytes, List<Fixup> fixups) {}
