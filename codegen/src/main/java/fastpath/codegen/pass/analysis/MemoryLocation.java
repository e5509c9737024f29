package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Value;

/**
 * The target of a memory access: {@code bytes} bytes at base + offset. The base of a symbol's
 * address is the symbol with offset 0.
 */
public record MemoryLocation(Value base, long offset, int bytes, Segment seg) {
  /**
   * Splits an address into a base and a constant offset. {@code bytes} is the size of the access.
   */
  public static MemoryLocation of(Value address, int bytes, Segment seg) {
    Value base = address;
    long offset = 0;
    while (base instanceof Instr x && x.op == Op.ADD && x.arg(1) instanceof Const c) {
      offset += c.value();
      base = x.arg(0);
    }
    if (base instanceof SymbolAddr s) {
      offset += s.offset();
      base = SymbolAddr.of(s.symbol(), 0);
    }
    return new MemoryLocation(base, offset, bytes, seg);
  }

  /** True for a slot that only this function's loads and stores can access. */
  private static boolean isPrivate(Value base, AliasAnalysis memory) {
    return base instanceof Instr x && x.op == Op.ALLOCA && memory.isPrivate(x);
  }

  /** True if the two accesses may share a byte. */
  public boolean mayAlias(MemoryLocation other, AliasAnalysis memory) {
    if (base.equals(other.base)) {
      return seg != other.seg
          || offset < other.offset + other.bytes && other.offset < offset + bytes;
    }
    if (isPrivate(base, memory)) {
      return derives(other.base, base);
    }
    if (isPrivate(other.base, memory)) {
      return derives(base, other.base);
    }
    boolean objects = isObject(base) && isObject(other.base);
    return !objects || seg != other.seg;
  }

  /**
   * True for an address that is a private slot's address plus an unknown value, such as an array
   * element.
   */
  private static boolean derives(Value address, Value slot) {
    return address instanceof Instr x
        && x.op == Op.ADD
        && (x.args.contains(slot) || derives(x.arg(0), slot) || derives(x.arg(1), slot));
  }

  private static boolean isObject(Value base) {
    return base instanceof SymbolAddr || base instanceof Instr x && x.op == Op.ALLOCA;
  }

  /** True if a call or barrier cannot change this location. */
  public boolean isPrivate(AliasAnalysis memory) {
    return isPrivate(base, memory);
  }
}
