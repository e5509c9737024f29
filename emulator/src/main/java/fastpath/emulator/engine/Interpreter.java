package fastpath.emulator.engine;

import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.machine.TrapHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The reference engine: executes the micro-ops of one instruction after another. Instructions are
 * decoded and lifted once and kept until bytes that can be executed change.
 */
public final class Interpreter implements Engine {
  /** Decodes what is in memory; tests put their own micro-ops in its place. */
  public interface Source {
    Lifted at(byte[] bytes, int offset, int limit, long address);
  }

  private static final Fn[] FNS = Fn.values();
  private static final int RSP = State.RSP.ordinal();
  private static final int RCX = State.RCX.ordinal();
  private static final int RIP = State.RIP.ordinal();
  private static final int RFLAGS = State.RFLAGS.ordinal();
  private static final int TSC = State.TSC.ordinal();
  private static final int HASH = 4096;

  private final Cpu cpu;
  private final Memory memory;
  private final TrapHandler traps;
  private final Tracer tracer;
  private final Source source;
  private final Flattener flattener;
  private final Division division = new Division();
  private final Map<Long, Code> known = new HashMap<>();
  private final List<Code> all = new ArrayList<>();
  private final Code[] recent = new Code[HASH];

  private long[] file;
  private int codeVersion;
  private long returnAddress;
  private Activation activation = a -> false;
  private long entryRsp;
  private long deepest;
  private long deepestOwn;
  private boolean own;
  private long calleeSlot;
  private long retired;
  private long destination;
  private Stop stop;

  /** The instruction in {@link #special}. */
  private Code current;

  /** rip is where control went, and there is no instruction yet. */
  private boolean fetching;

  public Interpreter(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
    this(cpu, memory, traps, tracer, Interpreter::decode);
  }

  public Interpreter(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer, Source source) {
    this.cpu = cpu;
    this.memory = memory;
    this.traps = traps;
    this.tracer = tracer;
    this.source = source;
    this.flattener = new Flattener(cpu.state());
    this.file = flattener.file();
    cpu.use(file);
  }

  private static Lifted decode(byte[] bytes, int offset, int limit, long address) {
    return Lifter.lift(Decoder.decode(bytes, offset, limit, address));
  }

  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public void begin(long address, Activation called) {
    returnAddress = address;
    activation = called;
    entryRsp = file[RSP];
    deepest = 0;
    deepestOwn = 0;
    own = called.owns(file[RIP]);
    calleeSlot = -1;
    retired = 0;
    for (Code c : all) {
      c.reset();
    }
  }

  @Override
  public Stop run(long budget) {
    stop = null;
    Code c = null;
    try {
      c = lookup(file[RIP]);
      if (c == null) {
        return Stop.RETURN;
      }
      while (true) {
        if (retired >= budget) {
          file[RIP] = c.address;
          return Stop.LIMIT;
        }
        if (memory.codeVersion() != codeVersion) {
          c = lookup(c.address);
        }
        if (c.special == 0 && tracer == null) {
          execute(c.uops);
          retire(c);
          Code next = c.following;
          c = next != null ? next : (c.following = lookup(c.next));
        } else {
          Code next = special(c);
          if (next == null) {
            return stop;
          }
          c = next;
        }
      }
    } catch (GuestFault f) {
      if (!fetching) {
        file[RIP] = c.address;
      }
      fetching = false;
      throw f;
    }
  }

  private void retire(Code c) {
    retired++;
    if (own) {
      c.own++;
    } else {
      c.others++;
    }
  }

  /** What transfers control, moves rsp, repeats, traps or is traced; null to stop. */
  private Code special(Code c) {
    destination = c.next;
    if ((c.special & Code.REPEATED) != 0) {
      repeat(c);
    } else {
      if ((c.special & Code.TRAP) != 0) {
        file[RIP] = c.address;
        file[TSC] = retired;
      }
      current = c;
      execute(c.uops);
    }
    retire(c);
    if ((c.special & Code.WRITES_RSP) != 0) {
      stack(c);
    }
    if ((c.special & Code.CONTROL) != 0) {
      control(c);
    }
    long rip = destination;
    if (tracer != null) {
      file[RIP] = rip;
      tracer.retired(c.insn.insn(), cpu, memory);
    }
    if (stop != null) {
      file[RIP] = rip;
      return null;
    }
    if (rip == c.next) {
      Code next = c.following;
      return next != null ? next : (c.following = go(rip));
    }
    Code next = c.target;
    return next != null && next.address == rip ? next : (c.target = go(rip));
  }

  private Code go(long rip) {
    Code next = lookup(rip);
    if (next == null) {
      file[RIP] = rip;
      stop = Stop.RETURN;
    }
    return next;
  }

  private void stack(Code c) {
    long depth = entryRsp - file[RSP];
    if (depth > deepest) {
      deepest = depth;
    }
    if (own && depth > deepestOwn && c.flow != Flow.CALL && c.flow != Flow.INDIRECT_CALL) {
      deepestOwn = depth;
    }
  }

  /** Follows the called function into callees, and back when the return address is popped. */
  private void control(Code c) {
    if (own) {
      if (c.flow == Flow.CALL || c.flow == Flow.INDIRECT_CALL) {
        own = false;
        calleeSlot = file[RSP];
      } else if (!activation.owns(destination)) {
        own = false;
        calleeSlot = -1;
      }
    } else if (c.flow == Flow.RET && calleeSlot != -1 && file[RSP] - calleeSlot == 8) {
      own = activation.owns(destination);
    }
  }

  private void repeat(Code c) {
    boolean narrow = c.insn.insn().insn().addressBits() == 32;
    Repeat kind = c.insn.repeat();
    current = c;
    while (true) {
      long count = narrow ? file[RCX] & 0xffffffffL : file[RCX];
      if (count == 0) {
        return;
      }
      execute(c.uops);
      file[RCX] = narrow ? count - 1 & 0xffffffffL : count - 1;
      c.iterations++;
      boolean zero = (file[RFLAGS] & Cpu.ZF) != 0;
      if (kind == Repeat.REPE && !zero || kind == Repeat.REPNE && zero) {
        return;
      }
    }
  }

  /** Executes one instruction's micro-ops once, for tests. */
  void execute(Lifted insn) {
    current = new Code(insn, flattener.flatten(insn));
    file = flattener.file();
    cpu.use(file);
    execute(current.uops);
  }

  private void execute(int[] code) {
    long[] f = file;
    for (int i = 0; i < code.length; i += Flattener.WIDTH) {
      int op = code[i];
      int dst = code[i + 1];
      int a = code[i + 2];
      int b = code[i + 3];
      switch (op) {
        case Flattener.MOVE -> f[dst] = f[a];
        case Flattener.LOAD1 -> f[dst] = memory.load(f[a], 1);
        case Flattener.LOAD2 -> f[dst] = memory.load(f[a], 2);
        case Flattener.LOAD4 -> f[dst] = memory.load(f[a], 4);
        case Flattener.LOAD8 -> f[dst] = memory.load(f[a], 8);
        case Flattener.STORE1 -> memory.store(f[a], f[b], 1);
        case Flattener.STORE2 -> memory.store(f[a], f[b], 2);
        case Flattener.STORE4 -> memory.store(f[a], f[b], 4);
        case Flattener.STORE8 -> memory.store(f[a], f[b], 8);
        case Flattener.SET_FLAGS -> f[RFLAGS] = f[RFLAGS] & ~f[dst] | f[a] & f[dst];
        case Flattener.JUMP -> destination = f[a];
        case Flattener.BRANCH -> branch(f[a], f[b]);
        case Flattener.DIVIDE -> divide(dst, f[a], f[b], f[code[i + 4]]);
        case Flattener.ALIGNED -> aligned(f[a], dst);
        case Flattener.TRAP -> stop = traps.trap((Uop.Trap) current.insn.uops()[dst]);
        case Flattener.BRANCH_IF -> branch(FNS[dst].apply(f[a], 0, 0), f[b]);
        default -> {
          if (op < Flattener.FLAGS) {
            f[dst] = FNS[op - Flattener.PURE].apply(f[a], f[b], f[code[i + 4]]);
          } else {
            long mask = f[dst];
            long flags = FNS[op - Flattener.FLAGS].apply(f[a], f[b], f[code[i + 4]]);
            f[RFLAGS] = f[RFLAGS] & ~mask | flags & mask;
          }
        }
      }
    }
  }

  private void branch(long condition, long target) {
    if (condition != 0) {
      destination = target;
      current.taken++;
    }
  }

  private void divide(int uop, long hi, long lo, long divisor) {
    Uop.Divide d = (Uop.Divide) current.insn.uops()[uop];
    division.divide(hi, lo, divisor, d.bits(), d.signed());
    file[Flattener.temp(d.quot())] = division.quotient();
    file[Flattener.temp(d.rem())] = division.remainder();
  }

  private static void aligned(long address, int bytes) {
    if ((address & bytes - 1) != 0) {
      throw new GuestFault(
          Fault.Kind.PROTECTION, 0, 0, "0x" + Long.toHexString(address) + " is not aligned");
    }
  }

  /** The instruction at an address; null at the return address. */
  private Code lookup(long rip) {
    if (memory.codeVersion() != codeVersion) {
      forget();
    }
    int slot = (int) (rip ^ rip >>> 12) & HASH - 1;
    Code c = recent[slot];
    if (c != null && c.address == rip) {
      return c;
    }
    if (rip == returnAddress) {
      return null;
    }
    fetching = true;
    file[RIP] = rip;
    c = fetch(rip);
    fetching = false;
    recent[slot] = c;
    return c;
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
    Region r = memory.fetch(rip);
    int offset = (int) (rip - r.address());
    Code c = known.get(rip);
    if (c != null && same(c, r, offset)) {
      return c;
    }
    byte[] bytes = r.bytes();
    int limit = bytes.length;
    int left = limit - offset;
    if (left < 15) {
      bytes = window(rip, left);
      offset = 0;
      limit = bytes.length;
    }
    Lifted lifted = lift(bytes, offset, limit, rip);
    c = new Code(lifted, flattener.flatten(lifted));
    if (file != flattener.file()) {
      file = flattener.file();
      cpu.use(file);
    }
    known.put(rip, c);
    all.add(c);
    return c;
  }

  private static boolean same(Code c, Region r, int offset) {
    byte[] b = c.insn.insn().bytes();
    return offset + b.length <= r.bytes().length
        && Arrays.equals(b, 0, b.length, r.bytes(), offset, offset + b.length);
  }

  /** Up to 15 bytes at the end of a region and from the next. */
  private byte[] window(long rip, int left) {
    byte[] b = memory.read(rip, left);
    for (int n = left; n < 15; n++) {
      Region next = memory.region(rip + n);
      if (next == null || (next.permissions() & Memory.EXECUTE) == 0) {
        break;
      }
      b = Arrays.copyOf(b, n + 1);
      b[n] = next.bytes()[(int) (rip + n - next.address())];
    }
    return b;
  }

  private Lifted lift(byte[] bytes, int offset, int limit, long rip) {
    try {
      return source.at(bytes, offset, limit, rip);
    } catch (IsaException e) {
      String text = HexFormat.ofDelimiter(" ").formatHex(e.bytes());
      throw switch (e.reason()) {
        case NOT_AN_INSTRUCTION ->
            new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, "not an instruction: " + text);
        case UNSUPPORTED ->
            new GuestFault(
                Fault.Kind.UNSUPPORTED, 0, 0, "instruction of " + e.name() + ": " + text);
        case TRUNCATED -> {
          long end = rip + limit - offset;
          yield new GuestFault(
              Fault.Kind.PAGE, end, 16, "fetching 0x" + Long.toHexString(end) + ": not mapped");
        }
      };
    }
  }

  @Override
  public List<Executed> executed() {
    List<Executed> result = new ArrayList<>();
    for (Code c : all) {
      if (c.count() != 0 || c.iterations != 0) {
        result.add(new Executed(c.insn, c.own, c.others, c.iterations, c.taken));
      }
    }
    return result;
  }

  @Override
  public long instructions() {
    return retired;
  }

  @Override
  public long ownStackBytes() {
    return deepestOwn;
  }

  @Override
  public long stackBytes() {
    return deepest;
  }
}
