package fastpath.emulator.engine;

import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instructions decoded and lifted once, kept until bytes that can be executed change. */
final class CodeCache {
  private static final int HASH = 4096;

  private final CpuProfile cpu;
  private final Memory memory;
  private final Flattener flattener;
  private final Map<Long, Code> known = new HashMap<>();
  private final List<Code> used = new ArrayList<>();
  private final Code[] recent = new Code[HASH];
  private int codeVersion;

  CodeCache(CpuProfile cpu, Memory memory, Flattener flattener) {
    this.cpu = cpu;
    this.memory = memory;
    this.flattener = flattener;
  }

  /** Instructions that something is counted of, also those whose bytes have changed since. */
  List<Code> used() {
    return used;
  }

  /** Nothing is counted of any. */
  void reset() {
    used.forEach(Code::reset);
    used.clear();
  }

  /** Whether bytes may have changed since the last {@link #at}. */
  boolean isStale() {
    return memory.codeVersion() != codeVersion;
  }

  /**
   * The instruction at an address.
   *
   * @throws GuestFault #PF, #GP or #UD
   */
  Code at(long rip) {
    if (isStale()) {
      forget();
    }
    int slot = slot(rip);
    Code c = recent[slot];
    if (c == null || c.address != rip) {
      c = fetch(rip);
      recent[slot] = c;
    }
    return c;
  }

  /** The instruction at an address if it has been fetched before and is unchanged, or null. */
  Code known(long rip) {
    Code last = recent[slot(rip)];
    if (last != null && last.address == rip && !isStale()) {
      return last;
    }
    Code c = known.get(rip);
    return c != null && c.isUnchanged(memory) ? c : null;
  }

  private static int slot(long rip) {
    return (int) (rip ^ rip >>> 12) & HASH - 1;
  }

  /** Bytes may have changed: forget what was decoded, keep the counts. */
  private void forget() {
    codeVersion = memory.codeVersion();
    Arrays.fill(recent, null);
    for (Code c : known.values()) {
      c.following = null;
      c.target = null;
    }
  }

  private Code fetch(long rip) {
    Mapping r = memory.fetch(rip);
    int offset = (int) (rip - r.address());
    Code c = known.get(rip);
    if (c != null && same(c, r, offset)) {
      return c;
    }
    Lifted lifted = Fetch.instruction(cpu, memory, rip);
    c = new Code(lifted, flattener.flatten(lifted), used);
    known.put(rip, c);
    return c;
  }

  private static boolean same(Code c, Mapping r, int offset) {
    byte[] b = c.insn.insn().bytes();
    return offset + b.length <= r.bytes().length
        && Arrays.equals(b, 0, b.length, r.bytes(), offset, offset + b.length);
  }
}
