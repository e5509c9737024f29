package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.kernelsrc.KernelSources;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The memory that belongs to a fast path: the variables of its file, and the user's pages. */
final class OwnData {
  /** A variable, or the user's pages, in the machine's memory. */
  private record Part(String name, long address, int bytes) {}

  private final Machine machine;
  private final List<Part> parts;

  private OwnData(Machine machine, List<Part> parts) {
    this.machine = machine;
    this.parts = parts;
  }

  /**
   * Finds the memory of a fast path in a machine.
   *
   * @param object the fast path's own object, which is the first in link order
   */
  static OwnData of(Machine machine, ObjectFile object) {
    List<Part> variables =
        object.symbols().stream()
            .filter(symbol -> symbol.type() == Symbol.Type.OBJECT)
            .filter(symbol -> symbol.section() != Symbol.UNDEFINED && symbol.size() > 0)
            .map(s -> new Part(s.name(), machine.symbol(s.name()), Math.toIntExact(s.size())))
            .toList();
    return new OwnData(machine, variables);
  }

  /** Returns the bytes of all variables, and those of the user's pages last. */
  byte[][] read() {
    byte[][] bytes = new byte[parts.size() + 1][];
    for (int i = 0; i < parts.size(); i++) {
      bytes[i] = machine.memory().read(parts.get(i).address, parts.get(i).bytes);
    }
    bytes[parts.size()] = machine.memory().read(KernelSources.USER_BASE, KernelSources.USER_BYTES);
    return bytes;
  }

  /** Returns a description of the first byte that differs; empty if none does. */
  Optional<String> differs(byte[][] found, byte[][] before) {
    for (int i = 0; i < found.length; i++) {
      int at = Arrays.mismatch(found[i], before[i]);
      if (at >= 0) {
        String name = i < parts.size() ? parts.get(i).name : "user memory";
        return Optional.of(
            String.format("%s+%#x is %#04x, not %#04x", name, at, found[i][at], before[i][at]));
      }
    }
    return Optional.empty();
  }
}
