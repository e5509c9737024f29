package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Code that nobody here wrote: every instruction of libgcc.a (or -Dfastpath.listing=FILE) has
 * objdump's length, and its text if it is of a set that we execute.
 */
class LibraryTest {
  @TempDir Path dir;

  @Test
  void everyInstructionIsAsObjdumpHasIt() throws IOException {
    Binutils.need();
    Binutils binutils = new Binutils(dir);
    String file = System.getProperty("fastpath.listing");
    if (file == null) {
      assumeTrue(Binutils.onPath("gcc"), "gcc is not on PATH");
      file = binutils.run("gcc", "-print-libgcc-file-name").strip();
    }
    List<String> wrong = new ArrayList<>();
    List<Binutils.Line> lines = binutils.listing(file);
    for (Binutils.Line line : lines) {
      String difference = difference(line);
      if (difference != null) {
        wrong.add(line.text() + ": " + difference);
      }
    }
    assertTrue(lines.size() > 1000, "instructions in " + file);
    assertTrue(
        wrong.isEmpty(),
        () ->
            wrong.size()
                + " of "
                + lines.size()
                + ":\n"
                + String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
  }

  private static String difference(Binutils.Line line) {
    byte[] padded = Arrays.copyOf(line.bytes(), line.bytes().length + 16);
    try {
      Decoded decoded = Decoder.decode(padded, 0, padded.length, line.address());
      String ours = Att.print(decoded.insn(), decoded.next(), address -> "");
      return withoutSymbols(ours).equals(withoutSymbols(line.text())) ? null : ours;
    } catch (IsaException e) {
      boolean same =
          e.reason() == IsaException.Reason.UNSUPPORTED && e.bytes().length == line.bytes().length;
      return same || line.text().contains("(bad)") ? null : e.getMessage();
    }
  }

  private static String withoutSymbols(String text) {
    int start = text.indexOf(" <");
    return (start < 0 ? text : text.substring(0, start)).strip();
  }
}
