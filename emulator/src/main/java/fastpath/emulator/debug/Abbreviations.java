package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses abbreviation tables (DWARF 5, 7.5.3), which describe the tags and attributes of debugging
 * entries.
 */
final class Abbreviations {
  /**
   * One abbreviation. The array {@code attributes} has three elements for each attribute: name,
   * form, and the constant of DW_FORM_implicit_const.
   */
  record Shape(int tag, boolean children, long[] attributes) {}

  private Abbreviations() {}

  static Map<Long, Shape> parse(DebugSection section, long offset, Budget budget) {
    Map<Long, Shape> shapes = new HashMap<>();
    Reader r = new Reader(section, offset);
    for (long code = r.uleb(); code != 0; code = r.uleb()) {
      int tag = (int) r.uleb();
      boolean children = r.u8() != 0;
      List<Long> attributes = new ArrayList<>();
      while (true) {
        long name = r.uleb();
        long form = r.uleb();
        long constant = form == DwForm.IMPLICIT_CONST ? r.sleb() : 0;
        if (name == 0 && form == 0) {
          break;
        }
        attributes.add(name);
        attributes.add(form);
        attributes.add(constant);
      }
      long[] flat = new long[attributes.size()];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = attributes.get(i);
      }
      budget.spend(attributes.size() + 1);
      shapes.put(code, new Shape(tag, children, flat));
    }
    return shapes;
  }
}
