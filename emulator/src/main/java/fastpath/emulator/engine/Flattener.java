package fastpath.emulator.engine;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Encodes each micro-op as five ints: operation, destination, and three arguments. The arguments
 * are indexes into one array of longs with the CPU's state first, then the temps, then the
 * constants. The temp of an Imm is replaced by the index of its constant. The temp of a Get is
 * replaced by the index of the state, unless a Put changes this state before a use of the temp. A
 * value that only one Put, SetFlags or Branch uses ({@link Sinks}) is computed directly into the
 * destination of that micro-op.
 */
final class Flattener {
  static final int WIDTH = 5;
  static final int MOVE = 0;
  static final int LOAD1 = 1;
  static final int LOAD2 = 2;
  static final int LOAD4 = 3;
  static final int LOAD8 = 4;
  static final int STORE1 = 5;
  static final int STORE2 = 6;
  static final int STORE4 = 7;
  static final int STORE8 = 8;
  static final int SET_FLAGS = 9;
  static final int JUMP = 10;
  static final int BRANCH = 11;
  static final int DIVIDE = 12;
  static final int ALIGNED = 13;
  static final int TRAP = 14;

  /**
   * The operation that branches to b if the function with index dst, of width 64, is not 0 for a.
   */
  static final int BRANCH_IF = 15;

  static final int CANONICAL = 16;
  static final int WRITABLE = 17;

  /**
   * The operation that stores the 8 bytes of b at address a if the third argument is not canonical.
   */
  static final int STORE_IF_NOT_CANONICAL = 18;

  /**
   * The first operation code of a function: the index of {@link Fn} shifted by {@link #WIDTH_BITS},
   * plus the width, is added to this code.
   */
  static final int PURE = 19;

  /** The first operation code of a function whose result goes to the flags in dst's mask. */
  static final int FLAGS = 1 << 20;

  /** The number of bits that hold a width from 8 to 64. */
  static final int WIDTH_BITS = 7;

  private static final int STATES = State.COUNT;
  private static final int TEMPS = 192;

  private final Map<Long, Integer> constants = new HashMap<>();
  private long[] file;
  private int used = STATES + TEMPS;

  Flattener(long[] state) {
    file = Arrays.copyOf(state, STATES + TEMPS + 256);
  }

  /**
   * Returns the array of state, temps and constants. The array is replaced by a larger one when
   * constants are added.
   */
  long[] file() {
    return file;
  }

  int[] flatten(Lifted insn) {
    if (insn.temps() > TEMPS) {
      throw new IllegalStateException(insn.temps() + " temps");
    }
    Sinks sinks = new Sinks(insn);
    Uop[] uops = sinks.uops();
    int[] place = new int[insn.temps()];
    int[] code = new int[(uops.length + 1) * WIDTH];
    int n = 0;
    for (int i = 0; i < uops.length; i++) {
      switch (uops[i]) {
        case Uop.Imm u -> place[u.dst()] = constant(u.value());
        case Uop.Get u -> {
          if (u.state() != State.RIP && sinks.stays(i, u)) {
            place[u.dst()] = u.state().index();
          } else {
            n = add(code, n, MOVE, place[u.dst()] = STATES + u.dst(), u.state().index(), 0, 0);
          }
        }
        case Uop.Put u -> {
          if (sinks.pureFor(u.src()) instanceof Uop.Pure p) {
            n = pure(code, n, PURE, u.state().index(), p, place);
          } else if (place[u.src()] != u.state().index()) {
            n = add(code, n, MOVE, u.state().index(), place[u.src()], 0, 0);
          }
        }
        case Uop.Pure u -> {
          place[u.dst()] = STATES + u.dst();
          if (sinks.pureFor(u.dst()) == null) {
            n = pure(code, n, PURE, STATES + u.dst(), u, place);
          }
        }
        case Uop.Load u -> {
          State into = sinks.loadInto(u.dst());
          int address = place[u.addr()];
          place[u.dst()] = into == null ? STATES + u.dst() : into.index();
          n = add(code, n, sized(LOAD1, u.bytes()), place[u.dst()], address, 0, 0);
        }
        case Uop.Store u ->
            n = add(code, n, sized(STORE1, u.bytes()), 0, place[u.addr()], place[u.src()], 0);
        case Uop.SetFlags u -> {
          if (sinks.pureFor(u.src()) instanceof Uop.Pure p) {
            n = pure(code, n, FLAGS, constant(u.mask()), p, place);
          } else {
            n = add(code, n, SET_FLAGS, constant(u.mask()), place[u.src()], 0, 0);
          }
        }
        case Uop.Jump u -> n = add(code, n, JUMP, 0, place[u.target()], 0, 0);
        case Uop.Branch u -> {
          if (sinks.pureFor(u.cond()) instanceof Uop.Pure p) {
            n = add(code, n, BRANCH_IF, p.fn().index(), place[p.a()], place[u.target()], 0);
          } else {
            n = add(code, n, BRANCH, 0, place[u.cond()], place[u.target()], 0);
          }
        }
        case Uop.Divide u -> {
          // A division's two results and width do not fit in five ints, so the engine reads the
          // micro-op itself.
          place[u.quot()] = STATES + u.quot();
          place[u.rem()] = STATES + u.rem();
          n =
              add(
                  code,
                  n,
                  DIVIDE,
                  original(insn, u),
                  place[u.hi()],
                  place[u.lo()],
                  place[u.divisor()]);
        }
        case Uop.Aligned u -> n = add(code, n, ALIGNED, u.bytes(), place[u.addr()], 0, 0);
        case Uop.Writable u -> n = add(code, n, WRITABLE, u.bytes(), place[u.addr()], 0, 0);
        case Uop.Canonical u -> {
          if (u.addr() >= 0) {
            int value = place[u.value()];
            n = add(code, n, STORE_IF_NOT_CANONICAL, 0, place[u.addr()], place[u.src()], value);
          }
          n = add(code, n, CANONICAL, 0, place[u.value()], 0, 0);
        }
        case Uop.Trap u -> n = add(code, n, TRAP, original(insn, u), 0, 0, 0);
        // On a single CPU every access is atomic and in order, so Lock and Fence have no effect.
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
      }
    }
    return Arrays.copyOf(code, n);
  }

  private static int original(Lifted insn, Uop uop) {
    return Arrays.asList(insn.uops()).indexOf(uop);
  }

  private static int pure(int[] code, int n, int base, int dst, Uop.Pure p, int[] place) {
    int op = base + (p.fn().index() << WIDTH_BITS) + p.bits();
    return add(code, n, op, dst, at(place, p.a()), at(place, p.b()), at(place, p.c()));
  }

  static int temp(int t) {
    return STATES + t;
  }

  private static int sized(int base, int bytes) {
    return base + Integer.numberOfTrailingZeros(bytes);
  }

  private static int at(int[] place, int temp) {
    return temp < 0 ? 0 : place[temp];
  }

  private static int add(int[] code, int n, int op, int dst, int a, int b, int c) {
    code[n] = op;
    code[n + 1] = dst;
    code[n + 2] = a;
    code[n + 3] = b;
    code[n + 4] = c;
    return n + WIDTH;
  }

  private int constant(long value) {
    Integer known = constants.get(value);
    if (known != null) {
      return known;
    }
    if (used == file.length) {
      file = Arrays.copyOf(file, 2 * file.length);
    }
    file[used] = value;
    constants.put(value, used);
    return used++;
  }
}
