package fastpath.lab.role;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.lab.boot.AlternativeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The instructions of an image that boot may replace ({@code include/linux/alternative.h}).
 *
 * @param entries an entry for each replacement; several replacements may have the same address
 */
record BootPatches(Image image, List<AlternativeTable.Entry> entries) {
  /** The names of the table's section: kernelsrc's, and a kernel's. */
  private static final Set<String> SECTIONS = Set.of("__altinstructions", ".altinstructions");

  static BootPatches of(Image image) {
    List<AlternativeTable.Entry> entries = new ArrayList<>();
    for (Section s : image.sections()) {
      if (SECTIONS.contains(s.name())) {
        AlternativeTable.read(image, s).ifPresent(entries::addAll);
      }
    }
    return new BootPatches(image, List.copyOf(entries));
  }

  /** True if boot may put stac or clac at an address. */
  boolean opensUserMemory(long address) {
    return entries.stream().anyMatch(e -> e.contains(address) && opens(e));
  }

  private boolean opens(AlternativeTable.Entry e) {
    return image.decode(e.replacement()).filter(BootPatches::opens).isPresent();
  }

  private static boolean opens(Decoded insn) {
    Action action = insn.insn().form().action();
    return action == Action.ALLOW_USER_ACCESS || action == Action.FORBID_USER_ACCESS;
  }

  /**
   * Returns the start of the place that contains an address, if boot may replace that place;
   * otherwise the address itself.
   */
  long linked(long address) {
    return entries.stream()
        .filter(e -> e.contains(address))
        .findFirst()
        .map(AlternativeTable.Entry::site)
        .orElse(address);
  }
}
