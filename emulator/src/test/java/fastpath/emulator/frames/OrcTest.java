package fastpath.emulator.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the kernel's ORC unwind table, with tables made by the test, and what a table says about
 * instructions.
 */
class OrcTest {
  private static final long AT = 0xffffffff82000000L;
  private static final long CODE = 0xffffffff81000000L;
  private static final int RBP = 4;
  private static final int RSP = 5;

  /**
   * Returns a table with rows of: offset in the code, the register's number, the offset from the
   * register.
   */
  private static OrcTable table(int[]... rows) {
    ByteBuffer ips = ByteBuffer.allocate(4 * rows.length).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer entries = ByteBuffer.allocate(6 * rows.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows.length; i++) {
      ips.putInt((int) (CODE + rows[i][0] - (AT + 4 * i)));
      entries.putShort((short) rows[i][2]).putShort((short) 0).putShort((short) rows[i][1]);
    }
    return OrcTable.read(ips.array(), AT, entries.array());
  }

  private static final int[][] ROWS = {
    {0, RSP, 8}, {1, RSP, 16}, {5, RSP, 24}, {8, RBP, 24}, {11, RSP, 8}, {12, 0, 0}
  };

  @ParameterizedTest
  @CsvSource({
    "-1, UNKNOWN, 0",
    "0, RSP, 8",
    "1, RSP, 16",
    "4, RSP, 16",
    "5, RSP, 24",
    "10, RBP, 24",
    "11, RSP, 8",
    "12, UNKNOWN, 0",
    "99, UNKNOWN, 0"
  })
  void tellsWhereTheFrameBegins(int at, OrcTable.Base base, int offset) {
    OrcTable inOrder = table(ROWS);
    OrcTable mixed = table(ROWS[5], ROWS[1], ROWS[0], ROWS[3], ROWS[4], ROWS[2]);
    for (OrcTable table : new OrcTable[] {inOrder, mixed}) {
      assertEquals(base, table.base(CODE + at));
      assertEquals(offset, table.offset(CODE + at));
    }
  }

  /** A table of arbitrary bytes can be queried for any address. */
  @Test
  void damagedTablesAnswer() {
    Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
    for (int i = 0; i < Integer.getInteger("fastpath.kernel.cases", 100); i++) {
      int count = 1 + random.nextInt(20);
      byte[] ips = new byte[4 * count];
      byte[] entries = new byte[6 * count];
      random.nextBytes(ips);
      random.nextBytes(entries);
      OrcTable table = OrcTable.read(ips, AT, entries);
      long address = AT + random.nextInt();
      assertTrue(table.base(address) == OrcTable.Base.UNKNOWN || table.offset(address) < 1 << 15);
    }
  }

  @Test
  void tablesThatDoNotFitAreNone() {
    assertEquals(OrcTable.EMPTY, OrcTable.read(new byte[8], AT, new byte[13]));
    assertEquals(OrcTable.EMPTY, OrcTable.read(new byte[7], AT, new byte[6]));
    assertEquals(OrcTable.EMPTY, OrcTable.read(new byte[0], AT, new byte[0]));
  }

  /**
   * Cases: push rbx, sub 8,rsp and mov rsp,rbp, at addresses where the table's frame changes and
   * where it does not.
   */
  @ParameterizedTest
  @CsvSource({
    "53,       0, STACK",
    "4883ec08, 1, STACK",
    "4889e5,   5, POINTER",
    "4883ec08, 4, STACK",
    "53,       2, NONE",
    "c9,      10, STACK",
    "90,       0, NONE",
    "90,      12, UNKNOWN",
    "c3,      11, NONE",
  })
  void tellsWhatMovesIt(String bytes, int at, FrameUse use) {
    byte[] code = HexFormat.of().parseHex(bytes);
    Lifted insn = Lifter.lift(Decoder.decode(code, 0, code.length, CODE + at));
    OrcFrames frames = new OrcFrames(table(ROWS), i -> FrameUse.UNKNOWN);
    assertEquals(use, frames.use(insn));
    assertEquals(
        FrameUse.SAVE, new OrcFrames(table(ROWS), i -> FrameUse.SAVE).use(insn), "the code's");
  }

  @Test
  void coversWhatItTells() {
    OrcFrames frames = new OrcFrames(table(ROWS), i -> FrameUse.UNKNOWN);
    assertTrue(frames.covers(CODE));
    assertFalse(frames.covers(CODE + 12));
  }
}
