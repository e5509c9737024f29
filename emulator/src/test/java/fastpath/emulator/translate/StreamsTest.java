package fastpath.emulator.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.count.Profile;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Streams;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random functions end the same way on the translator as on the interpreter, wherever they fault or
 * are stopped: registers, memory, counts, profile. -Dfastpath.streams.cases=N and
 * -Dfastpath.streams.seed=S run a campaign.
 */
class StreamsTest {
  private static final int CASES = Integer.getInteger("fastpath.streams.cases", 400);
  private static final int SEED = Integer.getInteger("fastpath.streams.seed", 1);
  private static final int BUDGET = 3000;
  private static final long IDT = 0xffffffff_82000000L;
  private static final long HANDLER = 0xffffffff_83000000L;
  private static final int VECTOR = 0x40;

  /** What is compared, in a form that shows what differs. */
  private record End(
      Stop stop, String fault, List<String> registers, List<Integer> memory, String counts) {}

  @Test
  void endAsInterpreted() {
    Map<Stop, Integer> stops = new EnumMap<>(Stop.class);
    long translated = 0;
    long delivered = 0;
    for (int seed = SEED; seed < SEED + CASES; seed++) {
      Random r = new Random(seed);
      byte[] code = Streams.function(r, TestImages.TEXT, TestImages.DATA);
      long budget = r.nextInt(3) == 0 ? r.nextInt(BUDGET) : BUDGET;
      long[] arguments = r.longs(6).toArray();
      String text = "seed " + seed + ", budget " + budget + ": " + Streams.hex(code);
      try {
        List<String> expectedDeliveries = new ArrayList<>();
        List<String> deliveries = new ArrayList<>();
        int[] interrupts = r.nextInt(3) == 0 ? r.ints(4, 0, BUDGET / 4).toArray() : new int[0];
        Machine reference = machine(code, budget, EngineKind.INTERPRETER, expectedDeliveries);
        plan(reference, interrupts);
        Outcome expected = reference.call("f", arguments);
        Machine tested =
            machine(
                code, budget, r.nextInt(8) == 0 ? EngineKind.VERIFY : EngineKind.EAGER, deliveries);
        plan(tested, interrupts);
        Outcome actual = tested.call("f", arguments);
        assertEquals(end(reference, expected), end(tested, actual), text);
        assertEquals(expectedDeliveries, deliveries, text);
        delivered += deliveries.size();
        stops.merge(actual.stop(), 1, Integer::sum);
        translated += actual.translated();
      } catch (RuntimeException e) {
        throw new AssertionError(text, e);
      }
    }
    System.out.println(
        "StreamsTest: "
            + stops
            + ", translated instructions "
            + translated
            + ", deliveries "
            + delivered);
    assertTrue(stops.keySet().containsAll(List.of(Stop.RETURN, Stop.FAULT, Stop.LIMIT)));
    assertTrue(delivered > CASES / 10, "deliveries " + delivered);
    assertTrue(translated > 50L * CASES, "translated " + translated);
  }

  /** Interrupts at those times, whose handler counts. */
  private static void plan(Machine m, int[] times) {
    m.memory().map(IDT, 4096, Memory.READ | Memory.WRITE, "idt");
    m.memory().map(HANDLER, 4096, Memory.READ | Memory.EXECUTE, "handler");
    m.memory().write(HANDLER, TestImages.assemble("incl %d".formatted(TestImages.DATA + 0xe00)));
    m.memory().write(HANDLER + 7, TestImages.assemble("iretq"));
    m.memory().poke(IDT + 16 * VECTOR, HANDLER & 0xffff | 0x8e00_0010_0000L, 8);
    m.memory().poke(IDT + 16 * VECTOR + 6, HANDLER >>> 16, 8);
    m.cpu().set(State.IDTR_BASE, IDT);
    m.cpu().set(State.IDTR_LIMIT, 4095);
    for (int time : times) {
      m.cpu().interrupts().at(time, VECTOR);
    }
  }

  private static Machine machine(
      byte[] code, long budget, EngineKind engine, List<String> delivered) {
    Machine m =
        Machine.create(
            TestImages.code(code),
            MachineOptions.defaults()
                .withStackBytes(4096)
                .withMaxInstructions(budget)
                .withOnDelivery((v, n, cpu, memory) -> delivered.add(v + "@" + n))
                .withEngine(engine));
    m.memory().map(0x400000, 4096, Memory.READ | Memory.WRITE | Memory.USER, "user");
    return m;
  }

  private static End end(Machine m, Outcome o) {
    List<String> registers =
        java.util.Arrays.stream(State.values())
            .filter(s -> s != State.TSC)
            .map(s -> s + "=" + Long.toHexString(m.cpu().get(s)))
            .toList();
    List<Integer> memory =
        m.memory().regions().stream().map(r -> java.util.Arrays.hashCode(r.bytes())).toList();
    StringBuilder counts = new StringBuilder(o.counters().toString());
    for (Profile.Entry e : o.profile().entries()) {
      counts.append('\n').append(Long.toHexString(e.address())).append(' ').append(e.insn().insn());
      counts.append(' ').append(e.count()).append(' ').append(e.ownCount());
      counts.append(' ').append(e.iterations()).append(' ').append(e.taken());
    }
    String fault = o.fault() == null ? "" : o.fault().message() + " " + o.fault().errorCode();
    return new End(o.stop(), fault, registers, memory, counts.toString());
  }
}
