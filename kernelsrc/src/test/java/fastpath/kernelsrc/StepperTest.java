package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stepper, the reference for instruction counts, on code small enough to count by hand. */
class StepperTest {

  @TempDir static Path work;

  @BeforeAll
  static void build() throws Exception {
    Tools.require("gcc");
    Tools.buildStepper(work);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an argument returned       | 4889f8 c3               | 7             | rax=0x7 instructions=2 own=2 rep=0 pushes=0 stack=0 total=0 calls=0
          a push and a pop           | 53 5b c3                | 0             | rax=0 instructions=3 own=3 rep=0 pushes=1 stack=8 total=8 calls=0
          a call of what follows     | e801000000 c3 53 5b c3  | 0             | rax=0 instructions=5 own=2 rep=0 pushes=0 stack=0 total=16 calls=1
          rep stosb, five times      | 89f1 f3aa c3            | 0x10000800 5  | rax=0 instructions=3 own=3 rep=5 pushes=0 stack=0 total=0 calls=0
          rep stosb, never           | 89f1 f3aa c3            | 0x10000800 0  | rax=0 instructions=3 own=3 rep=0 pushes=0 stack=0 total=0 calls=0
          stac and clac              | 0f01cb 0f01ca c3        | 0             | rax=0 instructions=3 own=3 rep=0 pushes=0 stack=0 total=0 calls=0
          a load of an absent page   | 488b07 c3 b00e c3       | 0x40000000    | rax=0xe instructions=2 own=2 rep=0 pushes=0 stack=0 total=0 calls=0
          an array of arguments      | 488b4728 48894708 c3    | args          | rax=0 instructions=3 own=3 rep=0 pushes=0 stack=0 total=0 calls=0
          """)
  void countsWhatRetires(String what, String code, String arguments, String expected)
      throws Exception {
    // An exception table at 0x100: the entry's instruction is the first, its fix-up is at the fifth
    // byte.
    byte[] image = Arrays.copyOf(HexFormat.of().parseHex(code.replace(" ", "")), 0x108);
    byte[] entry = HexFormat.of().parseHex("00ffffff" + "00ffffff");
    System.arraycopy(entry, 0, image, 0x100, 8);
    Files.write(work.resolve("image"), image);
    String output =
        Tools.run(
            work,
            """
            segment 0x10000000 4096 image 0 0x108
            stack 0x20000000 8192
            extable 0x10000100 0x10000108
            step 0x10000000 %s
            """
                .formatted(arguments),
            "./stepper");
    assertEquals("step 0x10000000 " + expected, output.strip());
  }

  /**
   * An exception table entry of three words: the third has the type, a register, and an immediate
   * or flags.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a register becomes -EFAULT         | 488b07 90 c3     | 1100f2ff   | 0x40000000 | rax=0xfffffffffffffff2 instructions=2
          rax becomes the vector             | 488b07 90 c3     | 02000000   | 0x40000000 | rax=0xe instructions=2
          a word before a page that is not   | 488b07 90 c3     | 14000000   | 0x10000ffc | rax=0x55667788 instructions=2
          with a scale, an index, a distance | 488b44f704 90 c3 | 14000000   | 0x10000fe8 2 | rax=0x55667788 instructions=2
          """)
  void faultsAreMendedAsTheKernelDoes(
      String what, String code, String data, String arguments, String expected) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(code.replace(" ", ""));
    byte[] image = Arrays.copyOf(bytes, 4096);
    int goesOn = Integer.reverseBytes(bytes.length - 2 - 0x104);
    byte[] entry = HexFormat.of().parseHex("00ffffff" + "%08x".formatted(goesOn));
    System.arraycopy(entry, 0, image, 0x100, 8);
    System.arraycopy(HexFormat.of().parseHex(data), 0, image, 0x108, 4);
    System.arraycopy(HexFormat.of().parseHex("8877665544332211"), 0, image, 0xffc, 4);
    Files.write(work.resolve("image"), image);
    String script =
        """
        segment 0x10000000 4096 image 0 4096
        stack 0x20000000 8192
        extable 0x10000100 0x1000010c 12
        step 0x10000000 %s
        """;
    String output = Tools.run(work, script.formatted(arguments), "./stepper");
    assertEquals("step 0x10000000 " + expected, output.strip().replaceAll(" own.*", ""));
  }

  @Test
  void aWarningIsSteppedOver() throws Exception {
    byte[] image = Arrays.copyOf(HexFormat.of().parseHex("b803000000" + "0f0b" + "c3"), 0x10c);
    // A bug table at 0x100: the ud2 is at 5, with a file's name, line 42 and BUGFLAG_WARNING.
    byte[] entry = HexFormat.of().parseHex("05ffffff" + "00000000" + "2a00" + "0100");
    System.arraycopy(entry, 0, image, 0x100, 12);
    Files.write(work.resolve("image"), image);
    String script =
        """
        segment 0x10000000 4096 image 0 0x10c
        stack 0x20000000 8192
        bugs 0x10000100 0x1000010c
        step 0x10000000
        """;
    String output = Tools.run(work, script, "./stepper");
    assertEquals("step 0x10000000 rax=0x3 instructions=2", output.strip().replaceAll(" own.*", ""));
  }
}
