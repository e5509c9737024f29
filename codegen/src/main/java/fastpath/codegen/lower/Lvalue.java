package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Field;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.MemoryOrder;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Value;
import fastpath.emulator.isa.Reg;

/**
 * The object that an lvalue designates.
 *
 * @param address the object's address; for a bit-field the address of its access; null for a
 *     register
 * @param type the object's type with its qualifiers
 * @param field the bit-field, or null for another object
 * @param register the hardware register of a register variable, or null
 */
record Lvalue(Value address, CType type, Field field, Reg register) {
  static Lvalue memory(Value address, CType type) {
    return new Lvalue(address, type, null, null);
  }

  /** How the object is accessed: its type determines segment and volatility. */
  Mem mem() {
    return mem(type);
  }

  static Mem mem(CType type) {
    Segment segment = segment(type);
    if (segment == Segment.NONE) {
      return type.isVolatile() ? Mem.VOLATILE : Mem.PLAIN;
    }
    return new Mem(segment, type.isVolatile(), MemoryOrder.NONE);
  }

  static Segment segment(CType type) {
    return (type.quals() & CType.SEG_GS) != 0
        ? Segment.GS
        : (type.quals() & CType.SEG_FS) != 0 ? Segment.FS : Segment.NONE;
  }
}
