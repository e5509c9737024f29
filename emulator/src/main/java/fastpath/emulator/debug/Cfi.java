package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Call frame information of .eh_frame and .debug_frame: how to find the CFA and the saved registers
 * at each address (DWARF 5, 6.4; LSB Core 10.6 for how .eh_frame differs).
 */
public final class Cfi {
  /** The sections that hold call frame information. */
  public enum Section {
    EH_FRAME(0),
    DEBUG_FRAME(0xffffffffL);

    private final long cieId;

    Section(long cieId) {
      this.cieId = cieId;
    }
  }

  /**
   * The rules for finding the CFA and the saved registers at an address. Registers have their x86
   * encoding numbers (rax rcx rdx rbx rsp rbp rsi rdi r8 ..), not DWARF's numbers.
   *
   * @param cfaRegister register to which the CFA is relative, such as 4 for rsp or 5 for rbp; -1 if
   *     the CFA is an expression
   * @param cfaOffset offset that is added to the register's value to get the CFA
   * @param saved the offset from the CFA at which each saved register is, by register number;
   *     without the return address
   */
  public record Rules(int cfaRegister, long cfaOffset, Map<Integer, Long> saved) {}

  /** A row of the table: the rules that hold from an address on. */
  public record Row(long address, Rules rules) {}

  private final List<Fde> inEhFrame;
  private final List<Fde> inDebugFrame;

  private Cfi(List<Fde> inEhFrame, List<Fde> inDebugFrame) {
    this.inEhFrame = inEhFrame;
    this.inDebugFrame = inDebugFrame;
  }

  /**
   * Parses .eh_frame and .debug_frame. If both sections cover a function, .eh_frame is used.
   *
   * @param address address of .eh_frame, to which pc-relative pointers are added
   * @throws DebugException if a section is malformed
   */
  public static Cfi parse(DebugSection ehFrame, long address, DebugSection debugFrame) {
    return new Cfi(
        functions(Section.EH_FRAME, ehFrame, address),
        functions(Section.DEBUG_FRAME, debugFrame, 0));
  }

  /** Returns the functions of a section in order of address. */
  private static List<Fde> functions(Section kind, DebugSection section, long address) {
    List<Fde> functions = new ArrayList<>();
    Map<Integer, Cie> cies = new HashMap<>();
    Reader r = new Reader(section, 0);
    while (r.remaining() >= 4) {
      int start = r.position();
      long length = r.unitLength();
      // The terminator of an object's section remains in the middle of the section when objects are
      // linked.
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

  /** Joins the information of several tables, no two of which cover the same address. */
  public static Cfi join(List<Cfi> parts) {
    return new Cfi(
        sorted(parts.stream().flatMap(part -> part.inEhFrame.stream())),
        sorted(parts.stream().flatMap(part -> part.inDebugFrame.stream())));
  }

  private static List<Fde> sorted(Stream<Fde> functions) {
    return functions.sorted((a, b) -> Long.compareUnsigned(a.start(), b.start())).toList();
  }

  /**
   * Returns the rules before the instruction at an address is executed; empty if no function covers
   * the address.
   */
  public Optional<Rules> at(long address) {
    Fde f = function(address);
    return f == null ? Optional.empty() : Optional.of(f.at(address));
  }

  /**
   * Returns the section whose information is used at an address; empty if neither section covers
   * the address.
   */
  public Optional<Section> section(long address) {
    if (find(inEhFrame, address) != null) {
      return Optional.of(Section.EH_FRAME);
    }
    return find(inDebugFrame, address) != null
        ? Optional.of(Section.DEBUG_FRAME)
        : Optional.empty();
  }

  /** Returns the information of the function that covers an address; null if no function does. */
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
