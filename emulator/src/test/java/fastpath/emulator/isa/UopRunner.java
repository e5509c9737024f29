package fastpath.emulator.isa;

/** The plainest engine: runs one instruction's micro-ops on a state of arrays. */
final class UopRunner {
  /** Where {@link #memory} starts. */
  final long base;

  final byte[] memory;
  final long[] state = new long[State.values().length];
  String trap = "";
  private final long[] temps = new long[256];

  UopRunner(long base, int bytes) {
    this.base = base;
    this.memory = new byte[bytes];
  }

  /** A fault; state and memory are as the micro-ops left them. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  long get(State which) {
    return state[which.ordinal()];
  }

  void set(State which, long value) {
    state[which.ordinal()] = value;
  }

  /** Runs it to its end, all iterations of a repeated one. */
  void run(Decoded decoded) {
    Lifted lifted = Lifter.lift(decoded);
    set(State.RIP, decoded.next());
    if (lifted.repeat() == Repeat.NONE) {
      once(lifted);
      return;
    }
    int bits = decoded.insn().addressBits();
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
        case Uop.Pure u -> temps[u.dst()] = u.fn().apply(temp(u.a()), temp(u.b()), temp(u.c()));
        case Uop.Load u -> temps[u.dst()] = load(temps[u.addr()], u.bytes());
        case Uop.Store u -> store(temps[u.addr()], temps[u.src()], u.bytes());
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
            throw new Fault("#GP");
          }
        }
        case Uop.Trap u -> trap = u.kind() + " " + u.number();
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
      throw new Fault("#DE");
    }
    var quotient = dividend.divide(divisor);
    if (u.signed() ? quotient.bitLength() >= u.bits() : quotient.bitLength() > u.bits()) {
      throw new Fault("#DE");
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

  private int index(long address, int bytes) {
    if (address < base || address + bytes > base + memory.length) {
      throw new Fault("#PF " + Long.toHexString(address));
    }
    return (int) (address - base);
  }

  long load(long address, int bytes) {
    int at = index(address, bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (memory[at + i] & 0xffL) << (8 * i);
    }
    return value;
  }

  void store(long address, long value, int bytes) {
    int at = index(address, bytes);
    for (int i = 0; i < bytes; i++) {
      memory[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
