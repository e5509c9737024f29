package fastpath.lab.boot;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.Section;
import java.util.Arrays;
import java.util.List;

/**
 * Replaces code that depends on whether the CPU has a feature (apply_alternatives()). An entry of
 * the table .altinstructions has the addresses of the original code and of the replacement, the
 * feature, flags, and both lengths. Each address is relative to its own field. An entry has 12
 * bytes up to 6.2, with a flag in the feature's highest bit, and 14 bytes since 6.3.
 */
final class Alternatives {
  private static final int OLD_ENTRY = 12;
  private static final int NEW_ENTRY = 14;
  private static final int NOT_IN_OLD = 1 << 15;
  private static final int NOT = 1;
  private static final int DIRECT_CALL = 2;

  /** An entry of the table .altinstructions. */
  private record Entry(
      long site, long replacement, int feature, int flags, int length, int replacementLength) {}

  private final KernelText text;
  private final BootCpu cpu;
  private final Nops nops;

  Alternatives(KernelText text, BootCpu cpu, Nops nops) {
    this.text = text;
    this.cpu = cpu;
    this.nops = nops;
  }

  void patch(Section table) {
    int size = entrySize(table);
    long end = table.address() + table.size();
    for (long at = table.address(); at + size <= end; at += size) {
      Entry e = entry(at, size);
      int length = e.length;
      for (long next = at + size; next + size <= end; next += size) {
        Entry other = entry(next, size);
        if (other.site != e.site) {
          break;
        }
        length = Math.max(length, nops == Nops.NEW ? other.length : 0);
      }
      apply(e, length);
    }
  }

  private Entry entry(long at, int size) {
    int feature = text.u16(at + 8);
    return size == OLD_ENTRY
        ? new Entry(
            text.relative(at),
            text.relative(at + 4),
            feature & ~NOT_IN_OLD,
            (feature & NOT_IN_OLD) != 0 ? NOT : 0,
            text.u8(at + 10),
            text.u8(at + 11))
        : new Entry(
            text.relative(at),
            text.relative(at + 4),
            feature,
            text.u16(at + 10),
            text.u8(at + 12),
            text.u8(at + 13));
  }

  /**
   * Returns the size of the table's entries in bytes, 14 or 12: the size with which every
   * replacement lies in .altinstr_replacement.
   */
  private int entrySize(Section table) {
    for (int size : new int[] {NEW_ENTRY, OLD_ENTRY}) {
      if (table.size() % size == 0 && fits(table, size)) {
        return size;
      }
    }
    throw new LinkException(
        "damaged kernel: .altinstructions has entries of neither 12 nor 14 bytes");
  }

  private boolean fits(Section table, int size) {
    List<Section> replacements = text.sections(".altinstr_replacement");
    for (long at = table.address(); at < table.address() + table.size(); at += size) {
      Entry e = entry(at, size);
      boolean inside =
          replacements.stream()
              .anyMatch(s ->
                  e.replacement >= s.address()
                      && e.replacement + e.replacementLength <= s.address() + s.size());
      if (!inside || nops == Nops.OLD && e.replacementLength > e.length) {
        return false;
      }
    }
    return true;
  }

  private void apply(Entry e, int length) {
    boolean replaces = cpu.has(e.feature) != ((e.flags & NOT) != 0);
    byte[] code = text.read(e.site, length);
    if (replaces) {
      byte[] replacement = text.read(e.replacement, e.replacementLength);
      Arrays.fill(code, (byte) 0x90);
      System.arraycopy(replacement, 0, code, 0, Math.min(length, replacement.length));
      if ((e.flags & DIRECT_CALL) != 0 && length > Branches.BYTES) {
        directCall(e, code);
      } else {
        relocate(e, code);
      }
    }
    nops.optimize(code, e.site);
    text.patch(e.site, code, PatchKind.ALTERNATIVE);
  }

  /**
   * Replaces an indirect call through a table of functions by a direct call, or by nops if the
   * function does nothing.
   */
  private void directCall(Entry e, byte[] code) {
    long pointer = e.site + 6 + text.i32(e.site + 2);
    long target = text.u8(e.site) == 0xff ? text.i64(pointer) : 0;
    if (target != 0 && text.symbol("nop_func").filter(f -> f == target).isPresent()) {
      Arrays.fill(code, (byte) 0x90);
    } else if (target != 0) {
      Branches.setTarget(code, 0, e.site, target);
    } else {
      relocate(e, code);
    }
  }

  /**
   * Adjusts the relative references in a replacement, so that each has the same target when the
   * code is at the site.
   */
  private void relocate(Entry e, byte[] code) {
    int at = 0;
    while (at < e.replacementLength) {
      int length = KernelText.length(code, at, e.site + at);
      if (length == 0) {
        return;
      }
      RelativeField field = RelativeField.of(code, at, length);
      if (field != null) {
        long target = at + length + field.value(code);
        if (target < 0 || target > e.replacementLength) {
          field.add(code, e.replacement - e.site);
          shorten(code, at, length);
        }
      }
      at += length;
    }
  }

  /** Replaces a near jump by a short jump if the target is in the range of a short jump. */
  private void shorten(byte[] code, int at, int length) {
    if ((code[at] & 0xff) != Branches.JMP || length != Branches.BYTES) {
      return;
    }
    long distance = Branches.target(code, at, 0) - 2;
    // recompute_jump() of 6.1 leaves backward jumps unchanged.
    boolean back = distance < -2;
    if (distance != (byte) distance || back && nops == Nops.OLD) {
      return;
    }
    code[at] = (byte) Nops.JMP8;
    code[at + 1] = (byte) distance;
    switch (nops) {
      case OLD -> nops.fill(code, at + 2, at + length);
      case NEW -> Arrays.fill(code, at + 2, at + length, (byte) Nops.INT3);
    }
  }
}
