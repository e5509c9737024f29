package fastpath.emulator.dataflow;

import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.List;

/**
 * The registers that an instruction assigns and reads, as sets of bits: bit n is the general
 * register with encoding number n, and bit {@link #FLAGS} is the status flags. The stack pointer is
 * not included. A register whose value does not affect the result, as in {@code xor %eax,%eax} and
 * {@code or $-1,%eax}, does not count as read.
 *
 * @param defines registers that the instruction assigns
 * @param addresses registers that the instruction reads to compute the address of an access
 * @param values registers that the instruction reads for any other reason
 * @param loads true if the instruction loads from memory
 * @param stores true if the instruction stores to memory
 */
public record Effects(int defines, int addresses, int values, boolean loads, boolean stores) {
  /** The number of the bit that stands for the status flags. */
  public static final int FLAGS = State.GENERAL;

  private static final int ACCUMULATOR = 1 << State.RAX.index();
  private static final int COUNTER = 1 << State.RCX.index();
  private static final int DATA = 1 << State.RDX.index();

  /** The constant of 32 bits all of which are set. */
  private static final long ALL_ONES = 0xffffffffL;

  /** Returns the effects of an instruction's micro-ops, without those of a callee. */
  public static Effects of(Lifted insn) {
    if (exchangesNothing(insn.insn())) {
      return new Effects(0, 0, 0, false, false);
    }
    Reader reader = new Reader(insn.temps());
    for (Uop uop : insn.uops()) {
      reader.read(uop);
    }
    if (insn.repeat() != Repeat.NONE) {
      reader.defines |= COUNTER;
      reader.values |= COUNTER;
    }
    return new Effects(
        reader.defines, reader.addresses, reader.values, reader.loads, reader.stores);
  }

  /**
   * True for an exchange of a register with itself, which is a nop. With 32 bits it is none, since
   * it clears the upper half.
   */
  public static boolean exchangesNothing(Decoded insn) {
    List<Operand> operands = insn.insn().operands();
    return insn.insn().form().action() == Action.EXCHANGE
        && operands.get(0).equals(operands.get(1))
        && operands.get(0) instanceof Operand.RegOp register
        && register.reg().bits() != Integer.SIZE;
  }

  /** True if the instruction assigns the status flags and no register. */
  public boolean onlyCompares() {
    return defines == 1 << FLAGS && !stores;
  }

  private static final class Reader {
    private final int[] from;
    private final boolean[] ones;
    private int defines;
    private int addresses;
    private int values;
    private boolean loads;
    private boolean stores;

    Reader(int temps) {
      from = new int[temps];
      ones = new boolean[temps];
    }

    void read(Uop uop) {
      switch (uop) {
        case Uop.Imm u -> ones[u.dst()] = u.value() == -1 || u.value() == ALL_ONES;
        case Uop.Get u -> from[u.dst()] = bit(u.state());
        case Uop.Put u -> {
          defines |= bit(u.state());
          values |= from[u.src()];
        }
        case Uop.Pure u -> from[u.dst()] = pure(u);
        case Uop.Load u -> {
          loads = true;
          addresses |= from[u.addr()];
        }
        case Uop.Store u -> {
          stores = true;
          addresses |= from[u.addr()];
          values |= from[u.src()];
        }
        case Uop.SetFlags u -> {
          defines |= 1 << FLAGS;
          values |= from[u.src()];
        }
        case Uop.Divide u -> {
          int all = from[u.hi()] | from[u.lo()] | from[u.divisor()];
          from[u.quot()] = all;
          from[u.rem()] = all;
        }
        case Uop.Jump u -> values |= from[u.target()];
        case Uop.Branch u -> values |= from[u.cond()] | from[u.target()];
        case Uop.Trap u -> trap(u.kind());
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
        case Uop.Aligned u -> {}
        case Uop.Canonical u -> {}
        case Uop.Writable u -> {}
      }
    }

    private int pure(Uop.Pure u) {
      boolean cancels = u.a() == u.b() && cancels(u.fn()) || u.fn() == Fn.OR && isOnes(u);
      int ab = cancels ? 0 : of(u.a()) | of(u.b());
      return u.fn().keepsFlags() ? ab : ab | of(u.c());
    }

    /** True if an operand is a constant all of whose bits are set. */
    private boolean isOnes(Uop.Pure u) {
      return u.a() >= 0 && ones[u.a()] || u.b() >= 0 && ones[u.b()];
    }

    private static boolean cancels(Fn fn) {
      return fn == Fn.XOR
          || fn == Fn.SUB
          || fn == Fn.SUB_FLAGS
          || fn == Fn.SBB
          || fn == Fn.SBB_FLAGS;
    }

    private int of(int temp) {
      return temp < 0 ? 0 : from[temp];
    }

    private static int bit(State state) {
      if (state == State.RFLAGS) {
        return 1 << FLAGS;
      }
      return state.isGeneral() && state != State.RSP ? 1 << state.index() : 0;
    }

    private void trap(Uop.Trap.Kind kind) {
      switch (kind) {
        case CPUID -> {
          values |= ACCUMULATOR | COUNTER;
          defines |= ACCUMULATOR | COUNTER | DATA | 1 << State.RBX.index();
        }
        case RDMSR -> {
          values |= COUNTER;
          defines |= ACCUMULATOR | DATA;
        }
        case WRMSR -> values |= ACCUMULATOR | COUNTER | DATA;
        case UD, BP, INT, HLT, SYSCALL, SYSRET, IRETQ, STI, SWAPGS -> {}
        case LOAD_SEGMENT, WRITE_CONTROL, PRIVILEGED -> {}
      }
    }
  }
}
