package fastpath.codegen.asm;

import fastpath.codegen.obj.ObjSection;

/** The ELF section types and flags for the operands of {@code .section}. */
final class SectionHeaders {
  private SectionHeaders() {}

  static ObjSection of(Section s) {
    int type = type(s.type());
    boolean pointers =
        type == ObjSection.INIT_ARRAY
            || type == ObjSection.FINI_ARRAY
            || type == ObjSection.PREINIT_ARRAY;
    return new ObjSection(s.name(), type, flags(s.flags()), pointers ? 8 : s.entsize());
  }

  /**
   * Returns the ELF number (SHT_) of a section type.
   *
   * @throws IllegalArgumentException if the type does not exist
   */
  static int type(String type) {
    return switch (type) {
      case "progbits" -> ObjSection.PROGBITS;
      case "nobits" -> ObjSection.NOBITS;
      case "note" -> ObjSection.NOTE;
      case "init_array" -> ObjSection.INIT_ARRAY;
      case "fini_array" -> ObjSection.FINI_ARRAY;
      case "preinit_array" -> ObjSection.PREINIT_ARRAY;
      case "unwind" -> 0x70000001;
      default -> {
        if (!type.matches("(0x[0-9a-fA-F]{1,8})|[0-9]{1,9}")) {
          throw new IllegalArgumentException("unknown section type '" + type + "'");
        }
        yield Long.decode(type).intValue();
      }
    };
  }

  private static long flags(String letters) {
    long flags = 0;
    for (char c : letters.toCharArray()) {
      flags |=
          switch (c) {
            case 'w' -> 1;
            case 'a' -> 2;
            case 'x' -> 4;
            case 'M' -> 0x10;
            case 'S' -> 0x20;
            case 'o' -> 0x80;
            case 'G' -> ObjSection.SHF_GROUP;
            case 'T' -> 0x400;
            case 'R' -> 0x200000;
            case 'l' -> 0x10000000;
            case 'e' -> 0x80000000L;
            default -> 0;
          };
    }
    return flags;
  }
}
