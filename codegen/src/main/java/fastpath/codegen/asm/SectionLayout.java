package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Encoded;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.isa.Fixup;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The layout of a section: turns items into fragments and assigns addresses and sizes. */
final class SectionLayout {
  /**
   * The size in bytes beyond which space is stored as a count, so that a large .bss takes no
   * memory.
   */
  private static final int LONG_SPACE = 4096;

  /** The size limit of a section in bytes, which keeps addresses far from overflow. */
  private static final long MOST_SPACE = 1L << 40;

  /**
   * The limit on visits of fragments by relaxation, because sizes that depend on themselves may
   * never converge.
   */
  private static final long MOST_VISITS = 1L << 30;

  private static final int MOST_PASSES = 1000;
  private static final int PASSES_TO_SHRINK = 100;

  /** A fill value that is the one-byte nop requests padding by nops of any length. */
  private static final Item.Pattern NOP = new Item.Pattern(1, 0x90);

  final Section section;
  final ObjSection object;
  final List<Fix> fixes = new ArrayList<>();
  final ByteSink fixed = new ByteSink();

  /**
   * All fragments in the order of addresses. While items are added, fragments are in {@link
   * #subsections} instead.
   */
  final List<Frag> frags = new ArrayList<>();

  private final Map<Integer, List<Frag>> subsections = new TreeMap<>();
  private final SymbolResolver names;
  private int subsection;
  private Frag open;
  private int passes;

  SectionLayout(Section section, ObjSection object, SymbolResolver names) {
    this.section = section;
    this.object = object;
    this.names = names;
    open();
  }

  private void open() {
    open = new Frag(this, fixed.size());
    subsections.computeIfAbsent(subsection, n -> new ArrayList<>()).add(open);
  }

  int subsection() {
    return subsection;
  }

  /** Selects the subsection to which the next items are added. */
  void subsection(int number) {
    if (number != subsection) {
      open.end = fixed.size();
      subsection = number;
      open();
    }
  }

  /** Returns the position of the next item. */
  Frag.Mark here() {
    return new Frag.Mark(open, fixed.size() - open.start);
  }

  /** Returns the section's size in bytes; addresses must have been assigned. */
  long size() {
    return frags.getLast().tailAddress();
  }

  /** Returns the source place of the fragment with the most space. */
  Loc largest() {
    return frags.stream().max(Comparator.comparingLong(f -> f.tailSize)).orElseThrow().at;
  }

  void code(Insn insn, Loc at) {
    RelocatableExpr target = relaxable(insn);
    if (target != null) {
      close(new Frag.Jump(insn, Encoder.encodeShort(insn), target), at);
      return;
    }
    Encoded e = Encoder.encode(insn, 0);
    boolean branch =
        !e.fixups().isEmpty()
            && insn.operands().size() == 1
            && insn.operand(0) instanceof Operand.Rel;
    if (!e.fixups().isEmpty()) {
      Frag.Mark start = here();
      for (Fixup f : e.fixups()) {
        Fix fix = fix(f, start, branch, at);
        fixes.add(isImmediate(insn, f) ? fix.toOffsetTable() : fix);
      }
    }
    fixed.bytes(e.bytes());
  }

  private static boolean isImmediate(Insn insn, Fixup f) {
    return insn.operands().stream()
        .anyMatch(o -> o instanceof Operand.Imm imm && imm.symbol() == f.symbol());
  }

  /** Returns the fix for an operand of an instruction that starts at a mark. */
  static Fix fix(Fixup f, Frag.Mark start, boolean branch, Loc at) {
    Frag.Mark field = new Frag.Mark(start.frag(), start.offset() + f.offset());
    RelocatableExpr value = ((RelocatableExpr) f.symbol()).plus(f.addend());
    return new Fix(
        field, f.size(), f.pcRelative(), f.signed(), value, f.endDistance(), branch, start, at);
  }

  /**
   * Returns the target of a jump that has a short and a long form; null for any other instruction.
   */
  static RelocatableExpr relaxable(Insn insn) {
    if (insn.operands().size() != 1
        || !(insn.operand(0) instanceof Operand.Rel rel)
        || !(rel.symbol() instanceof RelocatableExpr e)
        || !insn.form().hasTwoLengths()) {
      return null;
    }
    return e.plus(rel.target());
  }

  void data(Item.Data data, Loc at) {
    for (RelocatableExpr e : data.values()) {
      if (e.isConstant()) {
        fixed.le(e.addend(), data.width());
      } else {
        Frag.Mark here = here();
        fixes.add(new Fix(here, data.width(), false, false, e, 0, false, here, at));
        fixed.fill(data.width(), 0);
      }
    }
  }

  void bytes(byte[] bytes) {
    fixed.bytes(bytes);
  }

  void space(long count, int fill, Loc at) {
    if (count < 0) {
      throw names.error(at, "negative space: " + count);
    }
    if (count > LONG_SPACE) {
      close(new Frag.Fill(RelocatableExpr.constant(count), 1, fill), at);
    } else {
      fixed.fill((int) count, fill);
    }
  }

  void align(Item.Align align, Loc at) {
    object.align = Math.max(object.align, align.bytes());
    if (align.bytes() > 1) {
      close(new Frag.Align(align.bytes(), align.fill(), align.max()), at);
    }
  }

  /** Ends the open fragment with a tail whose size is not known yet. */
  void close(Frag.Tail tail, Loc at) {
    open.end = fixed.size();
    open.tail = tail;
    open.at = at;
    open();
  }

  /**
   * Assigns first addresses: every jump that may be short is short, and padding is computed on this
   * assumption.
   */
  void estimate() {
    open.end = fixed.size();
    subsections.values().forEach(frags::addAll);
    long address = 0;
    int region = 0;
    for (Frag f : frags) {
      f.address = address;
      f.region = region;
      switch (f.tail) {
        case null -> {}
        case Frag.Jump j -> {
          ResolvedValue v = names.value(j.target(), mark(f), f.at);
          f.relocated =
              v == null
                  || v.section() != this
                  || names.isWeak(j.target())
                  || j.target().hasOperator();
          f.tailSize = f.relocated ? longSize(j) : j.brief().bytes().length;
        }
        case Frag.Align a -> {
          f.tailSize = padding(a, f.tailAddress());
          region++;
        }
        case Frag.Leb l -> f.tailSize = 1;
        case Frag.Org o -> region++;
        case Frag.Fill fill -> f.tailSize = 0;
      }
      address = f.tailAddress() + f.tailSize;
    }
  }

  /**
   * Runs relaxation passes until no fragment moves (write.c, relax_segment).
   *
   * @return true if any fragment moved
   */
  boolean relax() {
    boolean any = false;
    for (boolean moved = true; moved; any |= moved) {
      moved = pass();
    }
    return any;
  }

  private boolean pass() {
    boolean moved = false;
    long stretch = 0;
    passes++;
    if ((long) passes * frags.size() > MOST_VISITS || passes > MOST_PASSES) {
      throw names.error(largest(), "sizes do not settle in section " + section.name());
    }
    for (Frag f : frags) {
      f.pass = passes;
      final long was = f.address;
      f.address += stretch;
      long size =
          switch (f.tail) {
            case null -> 0;
            case Frag.Jump j -> jumpSize(f, j, stretch);
            case Frag.Align a -> padding(a, f.tailAddress());
            case Frag.Fill fill -> fillSize(f, fill);
            case Frag.Org o -> orgSize(f, o);
            case Frag.Leb l -> lebSize(f, l);
          };
      // The growth of an alignment is computed from its old address, so that what follows the
      // alignment may keep its address.
      stretch += size - f.tailSize;
      moved |= size != f.tailSize || f.address != was;
      f.tailSize = size;
    }
    return moved;
  }

  private long fillSize(Frag f, Frag.Fill fill) {
    long count = Math.max(0, names.number(fill.count(), mark(f), f.at, "count"));
    if (count > MOST_SPACE) {
      throw names.error(f.at, "too much space: " + count);
    }
    return count * fill.width();
  }

  private long jumpSize(Frag f, Frag.Jump j, long stretch) {
    long brief = j.brief().bytes().length;
    if (f.relocated || f.tailSize > brief) {
      return f.tailSize;
    }
    ResolvedValue v = names.value(j.target(), mark(f), f.at);
    long target = v.address();
    if (stretch != 0 && v.frag().pass != passes) {
      // The target is after the fragments that this pass has visited. The target will move as far
      // as this jump did, unless an alignment between them absorbs the move. A jump must not get
      // its long form because its target temporarily seems to lie before it.
      if (stretch < 0 || v.frag().region == f.region) {
        target += stretch;
      } else if (target < f.tailAddress()) {
        return brief;
      }
    }
    long distance = target - (f.tailAddress() + brief);
    return distance == (byte) distance ? brief : longSize(j);
  }

  /**
   * On a first pass, parts of the measured distance may have moved already. After a number of
   * passes a size may not shrink, so that the loop ends.
   */
  private long lebSize(Frag f, Frag.Leb l) {
    long size = leb(f, l).length;
    return passes <= PASSES_TO_SHRINK ? size : Math.max(f.tailSize, size);
  }

  private long orgSize(Frag f, Frag.Org o) {
    ResolvedValue v = names.value(o.target(), mark(f), f.at);
    long size = v == null || v.undefined() != null ? -1 : v.address() - f.tailAddress();
    if (size < 0) {
      throw names.error(f.at, "attempt to move .org backwards");
    }
    return size;
  }

  private static long longSize(Frag.Jump j) {
    return Encoder.encode(j.insn(), 0).bytes().length;
  }

  private static long padding(Frag.Align a, long address) {
    long pad = -address & a.bytes() - 1;
    return a.max() > 0 && pad > a.max() ? 0 : pad;
  }

  static Frag.Mark mark(Frag f) {
    return new Frag.Mark(f, f.end - f.start);
  }

  private byte[] leb(Frag f, Frag.Leb l) {
    return leb(l.signed(), names.number(l.value(), mark(f), f.at, "value"));
  }

  static byte[] leb(boolean signed, long n) {
    ByteSink out = new ByteSink();
    return (signed ? out.sleb(n) : out.uleb(n)).toByteArray();
  }

  /**
   * Returns the contents of the section before fixes are applied. Long jumps with relocations add
   * fixes.
   */
  byte[] render() {
    byte[] out = new byte[Math.toIntExact(size())];
    for (Frag f : frags) {
      fixed.copyTo(f.start, f.end - f.start, out, (int) f.address);
      int at = (int) f.tailAddress();
      int size = (int) f.tailSize;
      switch (f.tail) {
        case null -> {}
        case Frag.Jump j -> jump(f, j, out, at);
        case Frag.Align a -> {
          Item.Pattern fill = a.fill();
          if (section.isCode() && (fill == null || fill.equals(NOP))) {
            Nops.pad(out, at, size);
          } else if (fill != null) {
            repeat(f, fill, out, at, size);
          }
        }
        case Frag.Fill fill -> {
          for (int i = at; i < at + size; i += fill.width()) {
            ByteSink.put(out, i, fill.value(), fill.width());
          }
        }
        case Frag.Org o -> Arrays.fill(out, at, at + size, (byte) o.fill());
        case Frag.Leb l -> {
          byte[] b = leb(f, l);
          System.arraycopy(b, 0, out, at, b.length);
          for (int i = b.length; i < size; i++) {
            out[at + i - 1] |= (byte) 0x80;
          }
        }
      }
    }
    return out;
  }

  private void repeat(Frag f, Item.Pattern fill, byte[] out, int at, int size) {
    if (size % fill.width() != 0) {
      throw names.error(
          f.at, "alignment padding (%d bytes) not a multiple of %d".formatted(size, fill.width()));
    }
    for (int i = at; i < at + size; i += fill.width()) {
      ByteSink.put(out, i, fill.value(), fill.width());
    }
  }

  private void jump(Frag f, Frag.Jump j, byte[] out, int at) {
    boolean brief = f.tailSize == j.brief().bytes().length;
    Encoded e = brief ? j.brief() : Encoder.encode(j.insn(), 0);
    System.arraycopy(e.bytes(), 0, out, at, e.bytes().length);
    Fixup field = e.fixups().getFirst();
    if (f.relocated) {
      fixes.add(fix(field, mark(f), true, f.at));
    } else {
      long target = names.value(j.target(), mark(f), f.at).address();
      ByteSink.put(out, at + field.offset(), target - (at + e.bytes().length), field.size());
    }
  }
}
