package fastpath.codegen.asm;

import fastpath.codegen.asm.ScopeTree.Node;
import fastpath.codegen.asm.ScopeTree.Range;
import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.source.ResultType;
import fastpath.codegen.source.Scope;
import fastpath.emulator.dwarf.DwAt;
import fastpath.emulator.dwarf.DwAte;
import fastpath.emulator.dwarf.DwForm;
import fastpath.emulator.dwarf.DwRle;
import fastpath.emulator.dwarf.DwTag;
import fastpath.emulator.elf.RelocationType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code .debug_info}, {@code .debug_abbrev} and {@code .debug_rnglists} (DWARF 5) with
 * functions, the types of their results, and their inlined copies; variables and other types are
 * left out.
 */
final class DebugInfo {

  private static final int LANG_C11 = 0x1d;
  private static final int INL_INLINED = 1;
  private static final int CALL_FRAME_CFA = 0x9c;

  private final AsmFile file;
  private final SourceFiles files;
  private final ObjSymbols symbols;
  private final ObjSection infoSection;
  private final ObjSection rangesSection;
  private final ByteSink info = new ByteSink();
  private final ByteSink abbrevs = new ByteSink();
  private final ByteSink ranges = new ByteSink();
  private final Map<List<Integer>, Integer> abbrevCodes = new HashMap<>();

  /** The identity of a function, which has one entry however often it is inlined. */
  private record Origin(String function, String file, int line) {}

  private final Map<Origin, Integer> abstracts = new HashMap<>();

  /** The offsets of the types' entries. */
  private final Map<ResultType, Integer> types = new HashMap<>();

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
    tree.functions().forEach(this::types);
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
        new ArrayList<>(
            List.of(
                DwAt.PRODUCER,
                DwForm.STRING,
                DwAt.LANGUAGE,
                DwForm.DATA2,
                DwAt.NAME,
                DwForm.STRING));
    if (!directory.isEmpty()) {
      attributes.addAll(List.of(DwAt.COMP_DIR, DwForm.STRING));
    }
    attributes.addAll(
        List.of(
            DwAt.STMT_LIST,
            DwForm.SEC_OFFSET,
            DwAt.LOW_PC,
            DwForm.ADDR,
            pcKind(extents),
            pcForm(extents)));
    begin(DwTag.COMPILE_UNIT, true, attributes);
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
    return r.size() == 1 ? DwAt.HIGH_PC : DwAt.RANGES;
  }

  private static int pcForm(List<Range> r) {
    return r.size() == 1 ? DwForm.DATA8 : DwForm.SEC_OFFSET;
  }

  /**
   * Writes the addresses of a scope: a low and a high address, or an offset into the range lists.
   */
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
        ranges.u8(DwRle.BASE_ADDRESS);
        address(rangesSection, ranges, base, 0);
      }
      ranges.u8(DwRle.OFFSET_PAIR).uleb(range.start()).uleb(range.end());
    }
    ranges.u8(DwRle.END_OF_LIST);
  }

  private void abstracts(Node n) {
    for (Node child : n.children) {
      Scope s = child.scope;
      Origin key = new Origin(s.function(), s.file(), s.line());
      if (!abstracts.containsKey(key)) {
        abstracts.put(key, info.size());
        List<Integer> attributes = new ArrayList<>(declared(s));
        attributes.addAll(List.of(DwAt.INLINE, DwForm.DATA1));
        begin(DwTag.SUBPROGRAM, false, attributes);
        declaration(s);
        info.u8(INL_INLINED);
      }
      abstracts(child);
    }
  }

  /** Writes an entry for the result type of a function and of those that are inlined into it. */
  private void types(Node n) {
    ResultType type = n.scope.result();
    if (hasType(n.scope) && !types.containsKey(type)) {
      types.put(type, info.size());
      type(type);
    }
    n.children.forEach(this::types);
  }

  private void type(ResultType type) {
    switch (type.kind()) {
      case VOID -> throw new IllegalArgumentException("void has no entry");
      case BOOL -> base(type, DwAte.BOOLEAN);
      case SIGNED -> base(type, DwAte.SIGNED);
      case UNSIGNED -> base(type, DwAte.UNSIGNED);
      case POINTER -> {
        begin(DwTag.POINTER_TYPE, false, DwAt.BYTE_SIZE, DwForm.UDATA);
        info.uleb(type.bytes());
      }
      case COMPOSITE -> {
        begin(DwTag.STRUCTURE_TYPE, false, DwAt.NAME, DwForm.STRING, DwAt.BYTE_SIZE, DwForm.UDATA);
        string(type.name());
        info.uleb(type.bytes());
      }
    }
  }

  private void base(ResultType type, int encoding) {
    begin(
        DwTag.BASE_TYPE,
        false,
        DwAt.NAME,
        DwForm.STRING,
        DwAt.ENCODING,
        DwForm.DATA1,
        DwAt.BYTE_SIZE,
        DwForm.UDATA);
    string(type.name());
    info.u8(encoding).uleb(type.bytes());
  }

  private static boolean hasType(Scope s) {
    return s.result() != null && s.result().kind() != ResultType.Kind.VOID;
  }

  /** Returns the attributes of a function's declaration and their forms. */
  private static List<Integer> declared(Scope s) {
    List<Integer> attributes =
        new ArrayList<>(
            List.of(
                DwAt.EXTERNAL,
                DwForm.FLAG,
                DwAt.NAME,
                DwForm.STRING,
                DwAt.DECL_FILE,
                DwForm.UDATA,
                DwAt.DECL_LINE,
                DwForm.UDATA));
    if (hasType(s)) {
      attributes.addAll(List.of(DwAt.TYPE, DwForm.REF4));
    }
    return attributes;
  }

  private void declaration(Scope s) {
    AsmSymbol symbol = file.knownSymbol(s.function());
    info.u8(symbol != null && symbol.global ? 1 : 0);
    string(s.function());
    info.uleb(files.number(s.file())).uleb(s.line());
    if (hasType(s)) {
      info.u32(types.get(s.result()));
    }
  }

  private void function(Node n) {
    Integer origin = abstracts.get(new Origin(n.scope.function(), n.scope.file(), n.scope.line()));
    List<Integer> attributes = new ArrayList<>();
    if (origin != null) {
      attributes.addAll(List.of(DwAt.ABSTRACT_ORIGIN, DwForm.REF4));
    } else {
      attributes.addAll(declared(n.scope));
    }
    pc(attributes, n);
    attributes.addAll(List.of(DwAt.FRAME_BASE, DwForm.EXPRLOC));
    begin(DwTag.SUBPROGRAM, !n.children.isEmpty(), attributes);
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
      attributes.addAll(List.of(DwAt.LOW_PC, DwForm.ADDR));
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
    List<Integer> attributes = new ArrayList<>(List.of(DwAt.ABSTRACT_ORIGIN, DwForm.REF4));
    pc(attributes, n);
    attributes.addAll(
        List.of(
            DwAt.CALL_FILE,
            DwForm.UDATA,
            DwAt.CALL_LINE,
            DwForm.UDATA,
            DwAt.CALL_COLUMN,
            DwForm.UDATA));
    begin(DwTag.INLINED_SUBROUTINE, !n.children.isEmpty(), attributes);
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

  /** Starts a debugging information entry. An entry whose form is new adds an abbreviation. */
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
