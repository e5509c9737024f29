package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Field;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;

/** Lowers loads and stores of bit-fields. */
final class BitFieldLowering {
  private final FunctionLowering f;

  BitFieldLowering(FunctionLowering f) {
    this.f = f;
  }

  Value load(Lvalue place) {
    Field field = place.field();
    if (field.accessBytes() > 8) {
      return extract(joined(place), 0, field.bits(), place.type());
    }
    return extract(raw(place, field.accessBytes()), field.shift(), field.bits(), place.type());
  }

  /** Returns the field of nine bytes, whose lowest bit becomes bit 0. */
  private Value joined(Lvalue place) {
    int shift = place.field().shift();
    Value low = f.out.binary(Op.LSHR, raw(place, 8), Const.i64(shift));
    Value last = f.out.resize(raw(ninth(place), 1), Type.I64, false);
    Value high = f.out.binary(Op.SHL, last, Const.i64(64 - shift));
    return f.out.binary(Op.OR, low, high);
  }

  private Lvalue ninth(Lvalue place) {
    return new Lvalue(f.out.add(place.address(), 8), place.type(), place.field(), null);
  }

  private static boolean isOneAccess(int bytes) {
    return Integer.bitCount(bytes) == 1;
  }

  private Value raw(Lvalue place, int bytes) {
    return isOneAccess(bytes)
        ? f.out.load(Type.ofBytes(bytes), place.address(), place.mem())
        : f.aggregates.loadBytes(place, bytes);
  }

  private void storeRaw(Lvalue place, Value value, int bytes) {
    if (isOneAccess(bytes)) {
      f.out.store(place.address(), value, place.mem());
    } else {
      f.aggregates.storeBytes(place.address(), value, bytes, place.mem());
    }
  }

  private Value extract(Value raw, int shift, int bits, CType type) {
    Type access = raw.type();
    int left = access.bits() - shift - bits;
    Value value;
    if (type.isSigned()) {
      Value up = f.out.binary(Op.SHL, raw, Const.of(access, left));
      value = f.out.binary(Op.ASHR, up, Const.of(access, left + shift));
    } else {
      Value down = f.out.binary(Op.LSHR, raw, Const.of(access, shift));
      value = left == 0 ? down : f.out.binary(Op.AND, down, Const.of(access, mask(bits)));
    }
    return f.out.resize(value, Abi.type(type), type.isSigned());
  }

  private static long mask(int bits) {
    return bits == 64 ? -1 : (1L << bits) - 1;
  }

  static long mask(Field field) {
    return mask(field.bits());
  }

  void store(Lvalue place, Value value) {
    Field field = place.field();
    int bytes = Math.min(field.accessBytes(), 8);
    Type access = isOneAccess(bytes) ? Type.ofBytes(bytes) : Type.I64;
    Value narrow = f.out.resize(value, access, false);
    if (field.bits() == access.bits() && field.shift() == 0) {
      f.out.store(place.address(), narrow, place.mem());
      return;
    }
    Value low = f.out.binary(Op.AND, narrow, Const.of(access, mask(field)));
    Value up = f.out.binary(Op.SHL, low, Const.of(access, field.shift()));
    merge(place, up, mask(field) << field.shift(), bytes);
    if (field.accessBytes() > 8) {
      int above = 64 - field.shift();
      Value rest = f.out.resize(f.out.binary(Op.LSHR, low, Const.i64(above)), Type.I8, false);
      merge(ninth(place), rest, mask(field) >>> above, 1);
    }
  }

  /** Stores bits and keeps the other bits of the bytes. */
  private void merge(Lvalue place, Value bits, long mask, int bytes) {
    Value old = raw(place, bytes);
    Value kept = f.out.binary(Op.AND, old, Const.of(old.type(), ~mask));
    storeRaw(place, f.out.binary(Op.OR, kept, bits), bytes);
  }
}
