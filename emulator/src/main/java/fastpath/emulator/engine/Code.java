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
 * An instruction prepared for the interpreter, with its counts and links to the instructions that
 * follow.
 */
public final class Code {
  /**
   * Bit of {@link #special}: after the micro-ops there is more to do than to continue at the next
   * instruction.
   */
  static final int CONTROL = 1;

  static final int WRITES_RSP = 2;
  static final int REPEATED = 4;

  /** The instruction reads rip or the time-stamp counter. */
  static final int TRAP = 8;

  /** A micro-op needs data from {@link #insn} that its five ints do not hold. */
  static final int ASKED = 16;

  /** The instruction may set IF, so that waiting interrupts may be due. */
  static final int SETS_IF = 32;

  /** The accelerator left the instruction to the interpreter and wants to continue after it. */
  static final int RESUMES = 64;

  /** The instruction reads the time-stamp counter. */
  static final int READS_TSC = 128;

  private static final int MOST_TARGETS = 32;

  final Lifted insn;
  final long address;
  final long next;
  final int[] uops;
  int special;
  final Flow flow;
  final Repetition repetition;

  /** The instruction at {@link #next}, once it has been reached. */
  Code following;

  /** The instruction to which control last went otherwise. */
  Code target;

  /** True if the cache knows that this instruction may have links to undo. */
  boolean isLinked;

  /** The code version at which the cache last compared the instruction's bytes. */
  int checked;

  /** The instruction that was at the address before. */
  Code earlier;

  /** Targets of an indirect jump or call, as long as they are few. */
  private Code[] targets = {};

  private Mapping read;
  private Mapping written;
  private Object attachment;

  /**
   * The cache's list of counted instructions. This instruction is in the list, or all its counts
   * are 0.
   */
  private final List<Code> used;

  private boolean isUsed;

  /** The instruction of which this is a snapshot, or this instruction. */
  private final Code original;

  long own;
  long others;
  long iterations;
  long taken;

  /**
   * @param used list to which the instruction adds itself when something is counted
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
   * A snapshot of the instruction, without mappings that no longer exist. Counts that are added to
   * the snapshot are added to the original too.
   */
  public Code snapshot(Memory memory) {
    return new Code(this, memory);
  }

  /** Number of times that the instruction retired, as far as it is counted here. */
  public long count() {
    return own + others;
  }

  /** Number of times that a branch was taken, as far as it is counted here. */
  public long taken() {
    return taken;
  }

  /** True if a branch was taken more often than not, as far as it is counted here. */
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
   * The mapping of the last load while the instruction was {@link Interpreter#watch watched}, or
   * null.
   */
  public Mapping read() {
    return read;
  }

  /** The mapping of the last store while the instruction was watched, or null. */
  public Mapping written() {
    return written;
  }

  /** Targets of an indirect jump or call, the first 32. */
  public List<Code> targets() {
    return List.of(targets);
  }

  /** Data that an accelerator keeps with the instruction, or null. */
  public Object attachment() {
    return attachment;
  }

  public void attach(Object what) {
    attachment = what;
  }

  /** Asks the accelerator after this instruction, wherever control goes. */
  public void resumes() {
    special |= RESUMES;
  }

  /** Must be called before something is counted. */
  void use() {
    if (!isUsed) {
      isUsed = true;
      used.add(this);
    }
  }

  /** Adds counts that were made elsewhere. */
  public void add(long ownTimes, long otherTimes, long repeated, long jumped) {
    original.use();
    original.own += ownTimes;
    original.others += otherTimes;
    original.iterations += repeated;
    original.taken += jumped;
  }

  /** True if the instruction's bytes are unchanged and executable. */
  public boolean isUnchanged(Memory memory) {
    Mapping r = memory.mapping(address);
    byte[] b = insn.insn().bytes();
    int offset = r == null ? 0 : (int) (address - r.address());
    return r != null
        && (r.permissions() & (Memory.EXECUTE | Memory.USER)) == Memory.EXECUTE
        && offset + b.length <= r.bytes().length
        && Arrays.equals(b, 0, b.length, r.bytes(), offset, offset + b.length);
  }

  /** Forgets the instructions that follow. */
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
