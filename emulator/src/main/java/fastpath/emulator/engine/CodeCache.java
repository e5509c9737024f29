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

/** A cache of decoded and lifted instructions, which are valid until executable bytes change. */
final class CodeCache {
  private static final int HASH = 4096;

  /** The limit on the earlier forms of a self-modified instruction that are kept. */
  private static final int MOST_EARLIER = 8;

  private final CpuProfile cpu;
  private final Memory memory;
  private final Flattener flattener;
  private final Map<Long, Code> known = new HashMap<>();
  private final List<Code> used = new ArrayList<>();

  /**
   * The instructions with links to other instructions; links are removed when executable bytes
   * change.
   */
  private final List<Code> linked = new ArrayList<>();

  private final Code[] recent = new Code[HASH];
  private int codeVersion;

  CodeCache(CpuProfile cpu, Memory memory, Flattener flattener) {
    this.cpu = cpu;
    this.memory = memory;
    this.flattener = flattener;
  }

  /**
   * Returns the instructions with counts, including instructions whose bytes have changed since.
   */
  List<Code> used() {
    return used;
  }

  /** Sets all counts to 0. */
  void reset() {
    used.forEach(Code::reset);
    used.clear();
  }

  /** True if bytes may have changed since the last call of {@link #at}. */
  boolean isStale() {
    return memory.codeVersion() != codeVersion;
  }

  /**
   * Returns the instruction at an address.
   *
   * @throws GuestFault #PF, #GP or #UD if no instruction can be fetched
   */
  Code at(long rip) {
    if (isStale()) {
      forget();
    }
    int slot = slot(rip);
    Code c = recent[slot];
    if (c == null || c.address != rip || c.checked != codeVersion) {
      c = fetch(rip);
      c.checked = codeVersion;
      recent[slot] = c;
    }
    return c;
  }

  /**
   * Returns the instruction at an address if it has been fetched before and its bytes are
   * unchanged; otherwise null.
   */
  Code known(long rip) {
    Code last = recent[slot(rip)];
    if (last != null && last.address == rip && last.checked == memory.codeVersion()) {
      return last;
    }
    Code c = known.get(rip);
    return c != null && c.isUnchanged(memory) ? c : null;
  }

  private static int slot(long rip) {
    return (int) (rip ^ rip >>> 12) & HASH - 1;
  }

  /** Links {@code from} to its successor {@code to}, until bytes change; returns {@code to}. */
  Code follows(Code from, Code to) {
    from.following = to;
    noteLinks(from);
    return to;
  }

  /** Links {@code from} to its jump target {@code to}, until bytes change; returns {@code to}. */
  Code goesTo(Code from, Code to) {
    from.target = to;
    noteLinks(from);
    return to;
  }

  private void noteLinks(Code from) {
    if (!from.isLinked) {
      from.isLinked = true;
      linked.add(from);
    }
  }

  /**
   * Removes all links after executable bytes may have changed. Each instruction's bytes are
   * compared again when control reaches the instruction again. The cost grows with the number of
   * instructions reached since the last change, not with the number of instructions in the cache.
   */
  private void forget() {
    codeVersion = memory.codeVersion();
    linked.forEach(Code::unlink);
    linked.clear();
  }

  private Code fetch(long rip) {
    Mapping r = memory.fetch(rip);
    int offset = (int) (rip - r.address());
    Code latest = known.get(rip);
    Code c = latest == null || same(latest, r, offset) ? latest : earlier(latest, r, offset);
    if (c == null) {
      Lifted lifted = Fetch.instruction(cpu, memory, rip);
      c = new Code(lifted, flattener.flatten(lifted), used);
      c.earlier = latest;
    }
    known.put(rip, c);
    return c;
  }

  /**
   * Returns an earlier form of the instruction whose bytes are in memory again; null if there is
   * none.
   */
  private static Code earlier(Code latest, Mapping r, int offset) {
    Code before = latest;
    for (int i = 0; i < MOST_EARLIER && before.earlier != null; i++) {
      Code c = before.earlier;
      if (same(c, r, offset)) {
        before.earlier = c.earlier;
        c.earlier = latest;
        return c;
      }
      before = c;
    }
    before.earlier = null;
    return null;
  }

  private static boolean same(Code c, Mapping r, int offset) {
    byte[] b = c.insn.insn().bytes();
    return offset + b.length <= r.bytes().length
        && Arrays.equals(b, 0, b.length, r.bytes(), offset, offset + b.length);
  }
}
