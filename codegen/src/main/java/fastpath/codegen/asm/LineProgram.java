package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.source.Loc;
import fastpath.emulator.dwarf.DwForm;
import fastpath.emulator.dwarf.DwLnct;
import fastpath.emulator.dwarf.DwLne;
import fastpath.emulator.dwarf.DwLns;
import fastpath.emulator.elf.RelocationType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes {@code .debug_line}: the source line of each address (DWARF 5, section 6.2). */
final class LineProgram {
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;
  private static final int OPCODE_BASE = 13;
  private static final int[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  private final SourceFiles files;
  private final ObjSymbols symbols;
  private final ByteSink program = new ByteSink();
  private final ObjSection section;
  private final ByteSink out = new ByteSink();

  private boolean open;
  private long address;
  private int file;
  private int line;
  private int column;

  LineProgram(SourceFiles files, ObjSymbols symbols, ObjSection section) {
    this.files = files;
    this.symbols = symbols;
    this.section = section;
  }

  void write(CodeLocations places, String directory) {
    // The header lists the files, so that every file must have its number before the header is
    // written.
    places
        .changes()
        .values()
        .forEach(l ->
            l.forEach(c -> {
              if (c.loc() != null) {
                files.number(c.loc().file());
              }
            }));
    final int programStart = header(directory);
    places.changes().forEach((s, changes) -> sequence(s, changes, programStart));
    out.bytes(program.toByteArray());
    out.patch(0, out.size() - 4, 4);
    section.setData(out.toByteArray());
  }

  private int header(String directory) {
    out.u32(0).u16(5).u8(8).u8(0);
    final int lengthAt = out.size();
    out.u32(0).u8(1).u8(1).u8(1).u8(LINE_BASE).u8(LINE_RANGE).u8(OPCODE_BASE);
    for (int n : OPERANDS) {
      out.u8(n);
    }
    out.u8(1).uleb(DwLnct.PATH).uleb(DwForm.STRING).uleb(1);
    string(directory);
    out.u8(2).uleb(DwLnct.PATH).uleb(DwForm.STRING).uleb(DwLnct.DIRECTORY_INDEX).uleb(DwForm.UDATA);
    out.uleb(files.names().size());
    for (String name : files.names()) {
      string(name);
      out.uleb(0);
    }
    out.patch(lengthAt, out.size() - lengthAt - 4, 4);
    return out.size();
  }

  private void string(String s) {
    out.bytes(s.getBytes(StandardCharsets.UTF_8)).u8(0);
  }

  private void sequence(SectionLayout s, List<CodeLocations.Change> changes, int programStart) {
    for (CodeLocations.Change c : changes) {
      if (c.loc() != null) {
        row(s, c.mark().address(), c.loc(), programStart);
      } else if (!c.end()) {
        close(c.mark().address());
      }
    }
    close(s.size());
  }

  private void row(SectionLayout s, long to, Loc loc, int programStart) {
    if (!open) {
      open = true;
      program.u8(DwLns.EXTENDED).uleb(9).u8(DwLne.SET_ADDRESS);
      section.relocs.add(
          new ObjReloc(
              programStart + program.size(), RelocationType.R64, symbols.section(s.object), to));
      program.u64(0);
      address = to;
      file = 1;
      line = 1;
      column = 0;
    }
    int number = files.number(loc.file());
    if (number != file) {
      program.u8(DwLns.SET_FILE).uleb(number);
      file = number;
    }
    if (loc.column() != column) {
      program.u8(DwLns.SET_COLUMN).uleb(loc.column());
      column = loc.column();
    }
    advance(to - address, loc.line() - line);
    address = to;
    line = loc.line();
  }

  /** Appends a row of the line table with the shortest opcodes. */
  private void advance(long bytes, int lines) {
    int rest = lines;
    if (lines < LINE_BASE || lines >= LINE_BASE + LINE_RANGE) {
      program.u8(DwLns.ADVANCE_LINE).sleb(lines);
      rest = 0;
    }
    long special = rest - LINE_BASE + (long) LINE_RANGE * bytes + OPCODE_BASE;
    if (special > 255) {
      program.u8(DwLns.ADVANCE_PC).uleb(bytes);
      special = rest - LINE_BASE + OPCODE_BASE;
    }
    program.u8((int) special);
  }

  private void close(long to) {
    if (open) {
      program.u8(DwLns.ADVANCE_PC).uleb(to - address);
      program.u8(DwLns.EXTENDED).uleb(1).u8(DwLne.END_SEQUENCE);
      open = false;
    }
  }
}
