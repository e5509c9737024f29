package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwAt;
import fastpath.emulator.dwarf.DwForm;
import fastpath.emulator.dwarf.DwTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one unit of .debug_info: its functions, and the functions that are inlined into these. */
final class Unit {
  private static final int DEEPEST = 1000;

  /** The attributes of an entry before references are resolved; -1 for an absent attribute. */
  private static final class Entry {
    String name;
    String producer;
    long origin = -1;
    long low = -1;
    long high = -1;
    boolean highIsLength;
    long ranges = -1;
    boolean rangesAreIndex;
    int callFile;
    int callLine;
    long type = -1;
    int bytes;
    int encoding;
    long sibling = -1;
    long lineUnit = -1;
    long stringOffsets = 8;
    long addresses = 8;
    long rangeLists = 12;
  }

  private final DebugSections sections;
  private final Reader r;
  private final int start;
  private final long end;
  private final int version;
  private final Map<Long, Abbreviations.Shape> shapes;
  private final Map<Long, InlineTree.Name> names;
  private final Budget budget;
  private Entry root = new Entry();

  /** True once the base offsets of the string, address and range tables are known. */
  private boolean based;

  /** True while an entry is read for the type that it describes. */
  private boolean typing;

  private int depth;

  /**
   * @param tables abbreviation tables that have been read already, by offset; units may share a
   *     table
   * @param budget the budget that all units share
   */
  Unit(
      DebugSections sections,
      Reader r,
      Map<Long, InlineTree.Name> names,
      Map<Long, Map<Long, Abbreviations.Shape>> tables,
      Budget budget) {
    this.sections = sections;
    this.r = r;
    this.names = names;
    this.budget = budget;
    start = r.position();
    long length = r.unitLength();
    end = r.position() + length;
    version = r.u16();
    if (version < 2 || version > 5) {
      throw r.malformed("version " + version);
    }
    long abbreviations;
    if (version == 5) {
      int type = r.u8();
      r.u8();
      abbreviations = r.u32();
      // Skeleton units and type units have an additional id, and type units have a type offset.
      r.skip(type == 4 || type == 5 ? 8 : type == 2 || type == 6 ? 12 : 0);
    } else {
      abbreviations = r.u32();
      r.u8();
    }
    shapes =
        tables.computeIfAbsent(
            abbreviations, offset -> Abbreviations.parse(sections.abbrev(), offset, budget));
  }

  /** Reads the unit and adds its functions that have code to a list. */
  void read(List<InlineTree.Node> functions) {
    Abbreviations.Shape shape = root();
    if (shape != null && shape.children()) {
      children(functions);
    }
    r.seek(end);
  }

  /**
   * Passes over the unit, and returns pairs of start and end addresses of its code; empty if the
   * unit's own entry does not say them.
   */
  long[] skip() {
    long[] ranges = root() == null ? new long[0] : ranges(root);
    r.seek(end);
    return ranges;
  }

  /**
   * Reads the unit's own entry. Its attributes are read twice, because an index may precede the
   * attribute with the base of its table.
   *
   * @return null if the unit has no entry
   */
  private Abbreviations.Shape root() {
    int first = r.position();
    Abbreviations.Shape shape = shape();
    if (shape != null) {
      root = attributes(shape);
      based = true;
      r.rewind(first);
      shape();
      root = attributes(shape);
    }
    return shape;
  }

  private Abbreviations.Shape shape() {
    long code = r.uleb();
    if (code == 0) {
      return null;
    }
    Abbreviations.Shape s = shapes.get(code);
    if (s == null) {
      throw r.malformed("no abbreviation " + code);
    }
    return s;
  }

  private void children(List<InlineTree.Node> into) {
    if (++depth > DEEPEST) {
      throw r.malformed("entries nest too deeply");
    }
    while (r.position() < end) {
      long offset = r.position();
      Abbreviations.Shape shape = shape();
      if (shape == null) {
        break;
      }
      Entry e = attributes(shape);
      boolean function = shape.tag() == DwTag.SUBPROGRAM || shape.tag() == DwTag.INLINED_SUBROUTINE;
      List<InlineTree.Node> inside = into;
      if (function) {
        names.put(offset, new InlineTree.Name(e.name, e.origin));
        long[] ranges = ranges(e);
        if (ranges.length > 0) {
          inside = new ArrayList<>();
          into.add(
              new InlineTree.Node(
                  ranges,
                  offset,
                  root.lineUnit,
                  e.callFile,
                  e.callLine,
                  root.producer,
                  this,
                  inside));
        }
      }
      if (shape.children()) {
        if (!function && shape.tag() != DwTag.LEXICAL_BLOCK && e.sibling > 0) {
          r.seek(e.sibling);
        } else {
          children(inside);
        }
      }
    }
    depth--;
  }

  /**
   * Returns what an entry says of a type; null if the offset is not one of an entry of this unit.
   */
  ResultTypes.Entry typeEntry(long offset) {
    if (offset < start || offset >= end) {
      return null;
    }
    r.rewind((int) offset);
    Abbreviations.Shape shape = shape();
    if (shape == null) {
      return null;
    }
    typing = true;
    Entry e = attributes(shape);
    typing = false;
    return new ResultTypes.Entry(shape.tag(), e.type, e.origin, e.bytes, e.encoding);
  }

  private Entry attributes(Abbreviations.Shape shape) {
    Entry e = new Entry();
    e.stringOffsets = root.stringOffsets;
    e.addresses = root.addresses;
    e.rangeLists = root.rangeLists;
    boolean function = shape.tag() == DwTag.SUBPROGRAM || shape.tag() == DwTag.INLINED_SUBROUTINE;
    for (int i = 0; i < shape.attributes().length; i += 3) {
      int form = (int) shape.attributes()[i + 1];
      long constant = shape.attributes()[i + 2];
      if (form == DwForm.INDIRECT) {
        form = (int) r.uleb();
      }
      switch ((int) shape.attributes()[i]) {
        case DwAt.SIBLING -> e.sibling = reference(form);
        case DwAt.NAME -> {
          if (function) {
            e.name = string(form);
          } else {
            Forms.skip(r, form, version, 8);
          }
        }
        case DwAt.PRODUCER -> {
          if (based) {
            e.producer = string(form);
          } else {
            Forms.skip(r, form, version, 8);
          }
        }
        case DwAt.TYPE -> e.type = reference(form);
        case DwAt.BYTE_SIZE -> e.bytes = (int) typeNumber(form, constant);
        case DwAt.ENCODING -> e.encoding = (int) typeNumber(form, constant);
        case DwAt.STMT_LIST -> e.lineUnit = number(form, constant);
        case DwAt.LOW_PC -> e.low = address(form);
        case DwAt.HIGH_PC -> {
          e.highIsLength = form != DwForm.ADDR && !Forms.isAddressIndex(form);
          e.high = e.highIsLength ? number(form, constant) : address(form);
        }
        case DwAt.ABSTRACT_ORIGIN, DwAt.SPECIFICATION -> e.origin = reference(form);
        case DwAt.RANGES -> {
          e.rangesAreIndex = form == DwForm.RNGLISTX;
          e.ranges = number(form, constant);
        }
        case DwAt.CALL_FILE -> e.callFile = (int) number(form, constant);
        case DwAt.CALL_LINE -> e.callLine = (int) number(form, constant);
        case DwAt.STR_OFFSETS_BASE -> e.stringOffsets = number(form, constant);
        case DwAt.ADDR_BASE -> e.addresses = number(form, constant);
        case DwAt.RNGLISTS_BASE -> e.rangeLists = number(form, constant);
        default -> Forms.skip(r, form, version, 8);
      }
    }
    return e;
  }

  /** Returns a number of a type; 0 if no type is read, or if the number is computed. */
  private long typeNumber(int form, long constant) {
    if (typing && form != DwForm.EXPRLOC && form != DwForm.BLOCK1) {
      return number(form, constant);
    }
    Forms.skip(r, form, version, 8);
    return 0;
  }

  private long number(int form, long constant) {
    return form == DwForm.IMPLICIT_CONST ? constant : Forms.number(r, form);
  }

  private long reference(int form) {
    long value = Forms.number(r, form);
    return form == DwForm.REF_ADDR ? value : start + value;
  }

  private long address(int form) {
    long value = Forms.number(r, form);
    return Forms.isAddressIndex(form) ? addressAt(value) : value;
  }

  private long addressAt(long index) {
    return sections.addr().length() == 0
        ? 0
        : new Reader(sections.addr(), root.addresses + 8 * index).u64();
  }

  private String string(int form) {
    if (form == DwForm.STRING) {
      return r.string();
    }
    long value = Forms.number(r, form);
    if (form == DwForm.LINE_STRP) {
      return budget.string(sections.lineStr(), value);
    }
    if (Forms.isStringIndex(form)) {
      value = new Reader(sections.strOffsets(), root.stringOffsets + 4 * value).u32();
    }
    return budget.string(sections.str(), value);
  }

  /**
   * Returns pairs of start and end addresses, without the ranges of code that the linker dropped
   * (address 0).
   */
  private long[] ranges(Entry e) {
    if (e.ranges >= 0) {
      RangeList list = new RangeList(root.low == -1 ? 0 : root.low, this::addressAt, budget);
      return version == 5
          ? list.read5(sections.rnglists(), e.ranges, e.rangesAreIndex ? root.rangeLists : -1)
          : list.read4(sections.ranges(), e.ranges);
    }
    if (e.low == -1 || e.low == 0 || e.high == -1) {
      return new long[0];
    }
    return new long[] {e.low, e.highIsLength ? e.low + e.high : e.high};
  }
}
