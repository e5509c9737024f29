package fastpath.emulator.image;

import fastpath.emulator.debug.DebugSection;
import fastpath.emulator.debug.DebugSections;
import java.util.Map;

/**
 * The unwind and debug sections of files that were linked together. These sections refer to each
 * other by offsets.
 *
 * @param contents the contents of the sections, by section name
 * @param unwindAddress address of .eh_frame, to which its pc-relative pointers are added
 * @param base number that is added to the addresses in debug information
 */
record Description(Map<String, Image.Contents> contents, long unwindAddress, long base) {
  DebugSection section(String name) {
    Image.Contents found = contents.get(name);
    return new DebugSection(
        name, found == null ? new byte[0] : found.get(), found == null ? offset -> null : found);
  }

  DebugSections sections() {
    return new DebugSections(
        section(".debug_info"),
        section(".debug_abbrev"),
        section(".debug_line"),
        section(".debug_str"),
        section(".debug_line_str"),
        section(".debug_ranges"),
        section(".debug_rnglists"),
        section(".debug_addr"),
        section(".debug_str_offsets"));
  }
}
