package fastpath.lab.boot;

import fastpath.emulator.image.Section;
import fastpath.lab.boot.AlternativeTable.Entry;
import java.util.Arrays;
import java.util.List;

/** Replaces code that depends on whether the CPU has a feature (apply_alternatives()). */
final class Alternatives {
  private final KernelText text;
  private final BootCpu cpu;
  private final Nops nops;

  Alternatives(KernelText text, BootCpu cpu, Nops nops) {
    this.text = text;
    this.cpu = cpu;
    this.nops = nops;
  }

  void patch(Section table) {
    List<Entry> entries = text.alternatives(table);
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      int length = e.length();
      for (Entry other : entries.subList(i + 1, entries.size())) {
        if (other.site() != e.site()) {
          break;
        }
        length = Math.max(length, nops == Nops.NEW ? other.length() : 0);
      }
      apply(e, length);
    }
  }

  private void apply(Entry e, int length) {
    boolean replaces = cpu.has(e.feature()) != e.inverted();
    byte[] code = text.read(e.site(), length);
    if (replaces) {
      byte[] replacement = text.read(e.replacement(), e.replacementLength());
      Arrays.fill(code, (byte) 0x90);
      System.arraycopy(replacement, 0, code, 0, Math.min(length, replacement.length));
      if (e.directCall() && length > Branches.BYTES) {
        directCall(e, code);
      } else {
        relocate(e, code);
      }
    }
    nops.optimize(code, e.site());
    text.patch(e.site(), code, PatchKind.ALTERNATIVE);
  }

  /**
   * Replaces an indirect call through a table of functions by a direct call, or by nops if the
   * function does nothing.
   */
  private void directCall(Entry e, byte[] code) {
    long pointer = e.site() + 6 + text.i32(e.site() + 2);
    long target = text.u8(e.site()) == 0xff ? text.i64(pointer) : 0;
    if (target != 0 && text.symbol("nop_func").filter(f -> f == target).isPresent()) {
      Arrays.fill(code, (byte) 0x90);
    } else if (target != 0) {
      Branches.setTarget(code, 0, e.site(), target);
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
    while (at < e.replacementLength()) {
      int length = KernelText.length(code, at, e.site() + at);
      if (length == 0) {
        return;
      }
      RelativeField field = RelativeField.of(code, at, length);
      if (field != null) {
        long target = at + length + field.value(code);
        if (target < 0 || target > e.replacementLength()) {
          field.add(code, e.replacement() - e.site());
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
