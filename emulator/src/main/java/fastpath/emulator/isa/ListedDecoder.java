package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Place;
import fastpath.emulator.isa.ListedRow.Space;
import java.util.List;

/** Finds the row of an instruction that is listed but not executed. */
final class ListedDecoder {
  private static final int REX_W = 8;

  /** The opcode of fwait, which precedes the x87 instruction that it belongs to. */
  static final int WAIT = 0x9b;

  private final CodeBytes code;
  private final PrefixBytes prefixes;
  private final long address;
  private Space space = Space.LEGACY;
  private int map;
  private int opcode;
  private boolean waits;
  private int modrm = -1;

  ListedDecoder(byte[] bytes, int offset, int limit, long address) {
    code = new CodeBytes(bytes, offset, limit, address);
    prefixes = new PrefixBytes(code);
    this.address = address;
  }

  /**
   * Returns the instruction; null if no listed row matches.
   *
   * @throws IsaException if limit cuts the instruction off, or the instruction is too long
   */
  Listed decode() {
    opcode = code.next();
    readMap();
    List<ListedRow> rows = ListedTable.get().rows(space, map, opcode);
    if (rows.isEmpty() || prefixes.illegal || prefixes.lock) {
      return null;
    }
    for (ListedRow candidate : rows) {
      if (accepts(candidate)) {
        return new ListedText(code, prefixes, address, candidate, modrm, waits).listed();
      }
    }
    return null;
  }

  private void readMap() {
    if (opcode == WAIT && !code.atEnd() && (code.peek() & 0xf8) == 0xd8) {
      waits = true;
      opcode = code.next();
    } else if (opcode == 0x0f) {
      map = code.escapedMap();
      opcode = code.next();
    } else if (opcode == 0x62) {
      space = Space.EVEX;
      map = prefixes.readEvex(code);
      opcode = code.next();
    } else if (opcode == 0xc4 || opcode == 0xc5) {
      space = Space.VEX;
      map = prefixes.readVex(code, opcode);
      opcode = code.next();
    } else if (opcode == 0x8f && (code.peek() & 31) >= 8) {
      space = Space.XOP;
      map = prefixes.readVex(code, 0xc4);
      opcode = code.next();
    }
  }

  private boolean accepts(ListedRow candidate) {
    if (candidate.wide() >= 0 && candidate.wide() != ((prefixes.rex & REX_W) != 0 ? 1 : 0)) {
      return false;
    }
    if (!candidate.hasModrm()) {
      return acceptsPrefix(candidate) && acceptsVector(candidate, true);
    }
    if (modrm < 0) {
      modrm = code.peek();
    }
    boolean register = modrm >= 0xc0;
    return acceptsPrefix(candidate)
        && acceptsModrm(candidate, register)
        && acceptsVector(candidate, register);
  }

  private boolean acceptsPrefix(ListedRow candidate) {
    return candidate.prefix() < 0 || candidate.prefix() == prefixes.mandatory();
  }

  private boolean acceptsModrm(ListedRow candidate, boolean register) {
    int wanted = candidate.modrm();
    if (wanted >= Encoding.FIXED) {
      boolean any = candidate.operands().stream().anyMatch(o -> o.place() == Place.OPCODE);
      return wanted - Encoding.FIXED == (any ? modrm & ~7 : modrm);
    }
    return (wanted == Encoding.SLASH_R || wanted == (modrm >> 3 & 7)) && candidate.takes(register);
  }

  private boolean acceptsVector(ListedRow candidate, boolean register) {
    if (space == Space.LEGACY) {
      return true;
    }
    boolean rounding = prefixes.evexB && register;
    int length = rounding && candidate.rounds() ? 2 : prefixes.vectorLength;
    boolean anyLength = rounding && candidate.rounds();
    return (anyLength || length < 3)
        && (candidate.lengths() == ListedRow.ANY_LENGTH || (candidate.lengths() >> length & 1) != 0)
        && (candidate.usesVvvv() || prefixes.vvvv == 0)
        && (!prefixes.evexB || (register ? candidate.rounds() : broadcast(candidate) > 0));
  }

  private static int broadcast(ListedRow candidate) {
    int bits = 0;
    for (ListedOperand operand : candidate.operands()) {
      bits = Math.max(bits, operand.broadcast());
    }
    return bits;
  }
}
