package fastpath.lab.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the places that boot may replace, in tables of each name and of each size of entries. */
class BootPatchesTest {
  private static final String TEXT =
      """
      .text
      user: .skip 3, 0x90
      fence: .skip 3, 0x90
      end: ret
      .section .altinstr_replacement,"ax"
      stac: .byte 0x0f, 0x01, 0xcb
      lfence: .byte 0x0f, 0xae, 0xe8
      """;

  private static Image image(String table, String entry) {
    String text =
        TEXT
            + ".section %s,\"a\"\n".formatted(table)
            + entry.formatted("user", "stac")
            + entry.formatted("fence", "lfence");
    byte[] object = new OwnCompiler().compile(new Source("a.S", text), Options.DEFAULT).object();
    return Linker.link(List.of(ObjectFile.read("a.o", object)), LinkOptions.kernel());
  }

  @ParameterizedTest
  @CsvSource({
    "__altinstructions, '.short 308', '.byte 3, 3'",
    ".altinstructions, '.short 308', '.byte 3, 3'",
    ".altinstructions, '.short 308, 0', '.byte 3, 3'"
  })
  void placesAreThoseOfTheTable(String table, String feature, String lengths) {
    Image image = image(table, ".long %s - ., %s - .\n" + feature + "\n" + lengths + "\n");
    BootPatches patches = BootPatches.of(image);
    long user = image.address("user");
    long fence = image.address("fence");
    assertTrue(patches.opensUserMemory(user));
    assertTrue(patches.opensUserMemory(user + 2));
    assertFalse(patches.opensUserMemory(fence));
    assertEquals(fence, patches.linked(fence + 2));
    assertEquals(image.address("end"), patches.linked(image.address("end")));
  }

  @Test
  void aTableOfAnUnknownFormHasNoPlaces() {
    Image image = image(".altinstructions", ".long %s - ., %s - .\n.quad 0\n");
    assertFalse(BootPatches.of(image).opensUserMemory(image.address("user")));
  }
}
