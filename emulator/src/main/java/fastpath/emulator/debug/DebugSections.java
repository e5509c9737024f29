package fastpath.emulator.debug;

import java.util.List;

/** The relocated debug sections of an image; a section that the image lacks is empty. */
public record DebugSections(
    DebugSection info,
    DebugSection abbrev,
    DebugSection line,
    DebugSection str,
    DebugSection lineStr,
    DebugSection ranges,
    DebugSection rnglists,
    DebugSection addr,
    DebugSection strOffsets) {
  /** Returns the total size of all sections in bytes. */
  long bytes() {
    long sum = 0;
    for (DebugSection section :
        List.of(info, abbrev, line, str, lineStr, ranges, rnglists, addr, strOffsets)) {
      sum += section.length();
    }
    return sum;
  }
}
