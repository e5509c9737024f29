package fastpath.codegen.asm;

/**
 * The default flags and types of sections by name, as in GNU as (bfd's table of special sections).
 */
final class SectionDefaults {
  private SectionDefaults() {}

  static String flags(String name) {
    if (is(name, ".text") || name.equals(".init") || name.equals(".fini") || name.equals(".plt")) {
      return "ax";
    }
    if (is(name, ".data") || name.equals(".data1") || is(name, ".bss") || arrays(name)) {
      return "aw";
    }
    if (is(name, ".rodata")
        || name.equals(".rodata1")
        || name.equals(".eh_frame")
        || name.equals(".interp")) {
      return "a";
    }
    return is(name, ".tdata") || is(name, ".tbss") ? "awT" : "";
  }

  static String type(String name) {
    if (is(name, ".bss") || is(name, ".tbss")) {
      return "nobits";
    }
    if (arrays(name)) {
      return name.substring(1, name.indexOf('_', 1) + 6);
    }
    return is(name, ".note") && !name.equals(".note.GNU-stack") ? "note" : "progbits";
  }

  private static boolean arrays(String name) {
    return is(name, ".init_array") || is(name, ".fini_array") || is(name, ".preinit_array");
  }

  private static boolean is(String name, String stem) {
    return name.startsWith(stem)
        && (name.length() == stem.length() || name.charAt(stem.length()) == '.');
  }
}
