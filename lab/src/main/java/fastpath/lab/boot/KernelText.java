package fastpath.lab.boot;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Segment;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Listed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bytes of a linked kernel, for patching. */
final class KernelText {
  private final Image image;
  private final List<PatchSite> sites = new ArrayList<>();

  KernelText(Image image) {
    this.image = image;
  }

  /** Returns the places patched so far. */
  List<PatchSite> sites() {
    return sites;
  }

  /** Returns the address of a symbol; empty if the kernel has no such symbol. */
  Optional<Long> symbol(String name) {
    return image.symbol(name).map(Symbol::value);
  }

  /**
   * Returns the sections with a name: the kernel's own, and those of modules linked with the
   * kernel.
   */
  List<Section> sections(String name) {
    return image.sections().stream().filter(s -> s.name().equals(name) && s.size() > 0).toList();
  }

  /** Returns the entries of a table of alternatives. */
  List<AlternativeTable.Entry> alternatives(Section table) {
    return AlternativeTable.read(image, table)
        .orElseThrow(() ->
            new LinkException(
                "damaged kernel: " + table.name() + " has entries of neither 12 nor 14 bytes"));
  }

  private Segment segment(long address, int length) {
    for (Segment s : image.segments()) {
      long offset = address - s.address();
      if (offset >= 0 && offset + length <= s.bytes().length) {
        return s;
      }
    }
    throw new LinkException(
        "damaged kernel: its tables lead to 0x%x, where it has nothing".formatted(address));
  }

  byte[] read(long address, int length) {
    Segment s = segment(address, length);
    int at = (int) (address - s.address());
    return Arrays.copyOfRange(s.bytes(), at, at + length);
  }

  private ByteBuffer at(long address, int length) {
    Segment s = segment(address, length);
    return ByteBuffer.wrap(s.bytes(), (int) (address - s.address()), length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  int i32(long address) {
    return at(address, 4).getInt(0);
  }

  int u8(long address) {
    return at(address, 1).get(0) & 0xff;
  }

  long i64(long address) {
    return at(address, 8).getLong(0);
  }

  /** Returns the address that the word at an address encodes relative to that address. */
  long relative(long address) {
    return address + i32(address);
  }

  /**
   * Writes code at an address, and records the patch, if the code differs from the present code.
   */
  void patch(long address, byte[] code, PatchKind kind) {
    if (!Arrays.equals(code, read(address, code.length))) {
      write(address, code, kind);
    }
  }

  /** Writes code at an address, and records the patch. */
  void write(long address, byte[] code, PatchKind kind) {
    write(address, code, 0, code.length, kind);
  }

  /** Writes code that is part of an array, and records the patch. */
  void write(long address, byte[] from, int offset, int length, PatchKind kind) {
    Segment s = segment(address, length);
    System.arraycopy(from, offset, s.bytes(), (int) (address - s.address()), length);
    sites.add(new PatchSite(address, length, kind));
  }

  /** Returns the length of an instruction in bytes; 0 if the bytes are not an instruction. */
  static int length(byte[] code, int offset, long address) {
    try {
      return Decoder.decode(code, offset, code.length, address).length();
    } catch (IsaException e) {
      Listed listed = Listed.decode(code, offset, code.length, address);
      return listed == null ? 0 : listed.length();
    }
  }
}
