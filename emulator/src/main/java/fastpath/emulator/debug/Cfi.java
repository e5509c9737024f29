package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Call frame information (.eh_frame, .debug_frame): how to find the CFA and the saved registers
 * (DWARF 5, 6.4; LSB Core 10.6 for how .eh_frame differs).
 */
public final class Cfi {
  /** The sections that hold such information. */
  public enum Section {
    EH_FRAME(0),
    DEBUG_FRAME(0xffffffffL);

    private final long cieId;

    Section(long cieId) {
      this.cieId = cieId;
    }
  }

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
  public record Row(long address, Rules rules) {}

  private final List<Fde> inEhFrame;
  private final List<Fde> inDebugFrame;

  private Cfi(List<Fde> inEhFrame, List<Fde> inDebugFrame) {
    this.inEhFrame = inEhFrame;
    this.inDebugFrame = inDebugFrame;
  }

  /**
   * Parses the two sections. If both sections cover a function, .eh_frame is used.
   *
   * @param address of .eh_frame, for its pc-relative pointers
   * @throws DebugException if a section is malformed
   */
  public static Cfi parse(DebugSection ehFrame, long address, DebugSection debugFrame) {
    return new Cfi(
        functions(Section.EH_FRAME, ehFrame, address),
        functions(Section.DEBUG_FRAME, debugFrame, 0));
  }

  /** Functions by address. */
  private static List<Fde> functions(Section kind, DebugSection section, long address) {
    List<Fde> functions = new ArrayList<>();
    Map<Integer, Cie> cies = new HashMap<>();
    Reader r = new Reader(section, 0);
    while (r.remaining() >= 4) {
      int start = r.position();
      long length = r.unitLength();
      // The terminator of an object's section stays in the middle when objects are linked.
      if (length == 0) {
        continue;
      }
      int body = r.position();
      long end = body + length;
      long id = r.u32();
      if (id == kind.cieId) {
        cies.put(start, Cie.parse(r, end));
      } else {
        Cie cie = cies.get((int) (kind == Section.EH_FRAME ? body - id : id));
        if (cie == null) {
          throw section.malformed(start, "no CIE");
        }
        Fde f = Fde.parse(section, r, end, cie, address);
        if (f.size() != 0) {
          functions.add(f);
        }
      }
      r.seek(end);
    }
    return sorted(functions.stream());
  }

  /** The information of several tables together, of which no two cover the same address. */
  public static Cfi join(List<Cfi> parts) {
    return new Cfi(
        sorted(parts.stream().flatMap(part -> part.inEhFrame.stream())),
        sorted(parts.stream().flatMap(part -> part.inDebugFrame.stream())));
  }

  private static List<Fde> sorted(Stream<Fde> functions) {
    return functions.sorted((a, b) -> Long.compareUnsigned(a.start(), b.start())).toList();
  }

  /** The rules in force before the instruction at an address; empty if no function covers it. */
  public Optional<Rules> at(long address) {
    Fde f = function(address);
    return f == null ? Optional.empty() : Optional.of(f.at(address));
  }

  /** The section that covers an address; empty if neither does. */
  public Optional<Section> section(long address) {
    if (find(inEhFrame, address) != null) {
      return Optional.of(Section.EH_FRAME);
    }
    return find(inDebugFrame, address) != null
        ? Optional.of(Section.DEBUG_FRAME)
        : Optional.empty();
  }

  /** The function that covers an address, or null. */
  public Fde function(long address) {
    Fde f = find(inEhFrame, address);
    return f != null ? f : find(inDebugFrame, address);
  }

  private static Fde find(List<Fde> functions, long address) {
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
