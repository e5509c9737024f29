package fastpath.emulator.isa;

import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;

/** The simplest engine, which executes one instruction's micro-ops one after the other. */
final class UopRunner {
  final Cpu cpu;
  final Memory memory;

  /** The kind of the last {@link Uop.Trap}; "" if there was none. */
  String trap = "";

  private final long[] temps = new long[256];

  UopRunner(Cpu cpu, Memory memory) {
    this.cpu = cpu;
    this.memory = memory;
  }

  long get(State which) {
    return cpu.get(which);
  }

  void set(State which, long value) {
    cpu.set(which, value);
  }

  /** Runs an instruction to its end, including all iterations of a repeated one. */
  void run(Lifted lifted) {
    Decoded decoded = lifted.insn();
    set(State.RIP, decoded.next());
    if (lifted.repeat() == Repeat.NONE) {
      once(lifted);
      return;
    }
    for (State s : lifted.zeroExtended()) {
      set(s, Alu.zx(32, get(s)));
    }
    long flags = get(State.RFLAGS);
    try {
      iterate(lifted);
    } catch (GuestFault f) {
      set(State.RFLAGS, lifted.restoresFlags() ? flags : get(State.RFLAGS));
      throw f;
    }
  }

  private void iterate(Lifted lifted) {
    int bits = lifted.insn().insn().addressBits();
    while (Alu.zx(bits, get(State.RCX)) != 0) {
      once(lifted);
      set(State.RCX, Alu.zx(bits, get(State.RCX) - 1));
      boolean zero = (get(State.RFLAGS) & Flags.ZF) != 0;
      if (lifted.repeat() == Repeat.REPE && !zero || lifted.repeat() == Repeat.REPNE && zero) {
        break;
      }
    }
  }

  private void once(Lifted lifted) {
    for (Uop uop : lifted.uops()) {
      switch (uop) {
        case Uop.Imm u -> temps[u.dst()] = u.value();
        case Uop.Get u -> temps[u.dst()] = get(u.state());
        case Uop.Put u -> set(u.state(), temps[u.src()]);
        case Uop.Pure u ->
            temps[u.dst()] = u.fn().apply(u.bits(), temp(u.a()), temp(u.b()), temp(u.c()));
        case Uop.Load u -> temps[u.dst()] = memory.load(temps[u.addr()], u.bytes());
        case Uop.Store u -> memory.store(temps[u.addr()], temps[u.src()], u.bytes());
        case Uop.SetFlags u ->
            set(State.RFLAGS, (get(State.RFLAGS) & ~u.mask()) | (temps[u.src()] & u.mask()));
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
        case Uop.Jump u -> set(State.RIP, temps[u.target()]);
        case Uop.Branch u -> {
          if (temps[u.cond()] != 0) {
            set(State.RIP, temps[u.target()]);
          }
        }
        case Uop.Divide u -> divide(u);
        case Uop.Aligned u -> {
          if (temps[u.addr()] % u.bytes() != 0) {
            throw protection();
          }
        }
        case Uop.Writable u -> memory.checkWritable(temps[u.addr()], u.bytes());
        case Uop.Canonical u -> {
          if (!Memory.isCanonical(temps[u.value()])) {
            if (u.addr() >= 0) {
              memory.store(temps[u.addr()], temps[u.src()], 8);
            }
            throw protection();
          }
        }
        case Uop.Trap u -> trap = u.kind().name();
      }
    }
  }

  private long temp(int i) {
    return i < 0 ? 0 : temps[i];
  }

  private void divide(Uop.Divide u) {
    var low = unsigned(u.bits(), temps[u.lo()]);
    var dividend = unsigned(u.bits(), temps[u.hi()]).shiftLeft(u.bits()).or(low);
    var divisor = unsigned(u.bits(), temps[u.divisor()]);
    if (u.signed()) {
      dividend = signed(2 * u.bits(), dividend);
      divisor = signed(u.bits(), divisor);
    }
    if (divisor.signum() == 0) {
      throw new GuestFault(Fault.Kind.DIVIDE, 0, 0, "");
    }
    var quotient = dividend.divide(divisor);
    if (u.signed() ? quotient.bitLength() >= u.bits() : quotient.bitLength() > u.bits()) {
      throw new GuestFault(Fault.Kind.DIVIDE, 0, 0, "");
    }
    temps[u.quot()] = Alu.zx(u.bits(), quotient.longValue());
    temps[u.rem()] = Alu.zx(u.bits(), dividend.remainder(divisor).longValue());
  }

  private static java.math.BigInteger unsigned(int bits, long value) {
    return new java.math.BigInteger(Long.toUnsignedString(Alu.zx(bits, value)));
  }

  private static java.math.BigInteger signed(int bits, java.math.BigInteger value) {
    return value.testBit(bits - 1)
        ? value.subtract(java.math.BigInteger.ONE.shiftLeft(bits))
        : value;
  }

  private static GuestFault protection() {
    return new GuestFault(Fault.Kind.PROTECTION, 0, 0, "");
  }
}
