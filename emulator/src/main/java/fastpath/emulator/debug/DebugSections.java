package fastpath.emulator.debug;

/** Debug sections of an image, relocated; empty where there is none. */
public record DebugSections(
    byte[] info,
    byte[] abbrev,
    byte[] line,
    byte[] str,
    byte[] lineStr,
    byte[] ranges,
    byte[] rnglists,
    byte[] addr,
    byte[] strOffsets) {
  /** Of all of them together. */
  long bytes() {
    long sum = 0;
    for (byte[] section :
        new byte[][] {info, abbrev, line, str, lineStr, ranges, rnglists, addr, strOffsets}) {
      sum += section.length;
    }
    return sum;
  }
}
