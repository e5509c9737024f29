package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assigns numbers from 0 on to objects; equal objects get the same number. */
final class Interner<T> {
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> all = new ArrayList<>();

  int number(T thing) {
    Integer known = numbers.putIfAbsent(thing, all.size());
    if (known != null) {
      return known;
    }
    all.add(thing);
    return all.size() - 1;
  }

  T get(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }
}
