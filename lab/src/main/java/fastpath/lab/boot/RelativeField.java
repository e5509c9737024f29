package fastpath.lab.boot;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A field of an instruction whose value is relative to the address of the next instruction.
 *
 * @param at offset of the field in the code
 * @param bytes size of the field, 1 or 4
 */
record RelativeField(int at, int bytes) {
  /**
   * Returns the relative field of the instruction at an offset; null if the instruction has none.
   */
  static RelativeField of(byte[] code, int offset, int length) {
    int opcode = code[offset] & 0xff;
    if (length == Branches.BYTES && (opcode == Branches.CALL || opcode == Branches.JMP)) {
      return new RelativeField(offset + 1, 4);
    }
    boolean near = length == 6 && opcode == 0x0f && (code[offset + 1] & 0xf0) == 0x80;
    if (near) {
      return new RelativeField(offset + 2, 4);
    }
    if (length == 2 && ((opcode & 0xf0) == 0x70 || opcode == Nops.JMP8)) {
      return new RelativeField(offset + 1, 1);
    }
    return displacement(code, offset, length);
  }

  /**
   * Returns the four-byte displacement of an operand relative to rip; null if the instruction has
   * no such operand.
   */
  private static RelativeField displacement(byte[] code, int offset, int length) {
    try {
      Decoded insn = Decoder.decode(code, offset, offset + length, 0);
      for (Operand o : insn.insn().operands()) {
        if (o instanceof Operand.Mem m && m.base() == Reg.RIP) {
          return find(code, offset, length, (int) m.disp());
        }
      }
    } catch (IsaException e) {
      return null;
    }
    return null;
  }

  private static RelativeField find(byte[] code, int offset, int length, int value) {
    for (int at = offset + length - 4; at > offset; at--) {
      RelativeField field = new RelativeField(at, 4);
      if (field.value(code) == value && (code[at - 1] & 0xc7) == 0x05) {
        return field;
      }
    }
    return null;
  }

  int value(byte[] code) {
    return bytes == 1 ? code[at] : words(code).getInt(at);
  }

  void add(byte[] code, long distance) {
    if (bytes == 4) {
      words(code).putInt(at, (int) (value(code) + distance));
    }
  }

  private static ByteBuffer words(byte[] code) {
    return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
  }
}
