package fastpath.emulator.isa;

import java.util.List;

/** The bytes of an instruction; the fields of fixups are zero. */
public record Encoded(byte[] bytes, List<Fixup> fixups) {}
