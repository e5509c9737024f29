package fastpath.emulator.machine;

import fastpath.emulator.snapshot.DirtyPages;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The mappings of a memory at one moment, in order of address and without overlaps; immutable. */
final class Mappings {
  static final Mappings NONE = new Mappings(new Mapping[0]);

  private final Mapping[] all;
  private final DirtyPages[] dirty;

  private Mappings(Mapping[] all) {
    this.all = all;
    dirty = Arrays.stream(all).map(Mapping::dirty).toArray(DirtyPages[]::new);
  }

  int size() {
    return all.length;
  }

  Mapping get(int i) {
    return all[i];
  }

  List<Mapping> list() {
    return List.of(all);
  }

  /** Returns the mapping that contains an address; null if none does. */
  Mapping at(long address) {
    int low = 0;
    int high = all.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Mapping r = all[middle];
      if (Long.compareUnsigned(address, r.address()) < 0) {
        high = middle - 1;
      } else if (Long.compareUnsigned(address - r.address(), r.size()) >= 0) {
        low = middle + 1;
      } else {
        return r;
      }
    }
    return null;
  }

  /**
   * Checks that a range of addresses overlaps no mapping.
   *
   * @throws IllegalArgumentException if the range overlaps a mapping
   */
  void checkFree(long address, long length, String name) {
    long last = address + length - 1;
    for (Mapping r : all) {
      if (Long.compareUnsigned(address, r.address() + r.size() - 1) <= 0
          && Long.compareUnsigned(r.address(), last) <= 0) {
        throw new IllegalArgumentException(
            name + " at 0x" + Long.toHexString(address) + " overlaps " + r.name());
      }
    }
  }

  /** Returns these mappings with one added, which must not overlap any of them. */
  Mappings with(Mapping more) {
    Mapping[] result = Arrays.copyOf(all, all.length + 1);
    result[all.length] = more;
    Arrays.sort(result, (a, b) -> Long.compareUnsigned(a.address(), b.address()));
    return new Mappings(result);
  }

  /** Returns these mappings without the one that starts at an address, if there is one. */
  Mappings without(long address) {
    return new Mappings(
        Arrays.stream(all).filter(r -> r.address() != address).toArray(Mapping[]::new));
  }

  /**
   * Returns the mappings with each one replaced by the result of a function; the same object if no
   * mapping changes.
   */
  Mappings each(UnaryOperator<Mapping> change) {
    Mapping[] result = all;
    for (int i = 0; i < all.length; i++) {
      Mapping changed = change.apply(all[i]);
      if (changed != all[i]) {
        result = result == all ? all.clone() : result;
        result[i] = changed;
      }
    }
    return result == all ? this : new Mappings(result);
  }

  /** Returns true if both contain the same Mapping objects. */
  boolean isSame(Mappings other) {
    boolean same = all.length == other.all.length;
    for (int i = 0; same && all != other.all && i < all.length; i++) {
      same = all[i] == other.all[i];
    }
    return same;
  }

  /** Returns the dirty pages of each mapping; the caller must not change the array. */
  DirtyPages[] dirty() {
    return dirty;
  }

  /** Returns for each mapping true if it is executable. */
  boolean[] code() {
    boolean[] result = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      result[i] = (all[i].permissions() & Memory.EXECUTE) != 0;
    }
    return result;
  }
}
