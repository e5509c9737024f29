package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares every instruction of a compiled library with objdump: length and text are equal, whether
 * the instruction is executed or only listed. The library is libgcc.a, or the files of {@code
 * -Dfastpath.listing=FILE,FILE}.
 */
class LibraryTest {
  @TempDir Path dir;

  @Test
  void everyInstructionIsAsObjdumpHasIt() throws IOException {
    Binutils.need();
    Binutils binutils = new Binutils(dir);
    String files = System.getProperty("fastpath.listing");
    boolean given = files != null;
    if (!given) {
      assumeTrue(Binutils.onPath("gcc"), "gcc is not on PATH");
      files = binutils.run("gcc", "-print-libgcc-file-name").strip();
    }
    for (String file : files.split(",")) {
      Comparison comparison = new Comparison();
      binutils.listing(file, comparison::add);
      comparison.finish();
      if (given) {
        System.out.println(file + ": " + comparison);
      }
      assertTrue(comparison.instructions() > 1000, "instructions in " + file);
      assertEquals(0, comparison.differences(), comparison::toString);
    }
  }
}
