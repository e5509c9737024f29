package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Field;
import fastpath.codegen.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * How arguments and results are passed (System V ABI for x86-64, section 3.2.3, INTEGER and MEMORY
 * classes only). IR arguments fill registers in order and then the stack. An argument that must be
 * on the stack follows the register arguments; unused argument registers before it are filled by
 * padding words.
 */
final class Abi {
  /** The number of registers for arguments. */
  static final int REGISTERS = 6;

  /**
   * The size in bytes above which objects are copied to the stack by memcpy; smaller objects are
   * copied word by word.
   */
  private static final int MOST_WORDS_BYTES = AggregateLowering.INLINE_LIMIT;

  /**
   * A machine word of an argument.
   *
   * @param argument the index of the argument, or {@link #PADDING}, {@link #RESULT_ADDRESS} or
   *     {@link #UNNAMED}
   * @param offset the word's offset in a struct, in bytes; 0 for a scalar
   * @param bytes the number of the argument's bytes in this word; more than 8 for a whole object in
   *     memory
   */
  record Word(int argument, long offset, long bytes) {
    /** True if this stands for an object that is copied as a whole, given by its address. */
    boolean isObject() {
      return bytes > 8;
    }
  }

  /** An argument register or a word of the stack that no parameter takes. */
  static final int PADDING = -1;

  /** The address of the caller's slot for the result. */
  static final int RESULT_ADDRESS = -2;

  /** The unnamed arguments on the stack; the parameter is their address. */
  static final int UNNAMED = -3;

  private Abi() {}

  /** True for values that are held in memory: structs, and integers of 16 bytes. */
  static boolean isRecord(CType type) {
    return type instanceof CType.Rec || type.isWide();
  }

  /** True for a struct that is returned through an address that the caller passes. */
  static boolean returnsInMemory(CType type) {
    return registerWords(type) == null;
  }

  /**
   * Returns the words of a value that is passed or returned in registers; a result is in rax,
   * followed by rdx. Null if the value is passed or returned in memory.
   */
  static List<Word> registerWords(CType type) {
    return type.isVoid() ? List.of() : inRegisters(0, type);
  }

  /** Returns the IR type of a function's result, of its first word if there are two. */
  static Type resultType(CType type) {
    List<Word> words = registerWords(type);
    return words != null && words.isEmpty() ? Type.VOID : type(type);
  }

  /**
   * True for a struct that would need a larger alignment on the stack than the stack itself has.
   */
  static boolean isOverAligned(CType type) {
    return isRecord(type) && type.align() > 16;
  }

  /** True if a scalar of the struct is not aligned to its size; the class is then MEMORY. */
  private static boolean isMisaligned(CType type, long offset) {
    return switch (type) {
      case CType.Int _, CType.Pointer _ -> offset % type.size() != 0;
      // Elements of an array after the second repeat the alignment of the first two.
      case CType.Array a ->
          a.length() > 0
              && (isMisaligned(a.of(), offset)
                  || a.length() > 1 && isMisaligned(a.of(), offset + a.of().size()));
      case CType.Rec r ->
          r.def().fields().stream()
              .anyMatch(f -> !f.isBitField() && isMisaligned(f.type(), offset + f.offset()));
      case CType.Void _, CType.Real _, CType.Func _ -> false;
    };
  }

  /**
   * True if a scalar of the struct has a byte in a range. An eightbyte without a scalar has no
   * class.
   */
  private static boolean occupies(CType type, long offset, long from, long to) {
    return switch (type) {
      case CType.Int _, CType.Pointer _ -> offset < to && from < offset + type.size();
      case CType.Array a -> {
        for (long i = 0; i < a.length(); i++) {
          if (occupies(a.of(), offset + i * a.of().size(), from, to)) {
            yield true;
          }
        }
        yield false;
      }
      case CType.Rec r ->
          r.def().unnamedBits().stream().anyMatch(f -> bits(f, offset, from, to))
              || r.def().fields().stream()
                  .anyMatch(f ->
                      f.isBitField()
                          ? bits(f, offset, from, to)
                          : occupies(f.type(), offset + f.offset(), from, to));
      case CType.Void _, CType.Real _, CType.Func _ -> false;
    };
  }

  private static boolean bits(Field f, long offset, long from, long to) {
    long start = (offset + f.offset()) * 8 + f.shift();
    return start < to * 8 && from * 8 < start + f.bits();
  }

  /** Returns the IR type of a scalar, or of a struct of up to 8 bytes in a register. */
  static Type type(CType type) {
    return switch (type) {
      case CType.Void v -> Type.VOID;
      case CType.Int i -> i.isWide() ? Type.I64 : Type.ofBytes(i.kind().size);
      case CType.Pointer p -> Type.I64;
      case CType.Rec r -> r.size() == 0 ? Type.VOID : Type.I64;
      case CType.Real _ -> throw new IllegalArgumentException("a floating type remains");
      case CType.Array a -> Type.I64;
      case CType.Func f -> Type.I64;
    };
  }

  /** Narrow integers are passed extended to 32 bits, as gcc does and as clang relies on. */
  static Type passed(CType type) {
    Type plain = type(type);
    return plain.bits() < 32 ? Type.I32 : plain;
  }

  /** Returns the words of all arguments in IR order. */
  static List<Word> words(CType result, List<CType> types) {
    List<Word> registers = new ArrayList<>();
    List<Word> stack = new ArrayList<>();
    if (returnsInMemory(result)) {
      registers.add(new Word(RESULT_ADDRESS, 0, 8));
    }
    long onStack = 0;
    for (int i = 0; i < types.size(); i++) {
      List<Word> inRegisters = inRegisters(i, types.get(i));
      if (inRegisters != null && registers.size() + inRegisters.size() <= REGISTERS) {
        registers.addAll(inRegisters);
        continue;
      }
      if (isRecord(types.get(i))
          && types.get(i).align() >= 16
          && onStack % 16 != 0
          && stackBytes(types.get(i)) > 0) {
        stack.add(new Word(PADDING, 0, 8));
        onStack += 8;
      }
      stack.addAll(onStack(i, types.get(i)));
      onStack += stackBytes(types.get(i));
    }
    while (!stack.isEmpty() && registers.size() < REGISTERS) {
      registers.add(new Word(PADDING, 0, 8));
    }
    registers.addAll(stack);
    return registers;
  }

  /**
   * Adds the words that a variadic function receives beside its named parameters: all remaining
   * argument registers, and the arguments on the stack.
   */
  static void addUnnamed(List<Word> words) {
    while (words.size() < REGISTERS) {
      words.add(new Word(PADDING, 0, 8));
    }
    words.add(new Word(UNNAMED, 0, 16));
  }

  /**
   * The number of bytes of an argument on the stack. Like gcc, a struct without a named member
   * takes none there, although its unnamed bit-fields take a register.
   */
  static long stackBytes(CType type) {
    return isEmpty(type) ? 0 : (size(type) + 7) / 8 * 8;
  }

  private static boolean isEmpty(CType type) {
    return switch (type) {
      case CType.Rec r -> r.def().fields().stream().allMatch(f -> isEmpty(f.type()));
      case CType.Array a -> a.length() <= 0 || isEmpty(a.of());
      case CType.Int _, CType.Pointer _, CType.Void _, CType.Real _, CType.Func _ -> false;
    };
  }

  private static long size(CType type) {
    return isRecord(type) ? type.size() : 8;
  }

  /** Returns the words of an argument; null if the argument's class is MEMORY. */
  private static List<Word> inRegisters(int argument, CType type) {
    long size = size(type);
    if (size > 16 || isRecord(type) && isMisaligned(type, 0)) {
      return null;
    }
    return words(argument, type).stream()
        .filter(w -> !isRecord(type) || occupies(type, 0, w.offset(), w.offset() + 8))
        .toList();
  }

  private static List<Word> onStack(int argument, CType type) {
    return isEmpty(type) ? List.of() : words(argument, type);
  }

  private static List<Word> words(int argument, CType type) {
    long size = size(type);
    if (size > MOST_WORDS_BYTES) {
      return List.of(new Word(argument, 0, size));
    }
    List<Word> words = new ArrayList<>();
    for (long at = 0; at < size; at += 8) {
      words.add(new Word(argument, at, Math.min(8, size - at)));
    }
    return words;
  }
}
