package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineState;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.snapshot.AccessList;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of one run at which an interrupt can be taken; they are found in one pass over the
 * run. A run with one more interrupt starts at the place where that interrupt is taken, because the
 * two runs are identical up to the place. An interrupt that is requested while interrupts are off
 * has no effect until they are on.
 */
final class Places {
  /** Limit on the number of places of a run; later places are not recorded. */
  static final int MOST = 20_000;

  private final List<Place> places = new ArrayList<>();

  /** Executes a call that has begun, or was resumed, to its end and records its places. */
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
   * Returns the place from which a run with an interrupt request after a number of instructions
   * starts: where that interrupt is taken, or the last place if it is not taken.
   *
   * @return the index of the place; -1 if the run has no place
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

  /** Returns the place with an index from 0. */
  Place get(int index) {
    return places.get(index);
  }
}
