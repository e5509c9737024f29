package fastpath.emulator.explore;

import fastpath.emulator.isa.State;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The start of a CPU.
 *
 * @param name its name in stories
 * @param state registers by index of {@link State}; rip is the first instruction
 * @param end the address at which the CPU ends; nothing is executed there
 * @param observed general registers that the final state keeps; others may be 0 in it
 */
public record Start(String name, long[] state, long end, Set<State> observed) {
  /** A CPU whose general registers are all kept in the final state. */
  public Start(String name, long[] state, long end) {
    this(
        name,
        state,
        end,
        Arrays.stream(State.values()).filter(State::isGeneral).collect(Collectors.toSet()));
  }

  /** This CPU with other registers kept in the final state. */
  public Start observing(Set<State> registers) {
    return new Start(name, state, end, Set.copyOf(registers));
  }
}
