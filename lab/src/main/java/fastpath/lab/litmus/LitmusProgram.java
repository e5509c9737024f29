package fastpath.lab.litmus;

import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.SharedMemory;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.explore.Start;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A litmus test as machine code in memory, with a CPU for each column or function.
 *
 * @param file as the user named it
 * @param memory memory bound to cpu
 * @param places addresses of the variables
 * @param landmarks names of other places, for stories
 * @param notes notes in the file about the test
 * @param isCompiled true if a compiler made the code
 * @param code names of addresses of code: the function or label, and the distance from it
 */
public record LitmusProgram(
    String file,
    String name,
    Question question,
    Memory memory,
    Cpu cpu,
    List<Start> starts,
    Map<String, Place> places,
    Map<String, Place> landmarks,
    TestNotes notes,
    boolean isCompiled,
    LongFunction<String> code) {
  /**
   * A variable in memory.
   *
   * @param count number of its elements
   */
  public record Place(long address, CType type, int count) {}

  /** The CPUs under a memory model. Only the registers of the condition are compared at the end. */
  public Multiprocessor machine(MemoryModel model) {
    List<Start> observing = new ArrayList<>();
    for (Start start : starts) {
      observing.add(start.observing(observed(observing.size())));
    }
    return new Multiprocessor(memory, cpu, observing, model);
  }

  /** The CPUs under a memory model, all of whose registers are compared at the end. */
  public Multiprocessor machineOfAllRegisters(MemoryModel model) {
    return new Multiprocessor(memory, cpu, starts, model);
  }

  private Set<State> observed(int cpu) {
    return Stream.concat(question.shown().stream(), question.filter().locations().stream())
        .filter(l -> l instanceof Location.Register r && r.cpu() == cpu)
        .map(l -> full((Location.Register) l))
        .collect(Collectors.toSet());
  }

  /** The value of a location in a final state. */
  long value(Location location, Snapshot s) {
    return switch (location) {
      case Location.Register r -> type(r).value(register(r.reg(), s.cpus()[r.cpu()].get(full(r))));
      case Location.Cell c -> {
        Place p = places.get(c.variable());
        long address = p.address() + (long) c.index() * p.type().bytes();
        SharedMemory m = s.memory();
        yield p.type().value(m.load(0, address, p.type().bytes()));
      }
    };
  }

  private static State full(Location.Register r) {
    return State.gpr(r.reg().full().number());
  }

  private static long register(Reg reg, long full) {
    return reg.kind() == Reg.Kind.HIGH ? full >>> 8 : full;
  }

  /** The type by which a location's value is read and printed. */
  CType type(Location location) {
    return switch (location) {
      case Location.Register r -> Names.type(r.reg());
      case Location.Cell c -> places.get(c.variable()).type();
    };
  }

  /** The values of the locations that the test asks about, in herd's form. */
  public String shown(Snapshot s) {
    List<Location> shown = question.shown();
    return line(shown, shown.stream().map(l -> value(l, s)).toList());
  }

  /** Locations with their values, in herd's form. */
  String line(List<Location> shown, List<Long> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Location l = shown.get(i);
      line.append(i == 0 ? "" : " ").append(l).append('=');
      line.append(type(l).print(values.get(i))).append(';');
    }
    return line.toString();
  }

  /** The number that a condition compares a location with. */
  long expected(Condition.Equal e) {
    return type(e.location()).value(number(e.value()));
  }

  long number(Value value) {
    return switch (value) {
      case Value.Number n -> n.number();
      case Value.Address a -> places.get(a.variable()).address();
    };
  }

  /** True if an address is on a CPU's stack and has no other name. */
  public boolean isOnStack(long address) {
    String name = name(address);
    return name != null && name.contains(Landmarks.STACK);
  }

  /** The name of an address in stories: a variable with the offset in it; null if there is none. */
  public String name(long address) {
    String name = name(places, address);
    return name == null ? name(landmarks, address) : name;
  }

  private static String name(Map<String, Place> of, long address) {
    for (Map.Entry<String, Place> e : of.entrySet()) {
      long offset = address - e.getValue().address();
      if (offset >= 0 && offset < (long) e.getValue().count() * e.getValue().type().bytes()) {
        return e.getKey() + (offset == 0 ? "" : "+" + offset);
      }
    }
    return null;
  }
}
