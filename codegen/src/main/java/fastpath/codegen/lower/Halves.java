package fastpath.codegen.lower;

import fastpath.codegen.ir.Value;

/**
 * An integer of 128 bits.
 *
 * @param low bits 0 to 63, an I64
 * @param high bits 64 to 127, an I64
 */
record Halves(Value low, Value high) {}
