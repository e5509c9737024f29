package fastpath.emulator.debug;

import com.google.common.collect.ImmutableMap;
import fastpath.emulator.dwarf.DwCfa;
import fastpath.emulator.dwarf.DwEhPe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The call frame information of one function (a frame description entry, FDE). The rows are
 * computed when they are first requested.
 */
public final class Fde {
  /**
   * Maps DWARF's register numbers to x86 encoding numbers; the two number rdx rcx rbx rsi rdi rbp
   * rsp differently.
   */
  private static final int[] X86 = {0, 2, 1, 3, 6, 7, 5, 4};

  private static final int RETURN_ADDRESS = 16;

  /**
   * The limit on the rows of a function, larger than any compiler needs; the limit bounds the
   * memory that a hostile file can take.
   */
  private static final int MOST_ROWS = 1 << 16;

  private static final int MOST_REMEMBERED = 1 << 10;

  private final DebugSection section;
  private final Cie cie;
  private final long start;
  private final long size;
  private final int from;
  private final int to;
  private List<Cfi.Row> rows;

  private Fde(DebugSection section, Cie cie, long start, long size, int from, int to) {
    this.section = section;
    this.cie = cie;
    this.start = start;
    this.size = size;
    this.from = from;
    this.to = to;
  }

  static Fde parse(DebugSection section, Reader r, long end, Cie cie, long address) {
    long start = Cie.pointer(r, cie.pointers(), address);
    long size = Cie.pointer(r, cie.pointers() & DwEhPe.VALUE_MASK, 0);
    if (cie.augmented()) {
      long length = r.uleb();
      r.skip(length);
    }
    return new Fde(section, cie, start, size, r.position(), (int) end);
  }

  /** Returns the address of the function's first instruction. */
  public long start() {
    return start;
  }

  /** Returns the size of the function's code in bytes. */
  public long size() {
    return size;
  }

  /** Returns the rules before the instruction at an address of the function is executed. */
  public Cfi.Rules at(long address) {
    Cfi.Rules found = null;
    for (Cfi.Row row : rows()) {
      if (row.address() - start > address - start) {
        break;
      }
      found = row.rules();
    }
    return found;
  }

  /** Returns the function's rows, each with the first address at which its rules hold. */
  public List<Cfi.Row> rows() {
    if (rows == null) {
      rows = new Program().run();
    }
    return rows;
  }

  /** Executes call frame instructions (DWARF 5, 6.4.2). */
  private final class Program {
    private final List<Cfi.Row> made = new ArrayList<>();
    private final Deque<Cfi.Rules> remembered = new ArrayDeque<>();
    private Map<Integer, Long> saved = new TreeMap<>();
    private Map<Integer, Long> initial = Map.of();
    private int register = -1;
    private long offset;
    private long address = start;

    List<Cfi.Row> run() {
      execute(new Reader(section, cie.from(), cie.to()));
      initial = new TreeMap<>(saved);
      execute(new Reader(section, from, to));
      emit();
      return made;
    }

    private void emit() {
      Map<Integer, Long> registers = new TreeMap<>(saved);
      registers.remove(RETURN_ADDRESS);
      Cfi.Rules rules = new Cfi.Rules(register, offset, ImmutableMap.copyOf(registers));
      if (!made.isEmpty() && made.getLast().address() == address) {
        made.removeLast();
      }
      if (made.size() == MOST_ROWS) {
        throw section.malformed(from, "a function of too many rows");
      }
      made.add(new Cfi.Row(address, rules));
    }

    private void advance(long delta) {
      emit();
      address += delta * cie.codeAlign();
    }

    private void execute(Reader r) {
      while (!r.atEnd()) {
        int code = r.u8();
        int low = code & 0x3f;
        switch (code & 0xc0) {
          case DwCfa.ADVANCE_LOC -> advance(low);
          case DwCfa.OFFSET -> save(low, r.uleb());
          case DwCfa.RESTORE -> restore(low);
          default -> extended(low, r);
        }
      }
    }

    private void extended(int code, Reader r) {
      switch (code) {
        case DwCfa.NOP -> {}
        case DwCfa.SET_LOC -> {
          emit();
          address = r.u64();
        }
        case DwCfa.ADVANCE_LOC1 -> advance(r.u8());
        case DwCfa.ADVANCE_LOC2 -> advance(r.u16());
        case DwCfa.ADVANCE_LOC4 -> advance(r.u32());
        case DwCfa.OFFSET_EXTENDED -> save(r.uleb(), r.uleb());
        case DwCfa.RESTORE_EXTENDED -> restore(r.uleb());
        case DwCfa.UNDEFINED, DwCfa.SAME_VALUE -> saved.remove(x86(r.uleb()));
        case DwCfa.REGISTER -> {
          saved.remove(x86(r.uleb()));
          r.uleb();
        }
        case DwCfa.REMEMBER_STATE -> remember();
        case DwCfa.RESTORE_STATE -> {
          if (remembered.isEmpty()) {
            throw r.malformed("nothing to restore");
          }
          Cfi.Rules old = remembered.pop();
          register = old.cfaRegister();
          offset = old.cfaOffset();
          saved = new TreeMap<>(old.saved());
        }
        case DwCfa.DEF_CFA -> cfa(r.uleb(), r.uleb());
        case DwCfa.DEF_CFA_REGISTER -> register = x86(r.uleb());
        case DwCfa.DEF_CFA_OFFSET -> offset = r.uleb();
        case DwCfa.DEF_CFA_EXPRESSION -> {
          register = -1;
          r.skip(r.uleb());
        }
        case DwCfa.EXPRESSION, DwCfa.VAL_EXPRESSION -> {
          saved.remove(x86(r.uleb()));
          r.skip(r.uleb());
        }
        case DwCfa.OFFSET_EXTENDED_SF -> save(r.uleb(), r.sleb());
        case DwCfa.DEF_CFA_SF -> cfa(r.uleb(), r.sleb() * cie.dataAlign());
        case DwCfa.DEF_CFA_OFFSET_SF -> offset = r.sleb() * cie.dataAlign();
        case DwCfa.VAL_OFFSET, DwCfa.VAL_OFFSET_SF -> {
          saved.remove(x86(r.uleb()));
          r.uleb();
        }
        case DwCfa.GNU_ARGS_SIZE -> r.uleb();
        default -> throw r.malformed("instruction 0x" + Integer.toHexString(code));
      }
    }

    /** Vector and other registers without a general register's number are ignored. */
    private void save(long dwarf, long factored) {
      if (dwarf >= 0 && dwarf <= RETURN_ADDRESS) {
        saved.put(x86(dwarf), factored * cie.dataAlign());
      }
    }

    private void remember() {
      if (remembered.size() == MOST_REMEMBERED) {
        throw section.malformed(from, "rules remembered too deeply");
      }
      remembered.push(new Cfi.Rules(register, offset, new TreeMap<>(saved)));
    }

    private void cfa(long newRegister, long newOffset) {
      register = x86(newRegister);
      offset = newOffset;
    }

    private void restore(long dwarf) {
      Long at = initial.get(x86(dwarf));
      if (at == null) {
        saved.remove(x86(dwarf));
      } else {
        saved.put(x86(dwarf), at);
      }
    }

    private static int x86(long dwarf) {
      return dwarf >= 0 && dwarf < X86.length ? X86[(int) dwarf] : (int) dwarf;
    }
  }
}
