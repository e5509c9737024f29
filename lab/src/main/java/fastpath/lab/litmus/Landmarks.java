package fastpath.lab.litmus;

import com.google.common.collect.ImmutableMap;
import fastpath.emulator.Machine;
import fastpath.emulator.explore.CpuCalls;
import fastpath.emulator.image.Symbol;
import fastpath.lab.litmus.LitmusProgram.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of places in a C program's memory other than variables that a condition can name. */
final class Landmarks {
  private static final CType BYTE = new CType(1, false);
  private static final CType WORD = new CType(4, false);

  /** Suffix of the names of the CPUs' stacks. */
  static final String STACK = "'s stack";

  /** The fields of thread_info by offset; thread_info is at the low end of a kernel stack. */
  private static final Map<Integer, String> THREAD_INFO =
      ImmutableMap.of(16, "flags", 20, "status", 28, "preempt_count");

  private Landmarks() {}

  static Map<String, Place> of(Machine machine, CpuCalls calls) {
    Map<String, Place> landmarks = new LinkedHashMap<>();
    for (Symbol s : machine.image().symbols()) {
      if (s.type() != Symbol.Type.OBJECT || s.size() == 0) {
        continue;
      }
      if (!machine.image().isPerCpu(s)) {
        landmarks.put(s.name(), bytes(s.value(), s.size()));
        continue;
      }
      for (int cpu = 0; cpu < calls.starts().size(); cpu++) {
        String owner = calls.starts().get(cpu).name();
        landmarks.put(owner + "'s " + s.name(), bytes(calls.perCpu(cpu) + s.value(), s.size()));
      }
    }
    long stackBytes = machine.stackTop() - machine.addresses().stack();
    for (int cpu = 0; cpu < calls.starts().size(); cpu++) {
      String owner = calls.starts().get(cpu).name() + "'s ";
      long stack = calls.stack(cpu);
      THREAD_INFO.forEach((at, field) ->
          landmarks.put(owner + "thread_info." + field, new Place(stack + at, WORD, 1)));
      landmarks.put(calls.starts().get(cpu).name() + STACK, bytes(stack, stackBytes));
    }
    return landmarks;
  }

  private static Place bytes(long address, long size) {
    return new Place(address, BYTE, (int) Math.min(size, Integer.MAX_VALUE));
  }
}
