package fastpath.emulator.image;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.debug.Frames;
import fastpath.emulator.debug.InlineTree;
import fastpath.emulator.debug.LineTable;
import java.util.List;
import java.util.Optional;

/** A linked program. CFI and DWARF are parsed when first asked for. */
public final class Image {
  public List<Segment> segments() {
    throw new UnsupportedOperationException("to come");
  }

  public List<Section> sections() {
    throw new UnsupportedOperationException("to come");
  }

  /** Every symbol, local ones too; section and file symbols left out. */
  public List<Symbol> symbols() {
    throw new UnsupportedOperationException("to come");
  }

  /** A symbol by name: a global one first, else the first local one. */
  public Optional<Symbol> symbol(String name) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The address of a symbol.
   *
   * @throws LinkException if there is none
   */
  public long address(String name) {
    throw new UnsupportedOperationException("to come");
  }

  /** The function, or failing that other symbol of code, that an address lies in. */
  public Optional<Symbol> symbolAt(long address) {
    throw new UnsupportedOperationException("to come");
  }

  /** {@code name+0x12}, {@code name}, or "" if no symbol covers the address. */
  public String symbolize(long address) {
    throw new UnsupportedOperationException("to come");
  }

  /** The template of per-CPU variables, .data..percpu, linked at 0. */
  public byte[] perCpu() {
    throw new UnsupportedOperationException("to come");
  }

  /** Bytes of a section that is loaded; zeros for .bss. */
  public byte[] bytes(Section section) {
    throw new UnsupportedOperationException("to come");
  }

  /** Where an executable starts; 0 for linked objects. */
  public long entry() {
    throw new UnsupportedOperationException("to come");
  }

  public Cfi cfi() {
    throw new UnsupportedOperationException("to come");
  }

  public LineTable lines() {
    throw new UnsupportedOperationException("to come");
  }

  public InlineTree inlines() {
    throw new UnsupportedOperationException("to come");
  }

  public Frames frames() {
    throw new UnsupportedOperationException("to come");
  }
}
