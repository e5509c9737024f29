package fastpath.emulator.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests malformed debug information: the smallest input of each kind that could cause an endless
 * loop or unbounded memory use.
 */
@Timeout(60)
class HostileDebugTest {
  private static final byte[] NONE = {};

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static DebugSections sections(byte[] info, byte[] abbrev, byte[] line) {
    DebugSection none = section("", NONE);
    return new DebugSections(
        section(".debug_info", info),
        section(".debug_abbrev", abbrev),
        section(".debug_line", line),
        none,
        none,
        none,
        none,
        none,
        none);
  }

  private static DebugSection section(String name, byte[] bytes) {
    return new DebugSection(name, bytes, offset -> new DebugSection.FileOffset("a.o", offset));
  }

  private static void refused(String message, Runnable reading) {
    DebugException e = assertThrows(DebugException.class, reading::run);
    assertEquals(message, e.getMessage().replaceAll("0x[0-9a-f]+", "N"));
  }

  @Test
  void aLineProgramDoesNotGoBack() {
    String header = "1d000000 0400 08000000 01 01 01 fb 0e 01 00 00";
    String back = "00 edffffffffffffffff01 00 00 00 00";
    refused(
        "a.o: malformed .debug_line: cut off at N",
        () -> LineTable.parse(sections(NONE, NONE, hex(header + back))));
  }

  @Test
  void aSiblingIsFurtherOn() {
    byte[] abbrev = hex("01 11 01 0000 02 34 01 01 13 0000 00");
    byte[] info = hex("0e000000 0400 00000000 08 01 02 0c000000 00");
    DebugSections sections = sections(info, abbrev, NONE);
    refused("a.o: malformed .debug_info: cut off at N", () -> InlineTree.parse(sections, 0));
  }

  /** Returns a CIE, and an FDE for one byte of code with an instruction repeated. */
  private static byte[] frame(String instruction, int times) {
    ByteArrayOutputStream fde = new ByteArrayOutputStream();
    fde.writeBytes(hex("1c000000 0010000000000000 0100000000000000 00"));
    for (int i = 0; i < times; i++) {
      fde.writeBytes(hex(instruction));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(hex("14000000 00000000 01 7a5200 01 78 10 01 00 0c0708 9001 0000"));
    all.writeBytes(new byte[] {(byte) fde.size(), (byte) (fde.size() >> 8), 0, 0});
    all.writeBytes(fde.toByteArray());
    return all.toByteArray();
  }

  @Test
  void rulesAreNotRememberedWithoutEnd() {
    DebugSection section = section(".eh_frame", frame("0a", 2000));
    refused(
        "a.o: malformed .eh_frame: rules remembered too deeply at N",
        () -> Cfi.parse(section, 0, section(".debug_frame", new byte[0])).at(0x1000));
  }

  /** Many units with the same long list of abbreviations: the total work must be bounded. */
  @Test
  void unitsShareNoMoreThanTheirSizeAllows() {
    int units = 20_000;
    byte[] abbrev = new byte[2 * units * 5 + 1];
    for (int i = 0; i < 2 * units; i++) {
      System.arraycopy(hex("01 11 00 0000"), 0, abbrev, 5 * i, 5);
    }
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    for (int i = 0; i < units; i++) {
      info.writeBytes(hex("08000000 0400"));
      info.writeBytes(new byte[] {(byte) (5 * i), (byte) (5 * i >> 8), (byte) (5 * i >> 16), 0});
      info.writeBytes(hex("08 00"));
    }
    DebugSections sections = sections(info.toByteArray(), abbrev, NONE);
    refused(
        "a.o: malformed .debug_info: entries share too much at N",
        () -> InlineTree.parse(sections, 0));
  }
}
