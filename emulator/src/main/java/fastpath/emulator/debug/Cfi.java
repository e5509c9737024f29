package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Call frame information (.eh_frame): how to find the CFA and the saved registers (DWARF 5, 6.4;
 * LSB Core 10.6 for the section's own encoding).
 */
public final class Cfi {
  /**
   * The rules at an address. Registers have their x86 numbers (rax rcx rdx rbx rsp rbp rsi rdi r8
   * ..), not DWARF's.
   *
   * @param cfaRegister 4 for rsp, 5 for rbp, ...; -1 if the CFA is an expression
   * @param cfaOffset CFA = register + offset
   * @param saved register to offset from the CFA, return address excluded
   */
  public record Rules(int cfaRegister, long cfaOffset, Map<Integer, Long> saved) {}

  /** Rules from an address on. */
  record Row(long address, Rules rules) {}

  private final List<Fde> functions;

  private Cfi(List<Fde> functions) {
    this.functions = functions;
  }

  /**
   * Parses a section.
   *
   * @param address where the section is, for the pc-relative pointers in it
   * @throws DebugException if it is malformed
   */
  public static Cfi parse(DebugSection ehFrame, long address) {
    List<Fde> functions = new ArrayList<>();
    Map<Integer, Cie> cies = new HashMap<>();
    Reader r = new Reader(ehFrame, 0);
    while (r.remaining() >= 4) {
      int start = r.position();
      long length = r.unitLength();
      // An object's terminator stays in the middle when objects are linked.
      if (length == 0) {
        continue;
      }
      int body = r.position();
      long end = body + length;
      long id = r.u32();
      if (id == 0) {
        cies.put(start, Cie.parse(r, end));
      } else {
        Cie cie = cies.get((int) (body - id));
        if (cie == null) {
          throw ehFrame.malformed(start, "no CIE");
        }
        Fde f = Fde.parse(ehFrame, r, end, cie, address);
        if (f.size() != 0) {
          functions.add(f);
        }
      }
      r.seek(end);
    }
    functions.sort((a, b) -> Long.compareUnsigned(a.start(), b.start()));
    return new Cfi(functions);
  }

  /** The rules in force before the instruction at an address; empty if no function covers it. */
  public Optional<Rules> at(long address) {
    Fde f = function(address);
    return f == null ? Optional.empty() : Optional.of(f.at(address));
  }

  /** The function that covers an address, or null. */
  Fde function(long address) {
    int low = 0;
    int high = functions.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Fde f = functions.get(middle);
      if (address - f.start() >= 0 && address - f.start() < f.size()) {
        return f;
      }
      if (Long.compareUnsigned(f.start(), address) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
