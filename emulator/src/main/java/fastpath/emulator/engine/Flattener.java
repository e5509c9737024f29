package fastpath.emulator.engine;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns micro-ops into five ints each - operation, destination, three arguments - that index one
 * array of longs: the CPU's state first, then temps, then constants. An Imm is an index of its
 * constant; a Get is the state itself unless a Put comes between it and a use.
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

  /** From here on: {@link Fn} by ordinal. */
  static final int PURE = 16;

  private static final int STATES = State.values().length;
  private static final int TEMPS = 192;

  private final Map<Long, Integer> constants = new HashMap<>();
  private long[] file;
  private int used = STATES + TEMPS;

  Flattener(long[] state) {
    file = Arrays.copyOf(state, STATES + TEMPS + 256);
  }

  /** State, temps and constants; another array may take its place when constants are added. */
  long[] file() {
    return file;
  }

  int[] flatten(Lifted insn) {
    Uop[] uops = insn.uops();
    if (insn.temps() > TEMPS) {
      throw new IllegalStateException(insn.temps() + " temps");
    }
    int[] place = new int[insn.temps()];
    int[] code = new int[uops.length * WIDTH];
    int n = 0;
    for (int i = 0; i < uops.length; i++) {
      switch (uops[i]) {
        case Uop.Imm u -> place[u.dst()] = constant(u.value());
        case Uop.Get u -> {
          if (u.state() != State.RIP && stays(uops, i, u)) {
            place[u.dst()] = u.state().ordinal();
          } else {
            n = add(code, n, MOVE, place[u.dst()] = STATES + u.dst(), u.state().ordinal(), 0, 0);
          }
        }
        case Uop.Put u -> n = add(code, n, MOVE, u.state().ordinal(), place[u.src()], 0, 0);
        case Uop.Pure u -> {
          int a = at(place, u.a());
          int b = at(place, u.b());
          int c = at(place, u.c());
          place[u.dst()] = STATES + u.dst();
          n = add(code, n, PURE + u.fn().ordinal(), STATES + u.dst(), a, b, c);
        }
        case Uop.Load u -> {
          int address = place[u.addr()];
          place[u.dst()] = STATES + u.dst();
          n = add(code, n, sized(LOAD1, u.bytes()), STATES + u.dst(), address, 0, 0);
        }
        case Uop.Store u ->
            n = add(code, n, sized(STORE1, u.bytes()), 0, place[u.addr()], place[u.src()], 0);
        case Uop.SetFlags u ->
            n = add(code, n, SET_FLAGS, constant(u.mask()), place[u.src()], 0, 0);
        case Uop.Jump u -> n = add(code, n, JUMP, 0, place[u.target()], 0, 0);
        case Uop.Branch u -> n = add(code, n, BRANCH, 0, place[u.cond()], place[u.target()], 0);
        case Uop.Divide u -> {
          // The pair of results and the width do not fit five ints: the engine asks the uop.
          place[u.quot()] = STATES + u.quot();
          place[u.rem()] = STATES + u.rem();
          n = add(code, n, DIVIDE, i, place[u.hi()], place[u.lo()], place[u.divisor()]);
        }
        case Uop.Aligned u -> n = add(code, n, ALIGNED, u.bytes(), place[u.addr()], 0, 0);
        case Uop.Trap u -> n = add(code, n, TRAP, i, 0, 0, 0);
        // One CPU: every access is atomic and in order.
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
      }
    }
    return Arrays.copyOf(code, n);
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

  /** Whether the state is unchanged at every use of the Get. */
  private static boolean stays(Uop[] uops, int from, Uop.Get get) {
    boolean changed = false;
    for (int i = from + 1; i < uops.length; i++) {
      if (changed && uses(uops[i], get.dst())) {
        return false;
      }
      changed |=
          uops[i] instanceof Uop.Put p && p.state() == get.state()
              || uops[i] instanceof Uop.SetFlags && get.state() == State.RFLAGS
              || uops[i] instanceof Uop.Trap;
    }
    return true;
  }

  private static boolean uses(Uop uop, int t) {
    return switch (uop) {
      case Uop.Imm u -> false;
      case Uop.Get u -> false;
      case Uop.Put u -> u.src() == t;
      case Uop.Pure u -> u.a() == t || u.b() == t || u.c() == t;
      case Uop.Load u -> u.addr() == t;
      case Uop.Store u -> u.addr() == t || u.src() == t;
      case Uop.SetFlags u -> u.src() == t;
      case Uop.Jump u -> u.target() == t;
      case Uop.Branch u -> u.cond() == t || u.target() == t;
      case Uop.Divide u -> u.hi() == t || u.lo() == t || u.divisor() == t;
      case Uop.Aligned u -> u.addr() == t;
      case Uop.Trap u -> false;
      case Uop.Lock u -> false;
      case Uop.Fence u -> false;
    };
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
