package fastpath.emulator.engine;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.snapshot.AccessList;
import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.DirtyPages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the interrupted registers, the values of the registers at an interrupt's delivery,
 * through the instructions of the handler (dynamic taint tracking). A handler is transparent if it
 * only copies the interrupted registers to memory and back, and no address, branch or other store
 * depends on them. The effect of a transparent handler is the same for all values of the
 * interrupted registers. The interrupted registers include the instruction pointer, the status
 * flags and the stack pointer that the CPU pushes; the stack pointer after alignment, by which the
 * handler accesses its stack, is not among them.
 */
public final class TaintTracker implements AccessLog {
  private static final int WORD = 8;

  /**
   * The words of an interrupt frame without an error code, in the order in which the CPU pushes
   * them.
   */
  private static final State[] PUSHED = {State.SS, State.RSP, State.RFLAGS, State.CS, State.RIP};

  /** The location of 8 aligned bytes in memory. */
  private record Place(DirtyPages mapping, int offset) {}

  /**
   * A place in memory where an interrupted register's value is saved.
   *
   * @param offset offset of the 8 bytes in the mapping
   * @param bits the bits of the 8 bytes that are copied from the register
   */
  public record Saved(DirtyPages mapping, int offset, State register, long bits) {}

  private final int vector;
  private final AccessLog[] others;
  private final AccessList accesses = new AccessList();
  private final Taint[] states = new Taint[State.COUNT];
  private final Map<Place, Taint> memory = new HashMap<>();
  private Taint[] temps = new Taint[32];

  /** The number of the current instruction's accesses that have been followed. */
  private int done;

  private boolean entered;
  private boolean returned;
  private boolean lost;

  /**
   * Creates a tracker; must be called before the interrupt is delivered.
   *
   * @param vector vector of the interrupt
   * @param others logs that are told of every access too
   */
  public TaintTracker(int vector, AccessLog... others) {
    this.vector = vector;
    this.others = others;
    Arrays.fill(states, Taint.NONE);
  }

  @Override
  public void read(DirtyPages mapping, int offset, int bytes) {
    accesses.read(mapping, offset, bytes);
    for (AccessLog other : others) {
      other.read(mapping, offset, bytes);
    }
  }

  @Override
  public void written(DirtyPages mapping, int offset, int bytes) {
    accesses.written(mapping, offset, bytes);
    for (AccessLog other : others) {
      other.written(mapping, offset, bytes);
    }
  }

  @Override
  public void lost() {
    lost = true;
    for (AccessLog other : others) {
      other.lost();
    }
  }

  /** Notes that the handler has done something that the tracker cannot follow. */
  public void giveUp() {
    lost = true;
  }

  /** Notes that the CPU enters the handler of a vector. */
  public void delivered(int delivered) {
    lost |= delivered != vector;
  }

  /** Notes that the CPU has pushed the frame of an interrupt. */
  void entered() {
    int frame = accesses.count() - PUSHED.length;
    if (entered || frame < 0) {
      lost = true;
      return;
    }
    entered = true;
    for (int i = 0; i < PUSHED.length; i++) {
      boolean word = accesses.isStore(frame + i) && accesses.bytes(frame + i) == WORD;
      lost |= !word;
      lost |= accesses.offset(frame + i) % WORD != 0;
      if (PUSHED[i] != State.SS && PUSHED[i] != State.CS) {
        memory.put(word(frame + i, 0), Taint.of(PUSHED[i]));
      }
    }
    for (int i = 0; i < State.GENERAL; i++) {
      states[i] = i == State.RSP.index() ? Taint.NONE : Taint.of(State.gpr(i));
    }
    states[State.RFLAGS.index()] = Taint.of(Flags.STATUS);
    accesses.clear();
  }

  /** Follows an instruction that has retired, with the accesses since the instruction before. */
  void retired(Lifted insn) {
    // An instruction that retires before the interrupt is delivered does not belong to the handler.
    lost |= !entered;
    if (!lost) {
      follow(insn);
    }
    accesses.clear();
  }

  private void follow(Lifted insn) {
    done = 0;
    if (insn.repeat() != Repeat.NONE || returned) {
      lost = true;
      return;
    }
    if (temps.length < insn.temps()) {
      temps = new Taint[insn.temps()];
    }
    for (Uop uop : insn.uops()) {

      follow(insn, uop);
    }

    lost |= done != accesses.count();
  }

  private void follow(Lifted insn, Uop uop) {
    switch (uop) {
      case Uop.Imm u -> temps[u.dst()] = Taint.constant(u.value());
      case Uop.Get u -> temps[u.dst()] = states[u.state().index()];
      case Uop.Put u -> states[u.state().index()] = temps[u.src()];
      case Uop.Pure u ->
          temps[u.dst()] = Taint.of(u.fn(), u.bits(), at(u.a()), at(u.b()), at(u.c()));
      case Uop.Load u -> temps[u.dst()] = load(temps[u.addr()], u.bytes());
      case Uop.Store u -> store(temps[u.addr()], temps[u.src()], u.bytes());
      case Uop.SetFlags u -> setFlags(temps[u.src()], u.mask());
      case Uop.Jump u -> jump(insn, temps[u.target()]);
      case Uop.Branch u -> lost |= !temps[u.cond()].isNone() || !temps[u.target()].isNone();
      case Uop.Divide u -> {
        lost |= !at(u.hi()).isNone() || !at(u.lo()).isNone() || !at(u.divisor()).isNone();
        temps[u.quot()] = Taint.NONE;
        temps[u.rem()] = Taint.NONE;
      }
      case Uop.Aligned u -> lost |= !temps[u.addr()].isNone();
      case Uop.Canonical u -> lost |= !temps[u.value()].isNone() || !at(u.src()).isNone();
      case Uop.Writable u -> lost |= !temps[u.addr()].isNone();
      case Uop.Trap u -> trap(u);
      case Uop.Lock u -> {}
      case Uop.Fence u -> {}
    }
  }

  private Taint at(int temp) {
    return temp < 0 ? Taint.NONE : temps[temp];
  }

  private Taint load(Taint address, int bytes) {
    lost |= !address.isNone() || done >= accesses.count() || accesses.bytes(done) != bytes;
    if (lost || accesses.isStore(done)) {
      lost = true;
      return Taint.ALL;
    }
    Taint taint = loaded(done, bytes);
    done++;
    return taint;
  }

  private Taint loaded(int access, int bytes) {
    if (!overlaps(access)) {
      return Taint.NONE;
    }
    Taint word = memory.get(word(access, 0));
    int first = accesses.offset(access) % WORD;
    if (word == null || first + bytes > WORD) {
      return Taint.ALL;
    }
    return bytes == WORD ? word : word.part(first, bytes);
  }

  private void store(Taint address, Taint value, int bytes) {
    lost |= !address.isNone() || done >= accesses.count() || accesses.bytes(done) != bytes;
    if (lost || !accesses.isStore(done)) {
      lost = true;
      return;
    }
    boolean word = bytes == WORD && accesses.offset(done) % WORD == 0;
    if (word) {
      memory.remove(word(done, 0));
    }
    // A saved register of which a part is overwritten is not a copy any more.
    lost |= overlaps(done);
    if (word && value.copyOf() != null) {
      memory.put(word(done, 0), value);
    } else {
      lost |= !value.isNone(Byte.SIZE * bytes);
    }
    done++;
  }

  /** True if an access reaches bytes of a saved register. */
  private boolean overlaps(int access) {
    if (memory.isEmpty()) {
      return false;
    }
    for (int at = 0; at < accesses.bytes(access) + WORD - 1; at += WORD) {
      int last = Math.min(at, accesses.bytes(access) - 1);
      if (memory.containsKey(word(access, last))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the aligned 8 bytes that contain a byte of an access. */
  private Place word(int access, int index) {
    return new Place(accesses.mapping(access), accesses.offset(access) + index & -WORD);
  }

  private void setFlags(Taint value, long mask) {
    int flags = State.RFLAGS.index();
    states[flags] = Taint.of(states[flags].bits() & ~mask | value.bits() & mask);
  }

  /** Notes a jump; the interrupt returns if the jump is an iretq from the interrupt's own frame. */
  private void jump(Lifted insn, Taint target) {
    returned = target.isAllOf(State.RIP) && returns(insn);
    lost |= !returned && !target.isNone();
  }

  private static boolean returns(Lifted insn) {
    return insn.uops()[0] instanceof Uop.Trap t && t.kind() == Uop.Trap.Kind.IRETQ;
  }

  private void trap(Uop.Trap trap) {
    switch (trap.kind()) {
      case IRETQ -> lost |= !selectorIsChecked();
      case STI -> {}
      case WRMSR ->
          lost |=
              !states[State.RAX.index()].isNone()
                  || !states[State.RCX.index()].isNone()
                  || !states[State.RDX.index()].isNone();
      case SWAPGS ->
          lost |=
              !states[State.GS_BASE.index()].isNone()
                  || !states[State.KERNEL_GS_BASE.index()].isNone();
      case UD,
          BP,
          INT,
          HLT,
          SYSCALL,
          SYSRET,
          CPUID,
          RDMSR,
          LOAD_SEGMENT,
          WRITE_CONTROL,
          PRIVILEGED ->
          lost = true;
    }
  }

  /**
   * True if the access for the iretq's selector check, which the machine makes before the
   * instruction loads the frame, reads no saved register.
   */
  private boolean selectorIsChecked() {
    boolean loads = done < accesses.count() && !overlaps(done);
    done++;
    return loads;
  }

  /**
   * True if the interrupt has returned to the interrupted instruction with each register's own
   * value, and nothing the handler did depends on the interrupted registers.
   */
  public boolean isTransparent() {
    boolean restored = states[State.RFLAGS.index()].bits() == Flags.STATUS;
    for (int i = 0; i < State.GENERAL; i++) {
      restored &= states[i].isAllOf(State.gpr(i));
    }
    for (State state : State.values()) {
      restored &= state.isGeneral() || state == State.RFLAGS || states[state.index()].isNone();
    }

    return returned && restored && !lost;
  }

  /** Returns the places in memory that hold interrupted registers. */
  public List<Saved> saved() {
    List<Saved> saved = new ArrayList<>();
    memory.forEach((place, taint) ->
        saved.add(new Saved(place.mapping, place.offset, taint.copyOf(), taint.bits())));
    return saved;
  }
}
