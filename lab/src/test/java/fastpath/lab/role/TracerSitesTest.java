package fastpath.lab.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A nop is the tracer's where the kernel's table, or a module's, has a call of the tracer. */
class TracerSitesTest {
  private static final String TEXT =
      """
      .text
      .globl f
      .type f, @function
      f: endbr64
      site: .byte 0x0f, 0x1f, 0x44, 0x00, 0x00
        mov %rdi, %rax
      other: .byte 0x0f, 0x1f, 0x44, 0x00, 0x00
        ret
      .size f, . - f
      """;

  @ParameterizedTest
  @CsvSource({
    "'.data\n__start_mcount_loc: .quad 0, site\n__stop_mcount_loc: .quad other\n', true",
    "'.section __mcount_loc, \"a\"\n.quad site\n', true",
    "'', false"
  })
  void theNopIsInstrumentation(String table, boolean listed) {
    byte[] object =
        new OwnCompiler().compile(new Source("f.S", TEXT + table), Options.DEFAULT).object();
    Image image = Linker.link(List.of(ObjectFile.read("f.o", object)), LinkOptions.kernel());
    RoleFinder roles = new RoleFinder(KernelSources.BASE, image, "");
    assertEquals(listed, isInstrumentation(roles, image, "site"));
    assertEquals(false, isInstrumentation(roles, image, "other"));
  }

  private static boolean isInstrumentation(RoleFinder roles, Image image, String symbol) {
    return roles.label(image.decode(image.address(symbol)).orElseThrow()).role()
        == Role.INSTRUMENTATION;
  }
}
