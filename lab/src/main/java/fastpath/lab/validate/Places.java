package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineState;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.snapshot.AccessList;
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
    boolean goesOn = true;
    while (goesOn && result.places.size() < MOST) {
      boolean taken = (machine.cpu().rflags() & Cpu.IF) != 0;
      long at = machine.engine().instructions();
      MachineState here = taken ? machine.take() : null;
      Deliveries.Progress progress = deliveries.progress();
      AccessList next = new AccessList();
      machine.log(next);
      goesOn = machine.pauseAt(at + 1) == null;
      machine.log(null);
      if (taken) {
        result.places.add(new Place(at, here, progress, next));
      }
    }
    return result;
  }

  /**
   * Where a run starts that has an interrupt requested after so many instructions: the place where
   * it is taken; the last place before if it is not taken.
   *
   * @return the index of the place; -1 if there is no place
   */
  int before(long at) {
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
    return Math.min(low, places.size() - 1);
  }

  /** The place with an index from 0. */
  Place get(int index) {
    return places.get(index);
  }
}
