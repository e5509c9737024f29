package fastpath.lab.litmus;

import fastpath.emulator.explore.CpuRegister;
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
 * A litmus test as machine code in memory, with one CPU for each column or function.
 *
 * @param file the file name, as the user gave it
 * @param memory memory that is bound to the CPU of {@code cpu}
 * @param places the variables' addresses
 * @param landmarks names of other places in memory, which stories use
 * @param notes the notes that the file has about the test
 * @param isCompiled true if a compiler made the code
 * @param code returns the name of an address of code: the function or label, and the distance from
 *     it
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
   * The place of a variable in memory.
   *
   * @param count number of the variable's elements
   */
  public record Place(long address, CType type, int count) {}

  /**
   * Returns a machine of the test's CPUs under a memory model. Final states are distinguished by
   * memory, by the registers that the test shows, and by those of the filter.
   */
  public Multiprocessor machine(MemoryModel model) {
    return machine(model, question.shown());
  }

  /**
   * Returns a machine whose final states are distinguished by memory and by the registers of the
   * condition and the filter, even if the test shows further registers.
   */
  Multiprocessor machineOfCondition(MemoryModel model) {
    return machine(model, question.condition().locations());
  }

  private Multiprocessor machine(MemoryModel model, List<Location> locations) {
    List<Start> observing = new ArrayList<>();
    for (Start start : starts) {
      observing.add(start.observing(observed(observing.size(), locations)));
    }
    return new Multiprocessor(memory, cpu, observing, model);
  }

  /**
   * Returns a machine of the test's CPUs under a memory model, whose final states are distinguished
   * by all registers.
   */
  public Multiprocessor machineOfAllRegisters(MemoryModel model) {
    return new Multiprocessor(memory, cpu, starts, model);
  }

  private Set<State> observed(int cpu, List<Location> locations) {
    return Stream.concat(locations.stream(), question.filter().locations().stream())
        .filter(l -> l instanceof Location.Register r && r.cpu() == cpu)
        .map(l -> full((Location.Register) l))
        .collect(Collectors.toSet());
  }

  /** Returns the value of a location in a final state. */
  long value(Location location, Snapshot s) {
    return switch (location) {
      case Location.Register r -> value(r, s.get(r.cpu(), full(r)));
      case Location.Cell c -> {
        Place p = places.get(c.variable());
        long address = p.address() + (long) c.index() * p.type().bytes();
        SharedMemory m = s.memory();
        yield p.type().value(m.load(0, address, p.type().bytes()));
      }
    };
  }

  /** Returns the value of a location whose full register has a value. */
  long value(Location.Register location, long full) {
    return type(location).value(register(location.reg(), full));
  }

  /** Returns the full register of a location. */
  CpuRegister register(Location.Register location) {
    return new CpuRegister(location.cpu(), full(location));
  }

  private static State full(Location.Register r) {
    return State.gpr(r.reg().full().number());
  }

  private static long register(Reg reg, long full) {
    return reg.kind() == Reg.Kind.HIGH ? full >>> 8 : full;
  }

  /** Returns the type with which a location's value is read and printed. */
  CType type(Location location) {
    return switch (location) {
      case Location.Register r -> Names.type(r.reg());
      case Location.Cell c -> places.get(c.variable()).type();
    };
  }

  /** Returns the values of the locations that the test shows, in herd's form. */
  public String shown(Snapshot s) {
    List<Location> shown = question.shown();
    return line(shown, shown.stream().map(l -> value(l, s)).toList());
  }

  /** Returns locations with their values, in herd's form. */
  String line(List<Location> shown, List<Long> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Location l = shown.get(i);
      line.append(i == 0 ? "" : " ").append(l).append('=');
      line.append(type(l).print(values.get(i))).append(';');
    }
    return line.toString();
  }

  /** Returns the number with which a condition compares a location. */
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

  /**
   * Returns the name of an address in stories: a variable, with the offset in the variable; null if
   * the address has no name.
   */
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
