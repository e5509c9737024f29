package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.ObjectFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which members of an archive are linked into a program. */
class ArchiveTest {
  /**
   * The cases have the statements of the object, the statements of the members a, b and c, and the
   * members that are linked, in order.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          call x           | .globl x; x: ret         | .globl y; y: ret | nop              | a
          call x; call z   | .globl x; x: ret         | nop              | .globl z; z: ret | a c
          call z           | .globl x; x: ret         | .globl y; y: ret | .globl z; z: call x | c a
          nop              | .globl x; x: ret         | .globl y; y: ret | nop              | ''
          .weak x; call x  | .globl x; x: ret         | .globl y; y: ret | nop              | ''
          .weak x; call x; call y | .globl x; x: ret  | .globl y; y: call x | nop           | b a
          call x           | .weak x; x: ret          | .globl x; x: ret | nop              | a
          call x           | x: ret                   | .globl x; x: ret | nop              | b
          .globl x; x: call y | .globl x; x: ret      | .globl y; y: ret | nop              | b
          movl x, %eax     | .comm x,4                | .globl x; x: ret | nop              | a
          call x           | .globl x; x: call y      | .globl y; y: call x | nop           | a b
          """)
  void takesWhatIsWanted(String object, String a, String b, String c, String taken) {
    List<ObjectFile> objects = new ArrayList<>(List.of(assemble("object", object)));
    Library library = new Library();
    library.add(Stream.of("a", "b", "c").map(n -> assemble(n, of(n, a, b, c))).toList(), false);
    library.pull(objects, List.of());
    assertEquals(
        taken, objects.stream().skip(1).map(ObjectFile::name).collect(Collectors.joining(" ")));
  }

  private static String of(String name, String... texts) {
    return texts[name.charAt(0) - 'a'];
  }

  private static ObjectFile assemble(String name, String text) {
    Source source = new Source(name + ".s", text.replace(";", "\n") + "\n");
    return ObjectFile.read(name, new OwnCompiler().compile(source, Options.DEFAULT).object());
  }
}
