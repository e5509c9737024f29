package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle of the counts, on code small enough to count by hand. */
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
    // The exception table stands at 0x100: the first instruction, fixed up at the fifth byte.
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
}
