package fastpath.emulator.debug;

import fastpath.emulator.debug.ValueType.Kind;
import fastpath.emulator.dwarf.DwAte;
import fastpath.emulator.dwarf.DwTag;
import java.util.Optional;

/** Finds the types of functions' results in .debug_info. */
final class ResultTypes {
  /** The number of references that are followed from one entry to the next. */
  private static final int MOST_HOPS = 32;

  /**
   * The attributes of an entry that describe a type.
   *
   * @param type offset of the type that the entry refers to; -1 for none
   * @param origin offset of the declaration that the entry completes; -1 for none
   * @param bytes the size in bytes; 0 if the entry states none
   */
  record Entry(int tag, long type, long origin, int bytes, int encoding) {}

  private ResultTypes() {}

  /**
   * Returns the type of a function's result; empty if an entry of another unit has it.
   *
   * @param function offset of the function's entry
   */
  static Optional<ValueType> of(Unit unit, long function) {
    Entry entry = unit.typeEntry(function);
    for (int hop = 0; hop < MOST_HOPS && entry != null; hop++) {
      if (entry.type() >= 0) {
        return value(unit, entry.type());
      }
      if (entry.origin() < 0) {
        return Optional.of(ValueType.VOID);
      }
      entry = unit.typeEntry(entry.origin());
    }
    return Optional.empty();
  }

  private static Optional<ValueType> value(Unit unit, long type) {
    Entry entry = unit.typeEntry(type);
    for (int hop = 0; hop < MOST_HOPS && entry != null; hop++) {
      switch (entry.tag()) {
        case DwTag.TYPEDEF,
            DwTag.CONST_TYPE,
            DwTag.VOLATILE_TYPE,
            DwTag.RESTRICT_TYPE,
            DwTag.ATOMIC_TYPE -> {
          if (entry.type() < 0) {
            return Optional.of(ValueType.VOID);
          }
          entry = unit.typeEntry(entry.type());
        }
        case DwTag.BASE_TYPE -> {
          return Optional.of(new ValueType(kind(entry.encoding()), entry.bytes()));
        }
        case DwTag.ENUMERATION_TYPE -> {
          int bytes = entry.bytes();
          Optional<ValueType> of = entry.type() < 0 ? Optional.empty() : value(unit, entry.type());
          return Optional.of(new ValueType(of.map(ValueType::kind).orElse(Kind.UNSIGNED), bytes));
        }
        case DwTag.POINTER_TYPE, DwTag.REFERENCE_TYPE, DwTag.RVALUE_REFERENCE_TYPE -> {
          return Optional.of(new ValueType(Kind.ADDRESS, Long.BYTES));
        }
        default -> {
          return Optional.of(
              new ValueType(Kind.OTHER, entry.bytes() == 0 ? Long.BYTES : entry.bytes()));
        }
      }
    }
    return Optional.empty();
  }

  private static Kind kind(int encoding) {
    return switch (encoding) {
      case DwAte.BOOLEAN -> Kind.BOOL;
      case DwAte.SIGNED, DwAte.SIGNED_CHAR -> Kind.SIGNED;
      case DwAte.UNSIGNED, DwAte.UNSIGNED_CHAR -> Kind.UNSIGNED;
      case DwAte.ADDRESS -> Kind.ADDRESS;
      default -> Kind.OTHER;
    };
  }
}
