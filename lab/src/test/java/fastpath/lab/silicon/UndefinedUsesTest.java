package fastpath.lab.silicon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.isa.CpuProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests which undefined flags and results a run uses, and that a difference is no verdict after
 * such a use.
 */
class UndefinedUsesTest {
  /**
   * The cases have the statements of a function, the uses of what Intel's manual leaves undefined,
   * and the uses of what AMD's manual leaves undefined.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imul %eax,%eax; pushf; pop %rcx       | flag of imul is read by pushf | flag of imul is read by pushf
          imul %eax,%eax; pushf; popq d(%rip)   | flag of imul is read by pushf | flag of imul is read by pushf
          imul %eax,%eax; js 1f; 1:             | flag of imul is read by js    | flag of imul is read by js
          imul %eax,%eax; jo 1f; 1:             |                               |
          imul %eax,%eax; test %eax,%eax; pushf; pop %rcx | flag of test is read by pushf | flag of test is read by pushf
          imul %eax,%eax; cmp %eax,%eax; pushf; pop %rcx  |                     |
          bsf %eax,%ecx; movl %ecx,d(%rip)      | result of bsf is undefined    |
          mov $8,%eax; bsf %eax,%ecx            |                               |
          shl $2,%eax; seto %cl                 | flag of shl is read by seto   | flag of shl is read by seto
          shl $1,%eax; seto %cl                 |                               |
          shl $2,%eax; lahf                     | flag of shl is read by lahf   | flag of shl is read by lahf
          mov $0,%cl; shl %cl,%eax; pushf; pop %rcx | flag of xor is read by pushf | flag of xor is read by pushf
          mov $20,%cl; shl %cl,%ax; setc %dl    | flag of shl is read by setb   | flag of shl is read by setb
          """)
  void namesThem(String code, String intel, String amd) {
    assertEquals(words(intel), words(uses(code, CpuProfile.INTEL)));
    assertEquals(words(amd), words(uses(code, CpuProfile.AMD)));
  }

  private static String words(String text) {
    return text == null ? "" : text;
  }

  /** Returns the uses that are found, without addresses and articles. */
  private static String uses(String code, CpuProfile cpu) {
    String text = "f: xor %eax,%eax; " + code + "; ret; .data; d: .quad 0";
    Source source = new Source("t.s", text.replace(";", "\n") + "\n");
    byte[] object = new OwnCompiler().compile(source, Options.DEFAULT).object();
    Image image = Linker.link(List.of(ObjectFile.read("t.o", object)), LinkOptions.kernel());
    UndefinedUses uses = new UndefinedUses(image);
    Machine machine =
        Machine.create(image, MachineOptions.defaults().withCpu(cpu).withTracer(uses));
    machine.call("f");
    return String.join(", ", uses.found())
        .replaceAll(" at 0x[0-9a-f]+ f(\\+0x[0-9a-f]+)?", "")
        .replaceAll("an undefined |the ", "");
  }

  @Test
  void aDifferenceIsThenNoVerdict() {
    StateComparison differs =
        new StateComparison(
            Map.of(), 8, List.of("%rcx: 0x2 here, 0x82 on the host CPU"), null, List.of());
    assertEquals(Boolean.FALSE, differs.json().get("agrees"));
    StateComparison cannotTell = differs.withUndefined(List.of("an undefined flag of imul ..."));
    assertFalse(cannotTell.differs());
    assertFalse(cannotTell.agrees());
    assertNull(cannotTell.json().get("agrees"));
    assertEquals(
        List.of(
            "silicon cannot tell: the run uses what the manual leaves undefined:",
            "  an undefined flag of imul ...",
            "  undefined %rcx: 0x2 here, 0x82 on the host CPU"),
        cannotTell.lines());
  }
}
