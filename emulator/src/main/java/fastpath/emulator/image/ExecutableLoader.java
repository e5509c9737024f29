package fastpath.emulator.image;

import fastpath.emulator.debug.DebugSection;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a static executable as it is. */
final class ExecutableLoader {
  private static final long LARGEST = 256L << 20;

  private ExecutableLoader() {}

  /** A section as it stands in the file. */
  private record Whole(String file, ObjectSection section) implements Image.Contents {
    @Override
    public byte[] get() {
      return section.bytes();
    }

    @Override
    public DebugSection.FileOffset of(long offset) {
      return new DebugSection.FileOffset(file, offset);
    }
  }

  static Image load(ObjectFile o) {
    List<Segment> segments = new ArrayList<>();
    long total = 0;
    for (ObjectFile.Load l : o.loads()) {
      total += Math.min(l.memorySize(), LARGEST + 1);
      if (total > LARGEST || l.address() < 0 || l.address() > 1L << 46) {
        throw new LinkException(
            o.name()
                + ": segment of "
                + l.memorySize()
                + " bytes at 0x"
                + Long.toHexString(l.address()));
      }
      int permissions =
          ((l.flags() & 4) != 0 ? Memory.READ : 0)
              | ((l.flags() & 2) != 0 ? Memory.WRITE : 0)
              | ((l.flags() & 1) != 0 ? Memory.EXECUTE : 0);
      segments.add(
          new Segment(
              "load" + segments.size(),
              l.address(),
              Arrays.copyOfRange(o.elf(), l.offset(), l.offset() + l.fileSize()),
              l.memorySize(),
              permissions));
    }
    List<Section> sections = new ArrayList<>();
    Map<String, Image.Contents> lazy = new HashMap<>();
    for (ObjectSection s : o.sections()) {
      sections.add(new Section(s.name(), s.address(), s.size(), s.flags()));
      if (s.name().startsWith(".debug_") || s.name().equals(".eh_frame")) {
        lazy.put(s.name(), new Whole(o.name(), s));
      }
    }
    List<Symbol> symbols = new ArrayList<>();
    for (Symbol s : o.symbols()) {
      if (s.section() != Symbol.UNDEFINED
          && s.type() != Symbol.Type.SECTION
          && s.type() != Symbol.Type.FILE) {
        symbols.add(s);
      }
    }
    return new Image(
        segments,
        sections,
        symbols,
        new byte[0],
        lazy,
        o.entry(),
        new UndefinedSymbols(),
        Set.of());
  }
}
