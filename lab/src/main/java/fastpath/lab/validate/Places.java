package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.machine.Cpu;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of one run, found in one pass over it. A run with a further interrupt starts at the
 * place where that one is taken, since up to there it is the same run: an interrupt that is
 * requested while interrupts are off changes nothing until they are on.
 */
final class Places {
  /** A run that goes on for longer is not followed to its end. */
  static final int MOST = 20_000;

  private final List<Place> places = new ArrayList<>();

  /** Follows a call that has begun, or was resumed, to its end. */
  static Places along(Machine machine, Deliveries deliveries) {
    Places result = new Places();
    do {
      if ((machine.cpu().rflags() & Cpu.IF) != 0) {
        result.places.add(
            new Place(machine.engine().instructions(), machine.take(), deliveries.progress()));
      }
    } while (result.places.size() < MOST
        && machine.pauseAt(machine.engine().instructions() + 1) == null);
    return result;
  }

  /**
   * Where a run starts that has an interrupt requested after so many instructions: the place where
   * it is taken; the last place before if it is not taken; null if there is none.
   */
  Place before(long at) {
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places.get(middle).at() < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low < places.size()) {
      return places.get(low);
    }
    return places.isEmpty() ? null : places.getLast();
  }
}
