package fastpath.emulator.dataflow;

import fastpath.emulator.frames.FunctionAccesses;
import fastpath.emulator.frames.MemoryAccess;
import fastpath.emulator.frames.StackValue.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the places that hold values: the general registers are 0 to 15, then follow the status
 * flags and the words of the function's own frame.
 */
final class Places {
  private record Slot(Place place, int bytes) {}

  private final Map<Slot, Integer> slots = new HashMap<>();
  private final List<List<Integer>> stored = new ArrayList<>();
  private final List<List<Integer>> loaded = new ArrayList<>();

  Places(CodeFlow code, FunctionAccesses accesses) {
    for (int i = 0; i < code.insns().size(); i++) {
      List<Integer> stores = new ArrayList<>();
      List<Integer> loads = new ArrayList<>();
      for (MemoryAccess access : accesses.at(code.insns().get(i).insn().address())) {
        if (access.address() instanceof Place place && place.isOwn()) {
          (access.store() ? stores : loads).add(number(place, access.bytes()));
        }
      }
      stored.add(stores);
      loaded.add(loads);
    }
  }

  private int number(Place place, int bytes) {
    return slots.computeIfAbsent(new Slot(place, bytes), slot -> Effects.FLAGS + 1 + slots.size());
  }

  /** Returns the number of places. */
  int count() {
    return Effects.FLAGS + 1 + slots.size();
  }

  /** Returns the numbers of the frame's words that an instruction stores to. */
  List<Integer> stored(int insn) {
    return stored.get(insn);
  }

  /** Returns the numbers of the frame's words that an instruction loads. */
  List<Integer> loaded(int insn) {
    return loaded.get(insn);
  }
}
