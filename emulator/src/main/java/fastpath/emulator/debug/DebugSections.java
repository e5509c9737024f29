package fastpath.emulator.debug;

import java.util.List;

/** Debug sections of an image, relocated; empty where there is none. */
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
  /** Total size of all sections. */
  long bytes() {
    long sum = 0;
    for (DebugSection section :
        List.of(info, abbrev, line, str, lineStr, ranges, rnglists, addr, strOffsets)) {
      sum += section.length();
    }
    return sum;
  }
}
