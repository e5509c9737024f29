package fastpath.lab.vmlinux;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import java.util.List;
import java.util.Optional;

/**
 * Moves a kernel to a low address, where a process of the host CPU can have it. The decompressor of
 * a bzImage moves a kernel in the same way (handle_relocations() in
 * arch/x86/boot/compressed/misc.c): behind the ELF file stand three lists of places, each behind a
 * zero, to which the distance is added as 64 bits, from which it is taken as 32 bits, and to which
 * it is added as 32 bits. A place is the lower half of an address in the kernel's mapping of
 * physical memory.
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
   * The kernel at the address of {@link LinkOptions#low}.
   *
   * @param elf what {@link KernelFile#open} gives
   * @return empty if the kernel does not carry its relocations
   * @throws LinkException if a relocation leads outside of the kernel
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

  /** Finds where the segments lie, or moves them. The per-CPU template, at 0, stays. */
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

  /** Moves an address that lies in the kernel, or at its end. */
  private void add(int at, long address) {
    if (Long.compareUnsigned(address, lowest) >= 0 && Long.compareUnsigned(address, end) <= 0) {
      Words.put64(elf, at, address + distance);
    }
  }

  /** The lists end where the file does, so that they are read from there. */
  private void relocate(KernelSection list) {
    int at = list.offset() + list.size() - Integer.BYTES;
    at = each(list, at, place -> Words.put32(elf, place, Words.i32(elf, place) + (int) distance));
    at = each(list, at, place -> Words.put32(elf, place, Words.i32(elf, place) - (int) distance));
    each(list, at, this::address);
  }

  /** What the build has set to 0 since the link stays so: calls of the tracer in dead functions. */
  private void address(int place) {
    long value = Words.i64(elf, place);
    Words.put64(elf, place, value == 0 ? 0 : value + distance);
  }

  private interface Place {
    void move(int offset);
  }

  /** One list, up to the zero before it; returns where the list before that ends. */
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

  /** Where the file has the word at an address of the kernel's mapping of physical memory. */
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
