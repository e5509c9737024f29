package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwForm;
import fastpath.emulator.dwarf.DwLne;
import fastpath.emulator.dwarf.DwLns;
import java.util.ArrayList;
import java.util.List;

/** A unit's line number program (DWARF 5, 6.2; versions 2 to 4 have another file table). */
final class LineProgram {
  private static final int PATH = 1;
  private static final int DIRECTORY = 2;

  private final DebugSections sections;
  private final Reader r;
  private final Budget budget;
  private final long end;
  private final int version;
  private final int minInstruction;
  private final boolean defaultStatement;
  private final int lineBase;
  private final int lineRange;
  private final int opcodeBase;
  private final int[] operandCounts;
  private final List<String> directories = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  private long address;
  private int file;
  private int line;
  private int column;
  private boolean statement;
  private List<LineTable.Row> sequence;

  /** Reads the program's header; the reader is then at the first instruction. */
  LineProgram(DebugSections sections, Reader r, Budget budget) {
    this.sections = sections;
    this.budget = budget;
    this.r = r;
    long length = r.unitLength();
    end = r.position() + length;
    version = r.u16();
    if (version < 2 || version > 5) {
      throw r.malformed("version " + version);
    }
    if (version == 5) {
      r.skip(2);
    }
    long header = r.u32();
    long program = r.position() + header;
    minInstruction = r.u8();
    if (version >= 4) {
      r.u8();
    }
    defaultStatement = r.u8() != 0;
    lineBase = (byte) r.u8();
    lineRange = Math.max(1, r.u8());
    opcodeBase = r.u8();
    operandCounts = new int[Math.max(1, opcodeBase)];
    for (int i = 1; i < opcodeBase; i++) {
      operandCounts[i] = r.u8();
    }
    if (version == 5) {
      readTable5(true);
      readTable5(false);
    } else {
      readTables4();
    }
    r.seek(program);
  }

  private void readTables4() {
    directories.add("");
    for (String s = r.string(); !s.isEmpty(); s = r.string()) {
      directories.add(s);
    }
    files.add("");
    for (String s = r.string(); !s.isEmpty(); s = r.string()) {
      files.add(path((int) r.uleb(), s));
      r.uleb();
      r.uleb();
    }
  }

  private void readTable5(boolean ofDirectories) {
    int formats = r.u8();
    int[] content = new int[formats];
    int[] form = new int[formats];
    for (int i = 0; i < formats; i++) {
      content[i] = (int) r.uleb();
      form[i] = (int) r.uleb();
    }
    long count = r.uleb();
    if (count < 0 || count > r.remaining()) {
      throw r.malformed(count + " files");
    }
    for (int k = 0; k < count; k++) {
      String name = "";
      int directory = 0;
      for (int i = 0; i < formats; i++) {
        if (content[i] == PATH) {
          name = text(form[i]);
        } else if (content[i] == DIRECTORY) {
          directory = (int) Forms.number(r, form[i]);
        } else {
          Forms.skip(r, form[i], 4, 8);
        }
      }
      if (ofDirectories) {
        directories.add(name);
      } else {
        files.add(path(directory, name));
      }
    }
  }

  private String text(int form) {
    return switch (form) {
      case DwForm.STRING -> r.string();
      case DwForm.LINE_STRP -> budget.string(sections.lineStr(), r.u32());
      case DwForm.STRP -> budget.string(sections.str(), r.u32());
      default -> throw r.malformed("form " + form);
    };
  }

  /**
   * Directory 0 is the compilation directory; names relative to it are kept as given to the
   * compiler.
   */
  private String path(int directory, String name) {
    if (directory <= 0 || directory >= directories.size() || name.startsWith("/")) {
      return name;
    }
    String d = directories.get(directory);
    if (d.isEmpty() || version == 5 && d.equals(directories.get(0))) {
      return name;
    }
    budget.spend(d.length());
    return d + "/" + name;
  }

  String file(int number) {
    return number >= 0 && number < files.size() ? files.get(number) : "";
  }

  private void reset() {
    address = 0;
    file = 1;
    line = 1;
    column = 0;
    statement = defaultStatement;
    sequence = new ArrayList<>();
  }

  void run(List<List<LineTable.Row>> sequences) {
    reset();
    while (r.position() < end) {
      int code = r.u8();
      if (code >= opcodeBase) {
        int adjusted = code - opcodeBase;
        address += (long) (adjusted / lineRange) * minInstruction;
        line += lineBase + adjusted % lineRange;
        emit();
      } else if (code == 0) {
        extended(sequences);
      } else {
        standard(code);
      }
    }
    r.seek(end);
  }

  private void emit() {
    sequence.add(new LineTable.Row(address, file(file), Math.max(0, line), column, statement));
  }

  private void standard(int code) {
    switch (code) {
      case DwLns.COPY -> emit();
      case DwLns.ADVANCE_PC -> address += r.uleb() * minInstruction;
      case DwLns.ADVANCE_LINE -> line += (int) r.sleb();
      case DwLns.SET_FILE -> file = (int) r.uleb();
      case DwLns.SET_COLUMN -> column = (int) r.uleb();
      case DwLns.NEGATE_STMT -> statement = !statement;
      case DwLns.CONST_ADD_PC ->
          address += (long) ((255 - opcodeBase) / lineRange) * minInstruction;
      case DwLns.FIXED_ADVANCE_PC -> address += r.u16();
      default -> {
        for (int i = 0; i < operandCounts[code]; i++) {
          r.uleb();
        }
      }
    }
  }

  private void extended(List<List<LineTable.Row>> sequences) {
    long length = r.uleb();
    long next = r.position() + length;
    switch (length == 0 ? 0 : r.u8()) {
      case DwLne.END_SEQUENCE -> {
        sequence.add(new LineTable.Row(address, "", -1, 0, false));
        sequences.add(sequence);
        reset();
      }
      case DwLne.SET_ADDRESS -> address = r.u64();
      default -> {}
    }
    r.seek(next);
  }
}
