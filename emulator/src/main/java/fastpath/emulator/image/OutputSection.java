package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.List;

/** A section of the image: the input sections of one name, one after another. */
final class OutputSection {
  /**
   * The placement of an input section; {@code object} is the number of the section's file in the
   * link.
   */
  record Placement(OutputSection section, long offset, int object, ObjectSection input) {
    long address() {
      return section.address + offset;
    }
  }

  final String name;
  final boolean nobits;
  final List<Placement> inputs = new ArrayList<>();
  long flags;
  long align = 1;
  long size;
  long address;

  OutputSection(String name, boolean nobits) {
    this.name = name;
    this.nobits = nobits;
  }

  Placement add(int object, ObjectSection input) {
    flags |= input.flags() & 7;
    align = Math.max(align, input.align());
    size = up(size, input.align());
    Placement p = new Placement(this, size, object, input);
    inputs.add(p);
    size += input.size();
    return p;
  }

  /**
   * Reserves space that belongs to no input section (common symbols, the GOT), and returns its
   * offset in bytes.
   */
  long reserve(long bytes, long alignment) {
    align = Math.max(align, alignment);
    long at = up(size, alignment);
    size = at + bytes;
    return at;
  }

  boolean isPerCpu() {
    return isPerCpu(name);
  }

  static boolean isPerCpu(String name) {
    return name.startsWith(".data..percpu") || name.startsWith(".data.percpu");
  }

  static long up(long value, long alignment) {
    return (value + alignment - 1) & -alignment;
  }
}
