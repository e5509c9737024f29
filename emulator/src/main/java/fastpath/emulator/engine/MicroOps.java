package fastpath.emulator.engine;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.TrapHandler;

/**
 * Executes micro-ops that {@link Flattener} has encoded, on one array of registers, temps and
 * constants.
 */
final class MicroOps {
  private static final Fn.Value[] FUNCTIONS = functions();
  private static final int RFLAGS = State.RFLAGS.index();

  private final Memory memory;
  private final TrapHandler traps;
  private final Division division = new Division();

  /** The array of registers by index, temps and constants. */
  long[] file;

  /** The target of the jump or taken branch that was executed. */
  long destination;

  /** The reason to stop that a trap has given; null if none. */
  Stop stop;

  /**
   * The instruction that is executed, for data that five ints do not hold and for the count of
   * taken branches.
   */
  Code current;

  MicroOps(Memory memory, TrapHandler traps) {
    this.memory = memory;
    this.traps = traps;
  }

  /** Executes the micro-ops of one instruction once. */
  void execute(int[] code) {
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
        case Flattener.STORE_IF_NOT_CANONICAL -> storeIfNotCanonical(f[a], f[b], f[code[i + 4]]);
        case Flattener.CANONICAL -> canonical(f[a]);
        case Flattener.WRITABLE -> memory.checkWritable(f[a], dst);
        case Flattener.TRAP -> stop = traps.trap((Uop.Trap) current.insn.uops()[dst]);
        case Flattener.BRANCH_IF -> branch(FUNCTIONS[dst].of(64, f[a], 0, 0), f[b]);
        default -> {
          if (op < Flattener.FLAGS) {
            f[dst] = pure(op - Flattener.PURE, f[a], f[b], f[code[i + 4]]);
          } else {
            long mask = f[dst];
            long flags = pure(op - Flattener.FLAGS, f[a], f[b], f[code[i + 4]]);
            f[RFLAGS] = f[RFLAGS] & ~mask | flags & mask;
          }
        }
      }
    }
  }

  private static Fn.Value[] functions() {
    Fn.Value[] all = new Fn.Value[Fn.count()];
    for (int i = 0; i < all.length; i++) {
      all[i] = Fn.at(i).value();
    }
    return all;
  }

  private static long pure(int function, long a, long b, long c) {
    int bits = function & (1 << Flattener.WIDTH_BITS) - 1;
    return FUNCTIONS[function >>> Flattener.WIDTH_BITS].of(bits, a, b, c);
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

  private void storeIfNotCanonical(long address, long value, long tested) {
    if (!Memory.isCanonical(tested)) {
      memory.store(address, value, 8);
    }
  }

  private static void canonical(long value) {
    if (!Memory.isCanonical(value)) {
      throw new GuestFault(
          Fault.Kind.PROTECTION, 0, 0, "0x" + Long.toHexString(value) + " is not canonical");
    }
  }
}
