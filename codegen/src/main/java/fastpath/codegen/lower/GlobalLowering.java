package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Constants;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Field;
import fastpath.codegen.c.Initializer;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.Global;
import java.math.BigInteger;

/**
 * Lowers variables with static storage duration: converts initializers to bytes and relocations.
 */
final class GlobalLowering {
  private final ModuleLowering module;

  GlobalLowering(ModuleLowering module) {
    this.module = module;
  }

  Global lower(Symbol symbol) {
    CType type = symbol.type;
    long size = type.size();
    if (symbol.initializer != null) {
      size = Math.max(size, symbol.initializer.extent());
    }
    if (size > 1 << 30) {
      throw symbol.place.error("size of variable '" + symbol.name + "' is too large");
    }
    Global global = new Global(symbol.link, size, symbol.align());
    global.section = symbol.section();
    global.isStatic = symbol.isStatic;
    global.isConst = element(type).isConst();
    global.isWeak = symbol.isWeak();
    global.isUsed = symbol.isUsed();
    if (symbol.initializer != null) {
      byte[] bytes = new byte[(int) size];
      for (Initializer.Item item : symbol.initializer.items()) {
        store(global, bytes, item);
      }
      global.bytes = bytes;
    }
    return global;
  }

  private static CType element(CType type) {
    return type instanceof CType.Array a ? element(a.of()) : type;
  }

  private void store(Global global, byte[] bytes, Initializer.Item item) {
    int offset = (int) item.offset();
    if (item.value() instanceof Expr.StringLit s) {
      System.arraycopy(s.bytes(), 0, bytes, offset, s.bytes().length);
      return;
    }
    BigInteger wide = Constants.wide(item.value());
    if (wide != null) {
      put(bytes, offset, 8, wide.longValue());
      put(bytes, offset + 8, 8, wide.shiftRight(64).longValue());
      return;
    }
    Constants.Address value = Constants.address(item.value());
    if (value == null) {
      throw item.value().at().error("initializer element is not constant");
    }
    if (item.field() != null) {
      bits(bytes, offset, item.field(), value.offset());
      return;
    }
    int size = (int) item.type().size();
    if (value.symbol() == null && value.string() == null) {
      put(bytes, offset, size, value.offset());
    } else {
      String name =
          value.symbol() != null ? module.want(value.symbol()) : module.string(value.string());
      if (value.symbol() != null && value.symbol().labelOf != null) {
        module.pin(value.symbol().labelOf);
      }
      String minus = value.minus() == null ? null : value.minus().link;
      global.relocs.add(new Global.Reloc(offset, size, name, minus, value.offset()));
    }
  }

  private static void put(byte[] bytes, int offset, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[offset + i] = (byte) (value >> 8 * i);
    }
  }

  private static void bits(byte[] bytes, int offset, Field field, long value) {
    for (int i = 0; i < field.bits(); i++) {
      int bit = field.shift() + i;
      int at = offset + bit / 8;
      int mask = 1 << bit % 8;
      bytes[at] = (byte) ((value >> i & 1) != 0 ? bytes[at] | mask : bytes[at] & ~mask);
    }
  }
}
