package fastpath.emulator.explore;

import com.google.common.collect.ImmutableSet;
import fastpath.emulator.isa.State;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The initial state of a CPU.
 *
 * @param name the CPU's name in schedules and stories
 * @param state the registers by index of {@link State}; rip is the address of the first instruction
 * @param end the address at which the CPU ends; no instruction is executed at this address
 * @param observed general registers whose values the final state keeps; other registers may be 0 in
 *     the final state
 */
public record Start(String name, long[] state, long end, Set<State> observed) {
  /** Creates a CPU whose final state keeps all general registers. */
  public Start(String name, long[] state, long end) {
    this(
        name,
        state,
        end,
        Arrays.stream(State.values()).filter(State::isGeneral).collect(Collectors.toSet()));
  }

  /** Returns this start with other registers observed in the final state. */
  public Start observing(Set<State> registers) {
    return new Start(name, state, end, ImmutableSet.copyOf(registers));
  }
}
