package fastpath.emulator.explore;

import fastpath.emulator.isa.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The values of registers that nothing but the final state reads any more; immutable. Such a value
 * changes nothing that a CPU does, so that it is not part of a {@link Position}.
 */
public final class Observed {
  static final Observed NONE = new Observed(new int[0], new long[0]);

  private final int[] registers;
  private final long[] values;

  private Observed(int[] registers, long[] values) {
    this.registers = registers;
    this.values = values;
  }

  /** Returns the number of a CPU's general register among all CPUs' registers. */
  static int register(int cpu, State register) {
    return register(cpu, register.index());
  }

  static int register(int cpu, int index) {
    return cpu * State.GENERAL + index;
  }

  /** Returns the registers with their values, in ascending order of the registers' numbers. */
  List<AssignmentSets.Element> elements() {
    return IntStream.range(0, registers.length)
        .mapToObj(i -> new AssignmentSets.Element(registers[i], values[i]))
        .toList();
  }

  /** Returns the value of a CPU's register; empty if the register's value is not kept here. */
  Optional<Long> get(int cpu, State register) {
    int place = Arrays.binarySearch(registers, register(cpu, register));
    return register.isGeneral() && place >= 0 ? Optional.of(values[place]) : Optional.empty();
  }

  /** Returns these values with another value of one register. */
  Observed with(int register, long value) {
    int place = Arrays.binarySearch(registers, register);
    if (place >= 0) {
      long[] changed = values.clone();
      changed[place] = value;
      return new Observed(registers, changed);
    }
    int at = ~place;
    int[] more = new int[registers.length + 1];
    long[] longer = new long[more.length];
    System.arraycopy(registers, 0, more, 0, at);
    System.arraycopy(values, 0, longer, 0, at);
    more[at] = register;
    longer[at] = value;
    System.arraycopy(registers, at, more, at + 1, registers.length - at);
    System.arraycopy(values, at, longer, at + 1, registers.length - at);
    return new Observed(more, longer);
  }

  /** Returns these values, overridden by later ones. */
  Observed with(Observed later) {
    if (registers.length == 0) {
      return later;
    }
    Observed all = this;
    for (int i = 0; i < later.registers.length; i++) {
      all = all.with(later.registers[i], later.values[i]);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Observed o
        && Arrays.equals(registers, o.registers)
        && Arrays.equals(values, o.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(registers) + Arrays.hashCode(values);
  }
}
