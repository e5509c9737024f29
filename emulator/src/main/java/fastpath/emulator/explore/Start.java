package fastpath.emulator.explore;

import fastpath.emulator.isa.State;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a CPU begins.
 *
 * @param name what stories call it
 * @param state registers by index of {@link State}; rip is where it starts
 * @param end the address at which it is done; nothing is executed there
 * @param observed general registers that are asked about at the end; a final state may have 0 in
 *     others
 */
public record Start(String name, long[] state, long end, Set<State> observed) {
  /** A CPU of which every general register is asked about. */
  public Start(String name, long[] state, long end) {
    this(
        name,
        state,
        end,
        Arrays.stream(State.values()).filter(State::isGeneral).collect(Collectors.toSet()));
  }

  /** The same CPU, of which other registers are asked about. */
  public Start observing(Set<State> registers) {
    return new Start(name, state, end, Set.copyOf(registers));
  }
}
