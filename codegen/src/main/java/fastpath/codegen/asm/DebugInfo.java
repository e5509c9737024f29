package fastpath.codegen.asm;

import fastpath.codegen.asm.ScopeTree.Node;
import fastpath.codegen.asm.ScopeTree.Range;
import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.source.Scope;
import fastpath.emulator.elf.RelocationType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code .debug_info}, {@code .debug_abbrev} and {@code .debug_rnglists} (DWARF 5): functions and
 * inlined copies; no types, no variables.
 */
final class DebugInfo {
  private static final int COMPILE_UNIT = 0x11;
  private static final int SUBPROGRAM = 0x2e;
  private static final int INLINED_SUBROUTINE = 0x1d;

  private static final int NAME = 0x03;
  private static final int STMT_LIST = 0x10;
  private static final int LOW_PC = 0x11;
  private static final int HIGH_PC = 0x12;
  private static final int LANGUAGE = 0x13;
  private static final int COMP_DIR = 0x1b;
  private static final int INLINE = 0x20;
  private static final int PRODUCER = 0x25;
  private static final int ABSTRACT_ORIGIN = 0x31;
  private static final int DECL_FILE = 0x3a;
  private static final int DECL_LINE = 0x3b;
  private static final int EXTERNAL = 0x3f;
  private static final int FRAME_BASE = 0x40;
  private static final int RANGES = 0x55;
  private static final int CALL_COLUMN = 0x57;
  private static final int CALL_FILE = 0x58;
  private static final int CALL_LINE = 0x59;

  private static final int ADDR = 0x01;
  private static final int DATA2 = 0x05;
  private static final int DATA8 = 0x07;
  private static final int STRING = 0x08;
  private static final int DATA1 = 0x0b;
  private static final int FLAG = 0x0c;
  private static final int UDATA = 0x0f;
  private static final int REF4 = 0x13;
  private static final int SEC_OFFSET = 0x17;
  private static final int EXPRLOC = 0x18;

  private static final int LANG_C11 = 0x1d;
  private static final int INL_INLINED = 1;
  private static final int CALL_FRAME_CFA = 0x9c;
  private static final int RLE_END = 0;
  private static final int RLE_OFFSET_PAIR = 4;
  private static final int RLE_BASE_ADDRESS = 5;

  private final AsmFile file;
  private final SourceFiles files;
  private final ObjSymbols symbols;
  private final ObjSection infoSection;
  private final ObjSection rangesSection;
  private final ByteSink info = new ByteSink();
  private final ByteSink abbrevs = new ByteSink();
  private final ByteSink ranges = new ByteSink();
  private final Map<List<Integer>, Integer> abbrevCodes = new HashMap<>();

  /** What makes functions one although inlined in several places. */
  private record Origin(String function, String file, int line) {}

  private final Map<Origin, Integer> abstracts = new HashMap<>();

  DebugInfo(
      AsmFile file, SourceFiles files, ObjSymbols symbols, ObjSection info, ObjSection ranges) {
    this.file = file;
    this.files = files;
    this.symbols = symbols;
    infoSection = info;
    rangesSection = ranges;
  }

  void write(ScopeTree tree, ObjSection abbrevSection, ObjSection lineSection, String directory) {
    ranges.u32(0).u16(5).u8(8).u8(0).u32(0);
    info.u32(0).u16(5).u8(1).u8(8);
    offset(abbrevSection, 0);
    unit(tree, lineSection, directory);
    tree.functions().forEach(this::abstracts);
    tree.functions().forEach(this::function);
    info.u8(0);
    info.patch(0, info.size() - 4, 4);
    ranges.patch(0, ranges.size() - 4, 4);
    abbrevs.u8(0);
    infoSection.setData(info.toByteArray());
    rangesSection.setData(ranges.toByteArray());
    abbrevSection.setData(abbrevs.toByteArray());
  }

  private void unit(ScopeTree tree, ObjSection lines, String directory) {
    List<Range> extents = List.copyOf(tree.extents().values());
    List<Integer> attributes =
        new ArrayList<>(List.of(PRODUCER, STRING, LANGUAGE, DATA2, NAME, STRING));
    if (!directory.isEmpty()) {
      attributes.addAll(List.of(COMP_DIR, STRING));
    }
    attributes.addAll(
        List.of(STMT_LIST, SEC_OFFSET, LOW_PC, ADDR, pcKind(extents), pcForm(extents)));
    begin(COMPILE_UNIT, true, attributes);
    string("Fastpath Lab");
    info.u16(LANG_C11);
    string(files.names().getFirst());
    if (!directory.isEmpty()) {
      string(directory);
    }
    offset(lines, 0);
    if (extents.size() != 1) {
      info.u64(0);
    }
    addresses(extents);
  }

  private static int pcKind(List<Range> r) {
    return r.size() == 1 ? HIGH_PC : RANGES;
  }

  private static int pcForm(List<Range> r) {
    return r.size() == 1 ? DATA8 : SEC_OFFSET;
  }

  /** Low and high, or an offset into the range lists. */
  private void addresses(List<Range> r) {
    if (r.size() == 1) {
      address(infoSection, info, r.getFirst().section(), r.getFirst().start());
      info.u64(r.getFirst().end() - r.getFirst().start());
      return;
    }
    offset(rangesSection, ranges.size());
    SectionLayout base = null;
    for (Range range : r) {
      if (range.section() != base) {
        base = range.section();
        ranges.u8(RLE_BASE_ADDRESS);
        address(rangesSection, ranges, base, 0);
      }
      ranges.u8(RLE_OFFSET_PAIR).uleb(range.start()).uleb(range.end());
    }
    ranges.u8(RLE_END);
  }

  private void abstracts(Node n) {
    for (Node child : n.children) {
      Scope s = child.scope;
      Origin key = new Origin(s.function(), s.file(), s.line());
      if (!abstracts.containsKey(key)) {
        abstracts.put(key, info.size());
        begin(
            SUBPROGRAM,
            false,
            EXTERNAL,
            FLAG,
            NAME,
            STRING,
            DECL_FILE,
            UDATA,
            DECL_LINE,
            UDATA,
            INLINE,
            DATA1);
        declaration(s);
        info.u8(INL_INLINED);
      }
      abstracts(child);
    }
  }

  private void declaration(Scope s) {
    AsmSymbol symbol = file.knownSymbol(s.function());
    info.u8(symbol != null && symbol.global ? 1 : 0);
    string(s.function());
    info.uleb(files.number(s.file())).uleb(s.line());
  }

  private void function(Node n) {
    Integer origin = abstracts.get(new Origin(n.scope.function(), n.scope.file(), n.scope.line()));
    List<Integer> attributes = new ArrayList<>();
    if (origin != null) {
      attributes.addAll(List.of(ABSTRACT_ORIGIN, REF4));
    } else {
      attributes.addAll(List.of(EXTERNAL, FLAG, NAME, STRING, DECL_FILE, UDATA, DECL_LINE, UDATA));
    }
    pc(attributes, n);
    attributes.addAll(List.of(FRAME_BASE, EXPRLOC));
    begin(SUBPROGRAM, !n.children.isEmpty(), attributes);
    if (origin != null) {
      info.u32(origin);
    } else {
      declaration(n.scope);
    }
    addresses(n.ranges);
    info.u8(1).u8(CALL_FRAME_CFA);
    children(n);
  }

  private static void pc(List<Integer> attributes, Node n) {
    if (n.ranges.size() == 1) {
      attributes.addAll(List.of(LOW_PC, ADDR));
    }
    attributes.addAll(List.of(pcKind(n.ranges), pcForm(n.ranges)));
  }

  private void children(Node n) {
    n.children.forEach(this::inlined);
    if (!n.children.isEmpty()) {
      info.u8(0);
    }
  }

  private void inlined(Node n) {
    List<Integer> attributes = new ArrayList<>(List.of(ABSTRACT_ORIGIN, REF4));
    pc(attributes, n);
    attributes.addAll(List.of(CALL_FILE, UDATA, CALL_LINE, UDATA, CALL_COLUMN, UDATA));
    begin(INLINED_SUBROUTINE, !n.children.isEmpty(), attributes);
    Scope s = n.scope;
    info.u32(abstracts.get(new Origin(s.function(), s.file(), s.line())));
    addresses(n.ranges);
    info.uleb(files.number(s.callSite().file()))
        .uleb(s.callSite().line())
        .uleb(s.callSite().column());
    children(n);
  }

  private void begin(int tag, boolean children, Integer... attributes) {
    begin(tag, children, List.of(attributes));
  }

  /** Starts an entry; its shape goes to the abbreviations if it is new. */
  private void begin(int tag, boolean children, List<Integer> attributes) {
    List<Integer> shape = new ArrayList<>(attributes);
    shape.add(tag);
    shape.add(children ? 1 : 0);
    Integer code = abbrevCodes.get(shape);
    if (code == null) {
      code = abbrevCodes.size() + 1;
      abbrevCodes.put(shape, code);
      abbrevs.uleb(code).uleb(tag).u8(children ? 1 : 0);
      attributes.forEach(abbrevs::uleb);
      abbrevs.u8(0).u8(0);
    }
    info.uleb(code);
  }

  private void string(String s) {
    info.bytes(s.getBytes(StandardCharsets.UTF_8)).u8(0);
  }

  private void offset(ObjSection target, long offset) {
    infoSection.relocs.add(
        new ObjReloc(info.size(), RelocationType.R32, symbols.section(target), offset));
    info.u32(0);
  }

  private void address(ObjSection from, ByteSink sink, SectionLayout target, long offset) {
    from.relocs.add(
        new ObjReloc(sink.size(), RelocationType.R64, symbols.section(target.object), offset));
    sink.u64(0);
  }
}
