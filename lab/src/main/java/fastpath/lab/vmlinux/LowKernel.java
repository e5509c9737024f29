package fastpath.lab.vmlinux;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import java.util.List;
import java.util.Optional;

/**
 * Moves a kernel to a low address, at which a process on the host CPU can map the kernel. The
 * decompressor of a bzImage moves a kernel in the same way: see handle_relocations() in
 * arch/x86/boot/compressed/misc.c. Behind the ELF file stand three lists of places, each list with
 * a zero before its first entry. The distance is added to the 64-bit words of the first list,
 * subtracted from the 32-bit words of the second list, and added to the 32-bit words of the third.
 * An entry is the lower half of a word's address in the kernel's mapping of physical memory.
 */
public final class LowKernel {
  private static final int SEGMENT = 56;
  private static final int SYMBOL = 24;
  private static final int SYMTAB = 2;
  private static final int LOAD = 1;

  /** __START_KERNEL_map: the address of physical address 0. */
  private static final long MAP = 0xffffffff80000000L;

  private final String name;
  private final byte[] elf;
  private final List<KernelSection> sections;
  private long lowest = -1;
  private long end;
  private long distance;

  private LowKernel(String name, byte[] elf) {
    this.name = name;
    this.elf = elf.clone();
    sections = KernelSection.of(elf);
  }

  /**
   * Returns the kernel moved to the address of {@link LinkOptions#low}.
   *
   * @param elf the kernel that {@link KernelFile#open} returns
   * @return empty if the file does not have the kernel's relocations
   * @throws LinkException if a relocation has an address outside of the kernel
   */
  public static Optional<byte[]> of(String name, byte[] elf) {
    LowKernel kernel = new LowKernel(name, elf);
    return kernel.sections.stream()
        .filter(s -> s.name().equals(SymbolTable.RELOCATIONS) && s.size() > 0)
        .findFirst()
        .map(kernel::move);
  }

  private byte[] move(KernelSection relocations) {
    segments(false);
    distance = LinkOptions.low().textBase() - lowest;
    relocate(relocations);
    segments(true);
    for (KernelSection s : sections) {
      add(s.header() + 16, s.address());
      if (s.type() == SYMTAB) {
        for (int at = s.offset(); at + SYMBOL <= s.offset() + s.size(); at += SYMBOL) {
          add(at + 8, Words.i64(elf, at + 8));
        }
      }
    }
    return elf;
  }

  /**
   * Finds the lowest and highest addresses of the segments, or moves the segments. The per-CPU
   * template, which is linked at address 0, is not moved.
   */
  private void segments(boolean move) {
    int headers = (int) Words.i64(elf, 32);
    for (int i = 0; i < Words.u16(elf, 56); i++) {
      int at = headers + SEGMENT * i;
      long address = Words.i64(elf, at + 16);
      if (move) {
        add(at + 16, address);
      } else if (Words.i32(elf, at) == LOAD && address != 0) {
        lowest = Long.compareUnsigned(address, lowest) < 0 ? address : lowest;
        long behind = address + Words.i64(elf, at + 40);
        end = Long.compareUnsigned(behind, end) > 0 ? behind : end;
      }
    }
  }

  /** Writes the new address if an address lies in the kernel or at the kernel's end. */
  private void add(int at, long address) {
    if (Long.compareUnsigned(address, lowest) >= 0 && Long.compareUnsigned(address, end) <= 0) {
      Words.put64(elf, at, address + distance);
    }
  }

  /**
   * Applies the three lists, beginning with the last list, because only the end of the lists is
   * known.
   */
  private void relocate(KernelSection list) {
    int at = list.offset() + list.size() - Integer.BYTES;
    at = each(list, at, place -> Words.put32(elf, place, Words.i32(elf, place) + (int) distance));
    at = each(list, at, place -> Words.put32(elf, place, Words.i32(elf, place) - (int) distance));
    each(list, at, this::address);
  }

  /**
   * Moves the address in a 64-bit word. A word that the build has set to 0 after the link stays 0,
   * such as a call of the tracer in a dead function.
   */
  private void address(int place) {
    long value = Words.i64(elf, place);
    Words.put64(elf, place, value == 0 ? 0 : value + distance);
  }

  private interface Place {
    void move(int offset);
  }

  /**
   * Applies one list, from its last entry down to the zero before its first entry; returns the
   * offset of the last entry of the list before.
   */
  private int each(KernelSection list, int from, Place place) {
    int at = from;
    while (at >= list.offset() && Words.i32(elf, at) != 0) {
      place.move(offset(Words.i32(elf, at)));
      at -= Integer.BYTES;
    }
    if (at < list.offset()) {
      throw new LinkException(name + ": damaged kernel image: its relocations have no end");
    }
    return at - Integer.BYTES;
  }

  /**
   * Returns the offset in the file of the word that has an address in the kernel's mapping of
   * physical memory.
   */
  private int offset(int address) {
    long physical = address - MAP;
    int headers = (int) Words.i64(elf, 32);
    for (int i = 0; i < Words.u16(elf, 56); i++) {
      int at = headers + SEGMENT * i;
      long inside = physical - Words.i64(elf, at + 24);
      if (Words.i32(elf, at) == LOAD
          && inside >= 0
          && inside <= Words.i64(elf, at + 32) - Long.BYTES) {
        return (int) (Words.i64(elf, at + 8) + inside);
      }
    }
    throw new LinkException(
        "%s: damaged kernel image: a relocation leads to 0x%x, where it has nothing"
            .formatted(name, (long) address));
  }
}
