package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * How values are passed (System V ABI for x86-64, section 3.2.3, INTEGER and MEMORY classes only).
 * IR arguments fill registers in order and then the stack, so what must be on the stack is put
 * after the registers, which are padded if need be.
 */
final class Abi {
  private static final int REGISTERS = 6;

  /** Larger objects are copied to the stack by memcpy, smaller ones word by word. */
  private static final int MOST_WORDS_BYTES = AggregateLowering.INLINE_LIMIT;

  /**
   * One machine word of an argument.
   *
   * @param argument which argument, or -1 for padding and -2 for the result's address
   * @param offset of the word in a struct; 0 for a scalar
   * @param bytes of the argument in this word; more than 8 if it is a whole object in memory
   */
  record Word(int argument, long offset, long bytes) {
    /** True of an object that is copied as a whole, by its address. */
    boolean isObject() {
      return bytes > 8;
    }
  }

  static final int PADDING = -1;
  static final int RESULT_ADDRESS = -2;

  private Abi() {}

  static boolean isRecord(CType type) {
    return type instanceof CType.Rec;
  }

  /** A struct returned through an address that the caller passes. */
  static boolean returnsInMemory(CType type) {
    return isRecord(type) && type.size() > 8;
  }

  /** The type of a scalar, or of a struct of up to 8 bytes in a register. */
  static Type type(CType type) {
    return switch (type) {
      case CType.Void v -> Type.VOID;
      case CType.Int i -> Type.ofBytes(i.kind().size);
      case CType.Pointer p -> Type.I64;
      case CType.Rec r -> Type.I64;
      case CType.Array a -> Type.I64;
      case CType.Func f -> Type.I64;
    };
  }

  /** Narrow integers are passed extended to 32 bits, as gcc does and clang relies on. */
  static Type passed(CType type) {
    Type plain = type(type);
    return plain.bits() < 32 ? Type.I32 : plain;
  }

  /** The words of all arguments in IR order. */
  static List<Word> words(CType result, List<CType> types) {
    List<Word> registers = new ArrayList<>();
    List<Word> stack = new ArrayList<>();
    if (returnsInMemory(result)) {
      registers.add(new Word(RESULT_ADDRESS, 0, 8));
    }
    for (int i = 0; i < types.size(); i++) {
      CType type = types.get(i);
      long size = isRecord(type) ? type.size() : 8;
      if (size > MOST_WORDS_BYTES) {
        stack.add(new Word(i, 0, size));
        continue;
      }
      int count = (int) ((size + 7) / 8);
      boolean fits = size <= 16 && registers.size() + count <= REGISTERS;
      List<Word> into = fits ? registers : stack;
      for (int w = 0; w < count; w++) {
        into.add(new Word(i, w * 8L, Math.min(8, size - w * 8L)));
      }
    }
    while (!stack.isEmpty() && registers.size() < REGISTERS) {
      registers.add(new Word(PADDING, 0, 8));
    }
    registers.addAll(stack);
    return registers;
  }
}
