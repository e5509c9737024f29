package fastpath.emulator.image;

import fastpath.emulator.elf.RelocationType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies relocations: fills the fields whose values depend on addresses. */
final class Relocator {
  private final Layout layout;
  private final Symbols symbols;
  private final Long[][] addresses;
  private final Map<Long, Long> gotSlots = new HashMap<>();
  private final TracerCalls tracer = new TracerCalls();
  private OutputSection got;
  private boolean needsLow;

  Relocator(Layout layout, Symbols symbols) {
    this.layout = layout;
    this.symbols = symbols;
    this.addresses = new Long[layout.objects.size()][];
  }

  /**
   * Reserves a GOT slot for each symbol that is reached through the GOT, and finds the symbols that
   * no file defines; called before addresses are assigned.
   *
   * @param traps true if undefined symbols are traps
   */
  void prepare(boolean traps) {
    for (int i = 0; i < layout.objects.size(); i++) {
      for (ObjectSection s : layout.objects.get(i).sections()) {
        if (layout.placements[i][s.index()] != null && s.isAllocated()) {
          for (Relocation r : s.relocations()) {
            prepare(i, s, r, traps);
          }
        }
      }
    }
  }

  private void prepare(int object, ObjectSection in, Relocation r, boolean traps) {
    RelocationType.Formula formula = r.type().formula();
    if (r.type() == RelocationType.NONE || r.symbol() == 0 || isTracerCall(object, in, r)) {
      return;
    }
    if (got == null && formula.needsGot()) {
      got = layout.synthetic(".got", false);
    }
    if (formula.needsSlot()) {
      reserve(object, r.symbol());
    }
    needsLow |= r.type().isZeroExtended() && symbols.isPlaced(object, symbol(object, r));
    if (traps && formula != RelocationType.Formula.GOT_FROM_PLACE) {
      Symbol s = symbol(object, r);
      if (symbols.isMissing(s)) {
        symbols.undefined().add(s.name());
      }
    }
  }

  private boolean isTracerCall(int object, ObjectSection in, Relocation r) {
    return r.symbol() != 0
        && TracerCalls.isCall(symbol(object, r).name(), r, in)
        && symbols.isMissing(symbol(object, r));
  }

  /**
   * True if a field of the program can only hold an address below 4 GiB; valid once {@code prepare}
   * has run.
   */
  boolean needsLow() {
    return needsLow;
  }

  /** Returns the addresses of the nops that replace calls of the function tracer. */
  Set<Long> patched() {
    return tracer.patched();
  }

  private void reserve(int object, int symbol) {
    long key = (long) object << 32 | symbol;
    if (!gotSlots.containsKey(key)) {
      gotSlots.put(key, got.reserve(8, 8));
    }
  }

  /** Writes the GOT's contents. */
  void fillGot(byte[] segment, long segmentAddress) {
    for (Map.Entry<Long, Long> e : gotSlots.entrySet()) {
      int object = (int) (e.getKey() >>> 32);
      int symbol = e.getKey().intValue();
      Long value = address(object, symbol);
      int at = (int) (got.address + e.getValue() - segmentAddress);
      ElfBytes.put(segment, at, 8, value == null ? 0 : value);
    }
  }

  /**
   * Copies the inputs of a section into an array and relocates them.
   *
   * @param at index in {@code to} at which the section begins
   * @param lenient true for debug information, in which the address of an undefined or dropped
   *     symbol is 0
   */
  void emit(OutputSection section, byte[] to, int at, boolean lenient) {
    for (OutputSection.Placement p : section.inputs) {
      int start = at + (int) p.offset();
      p.input().copyTo(to, start);
      for (Relocation r : p.input().relocations()) {
        apply(p, r, to, start, lenient);
      }
    }
  }

  private void apply(
      OutputSection.Placement p, Relocation r, byte[] to, int start, boolean lenient) {
    int object = p.object();
    if (r.type() == RelocationType.NONE) {
      return;
    }
    if (isTracerCall(object, p.input(), r)) {
      tracer.patch(r, p.input(), p.address(), to, start);
      return;
    }
    RelocationType.Formula formula = r.type().formula();
    boolean anchor = formula == RelocationType.Formula.GOT_FROM_PLACE;
    Long s = address(object, r.symbol());
    if (s == null && !lenient && !anchor) {
      throw new LinkException(
          where(p, r) + ": undefined symbol " + symbol(object, r).name() + " referenced");
    }
    if (formula.needsGot() && got == null) {
      throw new LinkException(where(p, r) + ": " + r.type().text() + " where no code is");
    }
    long target = s == null ? 0 : s;
    int field = start + (int) r.offset();
    long place = p.address() + r.offset();
    long value =
        r.addend()
            + switch (formula) {
              case SYMBOL -> target;
              case SYMBOL_FROM_PLACE -> target - place;
              case SYMBOL_FROM_GOT -> target - got.address;
              case SLOT_FROM_PLACE ->
                  (relax(r, to, start, target - place) ? target : slot(p, r)) - place;
              case SLOT_FROM_GOT -> slot(p, r) - got.address;
              case GOT_FROM_PLACE -> got.address - place;
            };
    if (!r.type().fits(value) && !lenient) {
      throw new LinkException(
          where(p, r)
              + ": "
              + r.type().text()
              + " against "
              + symbol(object, r).name()
              + " does not fit: 0x"
              + Long.toHexString(value));
    }
    ElfBytes.put(to, field, r.type().bytes(), value);
  }

  private long slot(OutputSection.Placement p, Relocation r) {
    Long slot = gotSlots.get((long) p.object() << 32 | r.symbol());
    if (slot == null) {
      throw new LinkException(where(p, r) + ": " + r.type().text() + " where no code is");
    }
    return got.address + slot;
  }

  /**
   * Turns a mov through the GOT into a lea if the symbol's address is in reach (ABI, B.2), as ld
   * does; returns false otherwise.
   */
  private static boolean relax(Relocation r, byte[] to, int start, long distance) {
    int field = start + (int) r.offset();
    boolean near = distance + r.addend() == (int) (distance + r.addend());
    if (r.type() == RelocationType.GOTPCREL
        || r.type() == RelocationType.GOTPCREL64
        || r.addend() != -4
        || r.offset() < 2
        || !near) {
      return false;
    }
    if (to[field - 2] == (byte) 0x8b) {
      to[field - 2] = (byte) 0x8d;
      return true;
    }
    if (to[field - 2] == (byte) 0xff && to[field - 1] == 0x15) {
      to[field - 2] = 0x67;
      to[field - 1] = (byte) 0xe8;
      return true;
    }
    return false;
  }

  private Long address(int object, int symbol) {
    Long[] known = addresses[object];
    if (known == null) {
      List<Symbol> all = layout.objects.get(object).symbols();
      known = addresses[object] = new Long[all.size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = symbols.address(object, all.get(i));
      }
    }
    return symbol < known.length ? known[symbol] : (Long) 0L;
  }

  private Symbol symbol(int object, Relocation r) {
    return layout.objects.get(object).symbols().get(r.symbol());
  }

  /**
   * Returns the place of a relocation as {@code file: function+0x12}; without symbols as {@code
   * file: section+0x12}.
   */
  private String where(OutputSection.Placement p, Relocation r) {
    ObjectFile o = layout.objects.get(p.object());
    Symbol nearest = null;
    for (Symbol s : o.symbols()) {
      boolean label = s.type() != Symbol.Type.SECTION && s.section() == p.input().index();
      if (label && s.value() <= r.offset() && (nearest == null || nearer(s, nearest, r.offset()))) {
        nearest = s;
      }
    }
    String name = nearest == null ? p.input().name() : nearest.name();
    long from = nearest == null ? 0 : nearest.value();
    return o.name() + ": " + name + "+0x" + Long.toHexString(r.offset() - from);
  }

  /**
   * True if a symbol is a better name for a place than another: a symbol whose size covers the
   * place is preferred to any label before the place.
   */
  private static boolean nearer(Symbol s, Symbol than, long offset) {
    boolean covers = offset - s.value() < s.size();
    boolean covered = offset - than.value() < than.size();
    return covers == covered ? s.value() > than.value() : covers;
  }
}
