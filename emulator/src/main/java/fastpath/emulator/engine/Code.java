package fastpath.emulator.engine;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.util.Arrays;
import java.util.List;

/**
 * An instruction prepared for the interpreter, with its counts and links to the next instructions.
 */
public final class Code {
  /**
   * A bit of {@link #special}: after the micro-ops control may continue elsewhere than at the next
   * instruction.
   */
  static final int CONTROL = 1;

  static final int WRITES_RSP = 2;
  static final int REPEATED = 4;

  /**
   * A bit of {@code special}: the instruction traps or reads the time-stamp counter, so rip and the
   * counter are set before it.
   */
  static final int TRAP = 8;

  /**
   * A bit of {@code special}: a micro-op needs data from {@link #insn} that its five ints do not
   * hold.
   */
  static final int ASKED = 16;

  /**
   * A bit of {@code special}: the instruction may set IF, after which waiting interrupts may be
   * due.
   */
  static final int SETS_IF = 32;

  /**
   * A bit of {@code special}: the accelerator leaves the instruction to the interpreter and wants
   * to continue after it.
   */
  static final int RESUMES = 64;

  /** A bit of {@code special}: the instruction reads the time-stamp counter. */
  static final int READS_TSC = 128;

  private static final int MOST_TARGETS = 32;

  final Lifted insn;
  final long address;
  final long next;
  final int[] uops;
  int special;
  final Flow flow;
  final Repetition repetition;

  /** The instruction at {@link #next}; null until control has reached it. */
  Code following;

  /** The last instruction to which control went by a jump or taken branch; null before. */
  Code target;

  /**
   * True if this instruction is in the cache's list of instructions whose links must be removed
   * when code changes.
   */
  boolean isLinked;

  /** The code version for which the cache has last found the instruction's bytes unchanged. */
  int checked;

  /** The instruction that the cache had at this address before, with other bytes; null for none. */
  Code earlier;

  /** The targets of an indirect jump or call, at most the first 32. */
  private Code[] targets = {};

  private Mapping read;
  private Mapping written;
  private Object attachment;

  /**
   * The cache's list of instructions with counts. This instruction is in the list, unless all its
   * counts are 0.
   */
  private final List<Code> used;

  private boolean isUsed;

  /** The instruction of which this object is a snapshot, or this object itself. */
  private final Code original;

  long own;
  long others;
  long iterations;
  long taken;

  /**
   * @param used list to which the instruction adds itself when its first event is counted
   */
  Code(Lifted insn, int[] uops, List<Code> used) {
    this.used = used;
    original = this;
    this.insn = insn;
    this.uops = uops;
    address = insn.insn().address();
    next = insn.insn().next();
    flow = insn.flow();
    repetition = Repetition.of(insn);
    special = special(insn);
  }

  private Code(Code original, Memory memory) {
    used = original.used;
    this.original = original;
    insn = original.insn;
    uops = original.uops;
    address = original.address;
    next = original.next;
    flow = original.flow;
    repetition = original.repetition;
    special = original.special;
    targets = original.targets;
    read = memory.isMapped(original.read) ? original.read : null;
    written = memory.isMapped(original.written) ? original.written : null;
    own = original.own;
    others = original.others;
    taken = original.taken;
  }

  private static int special(Lifted insn) {
    int bits = insn.repeat() != Repeat.NONE ? REPEATED : 0;
    for (Uop u : insn.uops()) {
      switch (u) {
        case Uop.Put p -> bits |= p.state() == State.RSP ? WRITES_RSP : 0;
        case Uop.Jump j -> bits |= CONTROL;
        case Uop.Branch b -> bits |= CONTROL;
        case Uop.Trap t -> bits |= TRAP;
        case Uop.Imm i -> {}
        case Uop.Get g -> bits |= g.state() == State.TSC ? TRAP | READS_TSC : 0;
        case Uop.Pure p -> {}
        case Uop.Load l -> {}
        case Uop.Store s -> {}
        case Uop.SetFlags s -> bits |= (s.mask() & Cpu.IF) != 0 ? SETS_IF : 0;
        case Uop.Lock l -> {}
        case Uop.Fence f -> {}
        case Uop.Divide d -> bits |= ASKED;
        case Uop.Aligned a -> {}
        case Uop.Canonical v -> {}
        case Uop.Writable w -> {}
      }
    }
    return bits;
  }

  /**
   * Creates a snapshot of the instruction, without mappings that no longer exist. Counts that are
   * added to the snapshot go to the original instruction.
   */
  public Code snapshot(Memory memory) {
    return new Code(this, memory);
  }

  /** Returns the number of times that the instruction retired, as counted in this object. */
  public long count() {
    return own + others;
  }

  /** Returns the number of times that the branch was taken, as counted in this object. */
  public long taken() {
    return taken;
  }

  /** True if the branch was taken more often than not, as counted in this object. */
  public boolean isMostlyTaken() {
    return 2 * taken > count();
  }

  public Lifted insn() {
    return insn;
  }

  public long address() {
    return address;
  }

  public long next() {
    return next;
  }

  public Flow flow() {
    return flow;
  }

  public Repetition repetition() {
    return repetition;
  }

  /**
   * Returns the mapping that the last load accessed while the instruction was {@link
   * Interpreter#watch watched}; null if none.
   */
  public Mapping read() {
    return read;
  }

  /**
   * Returns the mapping that the last store accessed while the instruction was watched; null if
   * none.
   */
  public Mapping written() {
    return written;
  }

  /** Returns the first 32 targets of an indirect jump or call. */
  public List<Code> targets() {
    return List.of(targets);
  }

  /** Returns the data that an accelerator has attached to the instruction; null if none. */
  public Object attachment() {
    return attachment;
  }

  public void attach(Object what) {
    attachment = what;
  }

  /** Makes the interpreter call the accelerator after this instruction, wherever control goes. */
  public void resumes() {
    special |= RESUMES;
  }

  /**
   * Adds this instruction to the list of counted instructions; must be called before a count
   * changes.
   */
  void use() {
    if (!isUsed) {
      isUsed = true;
      used.add(this);
    }
  }

  /** Adds counts of executions outside of the interpreter. */
  public void add(long ownTimes, long otherTimes, long repeated, long jumped) {
    original.use();
    original.own += ownTimes;
    original.others += otherTimes;
    original.iterations += repeated;
    original.taken += jumped;
  }

  /** True if the instruction's bytes in memory are unchanged and executable. */
  public boolean isUnchanged(Memory memory) {
    Mapping r = memory.mapping(address);
    byte[] b = insn.insn().bytes();
    int offset = r == null ? 0 : (int) (address - r.address());
    return r != null
        && (r.permissions() & (Memory.EXECUTE | Memory.USER)) == Memory.EXECUTE
        && offset + b.length <= r.bytes().length
        && Arrays.equals(b, 0, b.length, r.bytes(), offset, offset + b.length);
  }

  /** Removes the links to the next instructions. */
  void unlink() {
    following = null;
    target = null;
    isLinked = false;
  }

  void wentTo(Code where) {
    if (targets.length < MOST_TARGETS && !Arrays.asList(targets).contains(where)) {
      targets = Arrays.copyOf(targets, targets.length + 1);
      targets[targets.length - 1] = where;
    }
  }

  void accessed(Memory memory) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Load) {
        read = memory.lastRead();
      } else if (u instanceof Uop.Store) {
        written = memory.lastWritten();
      }
    }
  }

  void reset() {
    own = 0;
    others = 0;
    iterations = 0;
    taken = 0;
    isUsed = false;
  }
}
