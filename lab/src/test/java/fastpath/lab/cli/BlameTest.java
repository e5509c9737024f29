package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the cost of a call in {@code blame} is what a thunk written by hand in place of the
 * call saves.
 */
class BlameTest {
  private static final String PARSER =
      """
      struct header { unsigned short type, length; unsigned int sum; };
      struct header good = { 3, 16, 7 };
      int printk(const char *format, ...);

      unsigned int parse(const struct header *h, unsigned int key, unsigned int salt)
      {
      	unsigned int sum = h->sum ^ key;
      	if (h->length < 8)
      		PRINT;
      	return sum * salt + h->length + key;
      }
      """;

  private static final String CALL = "printk(\"%d bytes, type %x\\n\", h->length,\n\t\t\th->type)";

  private static final String BY_HAND =
      "__asm__ volatile(\"call thunk\" : : \"D\" (\"%d bytes, type %x\\n\"),"
          + " \"S\" (h->length), \"d\" (h->type) : \"memory\", \"cc\")";

  /** The thunk written by hand; its call is on a path that is not executed. */
  private static final String THUNK = "\t.globl thunk\nthunk:\n\tret\n";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("call.c"), PARSER.replace("PRINT", CALL));
    Files.writeString(folder.resolve("hand.c"), PARSER.replace("PRINT", BY_HAND));
    Files.writeString(folder.resolve("thunk.s"), THUNK);
  }

  static Stream<String> compilers() {
    return Compilers.all().stream().map(Compiler::name);
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void aCallCostsWhatAThunkByHandSaves(String compiler) {
    for (String field : List.of("instructions", "pushes", "stackBytes")) {
      long call = field(field, "measure", compiler, "call.c");
      long hand = field(field, "measure", compiler, "hand.c", "thunk.s");
      assertEquals(call - hand, field(field, "blame", compiler, "call.c"), field);
    }
    assertTrue(field("pushes", "blame", compiler, "call.c") > 0);
  }

  private long field(String field, String command, String compiler, String... files) {
    List<String> args = new ArrayList<>(List.of(command));
    Stream.of(files).forEach(file -> args.add(folder.resolve(file).toString()));
    args.addAll(List.of("--call", "parse", "--args", "@good,3,5", "--compiler", compiler));
    args.add("--json");
    Shell.Result result = Shell.run("", args.toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    Matcher value = Pattern.compile("\"" + field + "\": (-?\\d+)").matcher(result.out());
    assertTrue(value.find(), result.out());
    return Long.parseLong(value.group(1));
  }

  /**
   * A call that cannot be replaced in the source is listed with the reason, and does not fail the
   * command.
   */
  @Test
  void whatCannotBeRewrittenIsSaid() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("others.c"),
            """
            int g(int);
            int five(int, int, int, int, int);
            #define CALL(x) g(x)
            int f(int x, int (*p)(int))
            {
            	if (x == 7)
            		x += p(x);
            	if (x == 8)
            		x += CALL(x);
            	if (x == 9)
            		x += five(x, x, x, x, x);
            	return x;
            }
            """);
    Shell.Result result = Shell.run("", "blame", file.toString(), "--call", "f", "--args", "1");
    assertEquals(0, result.code(), result.err());
    String text = result.out().replaceAll("\\s+", " ");
    assertTrue(text.contains("(computed) is not blamed: its target is computed"), text);
    assertTrue(text.contains("g is not blamed: its source line shows no call of it in C"), text);
    assertTrue(text.contains("five is not blamed: it has more than four arguments"), text);
  }
}
