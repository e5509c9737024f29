package fastpath.emulator.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Flattened micro-ops have the same effect as the original ones, for random sequences. */
class FlattenerTest {
  private static final long BASE = 0x1000;
  private static final Fn[] FNS = {Fn.ADD, Fn.SUB, Fn.XOR, Fn.ADD_FLAGS, Fn.SUB_FLAGS};
  private static final State[] STATES = {State.RAX, State.RCX, State.RDX, State.RBX, State.RFLAGS};

  @Test
  void asTheMicroOpsSay() {
    for (int seed = 0; seed < 20_000; seed++) {
      Uop[] uops = random(new Random(seed));
      long[] expected = new long[State.values().length];
      byte[] memory = new byte[64];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = 0x1111111111111111L * i;
      }
      for (int i = 0; i < memory.length; i++) {
        memory[i] = (byte) (i * 7);
      }
      Cpu cpu = new Cpu();
      System.arraycopy(expected, 0, cpu.state(), 0, expected.length);
      Memory real = new Memory(cpu);
      real.map(BASE, 64, Memory.READ | Memory.WRITE, "data");
      real.write(BASE, memory);
      plain(uops, expected, memory);
      Lifted insn =
          new Lifted(new Decoded(0, 1, new byte[1], null), uops, 64, Flow.NEXT, Repeat.NONE);
      new Interpreter(cpu, real, t -> null, null).execute(insn);
      String text = "seed " + seed + ": " + List.of(uops);
      for (State s : STATES) {
        assertEquals(expected[s.ordinal()], cpu.get(s), text);
      }
      assertArrayEquals(memory, real.read(BASE, 64), text);
    }
  }

  /**
   * Returns random micro-ops: accesses first, then SetFlags and Puts in any order, each state at
   * most once.
   */
  private static Uop[] random(Random r) {
    List<Uop> uops = new ArrayList<>();
    int temps = 0;
    uops.add(new Uop.Imm(temps++, BASE + 8 * r.nextInt(8)));
    for (int i = 0; i < 3; i++) {
      uops.add(new Uop.Get(temps++, STATES[r.nextInt(STATES.length)]));
    }
    for (int n = r.nextInt(6); n > 0; n--) {
      int a = r.nextInt(temps);
      int b = r.nextInt(temps);
      int c = r.nextInt(temps);
      switch (r.nextInt(6)) {
        case 0 -> uops.add(new Uop.Load(temps++, 0, 1 << r.nextInt(4)));
        case 1 -> uops.add(new Uop.Store(0, a, 1 << r.nextInt(4)));
        case 2 -> uops.add(new Uop.Get(temps++, STATES[r.nextInt(STATES.length)]));
        case 3 -> uops.add(new Uop.Imm(temps++, r.nextInt()));
        default ->
            uops.add(new Uop.Pure(temps++, FNS[r.nextInt(FNS.length)], 8 << r.nextInt(4), a, b, c));
      }
    }
    List<State> left = new ArrayList<>(List.of(STATES));
    for (int n = r.nextInt(4); n > 0; n--) {
      State s = left.remove(r.nextInt(left.size()));
      uops.add(
          s == State.RFLAGS
              ? new Uop.SetFlags(r.nextInt(temps), 0x8d5)
              : new Uop.Put(s, r.nextInt(temps)));
    }
    return uops.toArray(new Uop[0]);
  }

  private static void plain(Uop[] uops, long[] state, byte[] memory) {
    long[] t = new long[64];
    for (Uop uop : uops) {
      switch (uop) {
        case Uop.Imm u -> t[u.dst()] = u.value();
        case Uop.Get u -> t[u.dst()] = state[u.state().ordinal()];
        case Uop.Put u -> state[u.state().ordinal()] = t[u.src()];
        case Uop.Pure u -> t[u.dst()] = u.fn().apply(u.bits(), t[u.a()], t[u.b()], t[u.c()]);
        case Uop.SetFlags u -> {
          int f = State.RFLAGS.ordinal();
          state[f] = state[f] & ~u.mask() | t[u.src()] & u.mask();
        }
        case Uop.Load u -> {
          long value = 0;
          for (int i = 0; i < u.bytes(); i++) {
            value |= (memory[(int) (t[u.addr()] - BASE) + i] & 0xffL) << 8 * i;
          }
          t[u.dst()] = value;
        }
        case Uop.Store u -> {
          for (int i = 0; i < u.bytes(); i++) {
            memory[(int) (t[u.addr()] - BASE) + i] = (byte) (t[u.src()] >>> 8 * i);
          }
        }
        default -> throw new GuestFault(null, 0, 0, uop.toString());
      }
    }
  }
}
