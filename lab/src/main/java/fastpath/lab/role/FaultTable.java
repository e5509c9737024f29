package fastpath.lab.role;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The exception table of an image: the instructions that access user memory, and where execution
 * continues after a fault ({@code include/linux/extable.h}).
 *
 * @param fixups address at which execution continues, by the address of the instruction
 * @param fixupCode addresses of the instructions of fix-up code, up to the jump back
 */
record FaultTable(Map<Long, Long> fixups, Set<Long> fixupCode) {
  private static final String SECTION = "__ex_table";
  private static final int WORD = Integer.BYTES;

  /**
   * Number of 32-bit words in a table entry: 2 without a type, or 3 with a type (Linux 5.16 and
   * later). A type that is read as an offset leads outside of the code, so the first format whose
   * offsets are valid is the right one.
   */
  private static final List<Integer> FORMATS = List.of(2, 3);

  private static final int LONGEST_FIXUP = 16;

  static FaultTable of(Image image) {
    for (Section s : image.sections()) {
      if (s.name().equals(SECTION)) {
        return of(image, s);
      }
    }
    return new FaultTable(Map.of(), Set.of());
  }

  private static FaultTable of(Image image, Section section) {
    ByteBuffer table = ByteBuffer.wrap(image.bytes(section)).order(ByteOrder.LITTLE_ENDIAN);
    for (int words : FORMATS) {
      Optional<Map<Long, Long>> read = read(image, table, section.address(), words * WORD);
      if (read.isPresent()) {
        Set<Long> code = new HashSet<>();
        read.get().values().forEach(fixup -> follow(image, fixup, code));
        return new FaultTable(read.get(), code);
      }
    }
    return new FaultTable(Map.of(), Set.of());
  }

  private static Optional<Map<Long, Long>> read(
      Image image, ByteBuffer table, long address, int bytes) {
    Map<Long, Long> fixups = new HashMap<>();
    for (int at = 0; at + bytes <= table.limit(); at += bytes) {
      long insn = address + at + table.getInt(at);
      long fixup = address + at + WORD + table.getInt(at + WORD);
      if (!isCode(image, insn) || !isCode(image, fixup)) {
        return Optional.empty();
      }
      fixups.put(insn, fixup);
    }
    return table.limit() % bytes == 0 ? Optional.of(fixups) : Optional.empty();
  }

  private static boolean isCode(Image image, long address) {
    return image.sections().stream().anyMatch(s -> s.isCode() && s.contains(address));
  }

  private static void follow(Image image, long fixup, Set<Long> code) {
    if (image.symbolAt(fixup).isPresent()) {
      return;
    }
    long address = fixup;
    for (int i = 0; i < LONGEST_FIXUP; i++) {
      Optional<Decoded> insn = image.decode(address);
      if (insn.isEmpty()) {
        return;
      }
      code.add(address);
      if (Lifter.lift(insn.get()).flow() != Flow.NEXT) {
        return;
      }
      address = insn.get().next();
    }
  }

  /** True if the instruction at an address accesses user memory and may fault there. */
  boolean mayFault(long address) {
    return fixups.containsKey(address);
  }
}
