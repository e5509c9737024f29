package fastpath.tests.mutants;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Falsifies the unwind information of an object in place: the bytes of {@code .eh_frame} (LSB Core
 * 10.6, DWARF 5, 6.4.2).
 */
final class EhFrame {
  /** The kinds of wrong unwind information. */
  enum Fault {
    /** The CFA offset is eight bytes too large. */
    CFA_OFFSET,
    /** A saved register's slot is one word too low. */
    SAVED_SLOT,
    /** The rule for a saved register is missing. */
    SAVE_UNTOLD,
    /** The rules take effect one byte of code too late. */
    ADVANCE,
    /** A function has no unwind information. */
    FUNCTION_UNTOLD
  }

  private static final int DEF_CFA_OFFSET = 0x0e;
  private static final int ADVANCE_LOC = 0x40;
  private static final int OFFSET = 0x80;
  private static final int PRIMARY = 0xc0;

  /**
   * The number of bytes of a function's record before its instructions: id, start, size,
   * augmentation.
   */
  private static final int BEFORE_INSTRUCTIONS = 13;

  private static final int SIZE_AT = 8;

  private final byte[] object;
  private final ByteBuffer bytes;
  private final Fault fault;

  private EhFrame(byte[] object, Fault fault) {
    this.object = object;
    this.fault = fault;
    bytes = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the object with the fault in every function's record. */
  static byte[] falsify(String name, byte[] elf, Fault fault) {
    byte[] object = elf.clone();
    for (ObjectSection section : ObjectFile.read(name, elf).sections()) {
      if (section.name().equals(".eh_frame")) {
        new EhFrame(object, fault).section(section.fileOffset(), (int) section.size());
      }
    }
    return object;
  }

  private void section(int start, int size) {
    int at = start;
    while (at + 4 < start + size) {
      int length = bytes.getInt(at);
      int body = at + 4;
      if (length != 0 && bytes.getInt(body) != 0) {
        function(body, body + length);
      }
      at = body + length;
    }
  }

  private void function(int body, int end) {
    if (fault == Fault.FUNCTION_UNTOLD) {
      bytes.putInt(body + SIZE_AT, 0);
    }
    int at = body + BEFORE_INSTRUCTIONS;
    while (at < end) {
      int op = object[at] & 0xff;
      int primary = op & PRIMARY;
      if (primary == ADVANCE_LOC) {
        object[at] += (byte) (fault == Fault.ADVANCE ? 1 : 0);
        at++;
      } else if (primary == OFFSET) {
        save(at);
        at += 2;
      } else if (op == DEF_CFA_OFFSET) {
        object[at + 1] += (byte) (fault == Fault.CFA_OFFSET ? 8 : 0);
        at += 2;
      } else {
        at += length(op);
      }
    }
  }

  private void save(int at) {
    switch (fault) {
      case SAVED_SLOT -> object[at + 1]++;
      case SAVE_UNTOLD -> {
        object[at] = 0;
        object[at + 1] = 0;
      }
      case CFA_OFFSET, ADVANCE, FUNCTION_UNTOLD -> {}
    }
  }

  /**
   * Returns the length of another call frame instruction that our compiler writes: operands of one,
   * two or four bytes.
   */
  private static int length(int op) {
    return switch (op) {
      case 0x02, 0x06, 0x08, 0x0d -> 2;
      case 0x03, 0x0c -> 3;
      case 0x04 -> 5;
      default -> 1;
    };
  }
}
