package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /**
   * clang merges the calls of two lines into one, which has no line. Both calls are then replaced,
   * as a thunk by hand in place of both.
   */
  @ParameterizedTest
  @MethodSource("compilers")
  void mergedCallsAreBlamedTogether(String compiler) throws IOException {
    String two =
        PARSER.replace(
            "\tif (h->length < 8)\n\t\tPRINT;\n",
            "\tif (h->type != 3) {\n\t\tPRINT;\n\t\tgoto out;\n\t}\n\tif (h->length < 8) {\n"
                + "\t\tPRINT;\n\t\tgoto out;\n\t}\n\tkey *= h->length;\nout:\n");
    Files.writeString(
        folder.resolve("call.c"), one(one(two, CALL), CALL.replace("bytes", "octets")));
    Files.writeString(
        folder.resolve("hand.c"), one(one(two, BY_HAND), BY_HAND.replace("bytes", "octets")));
    String blame = output("blame", compiler, "call.c");
    String together = blame.substring(blame.indexOf("\"together\""));
    for (String field : List.of("instructions", "pushes", "stackBytes")) {
      long call = field(field, "measure", compiler, "call.c");
      long hand = field(field, "measure", compiler, "hand.c", "thunk.s");
      assertEquals(call - hand, field(field, together), field + blame);
    }
    assertFalse(blame.contains("\"problem\""), blame);
    if (compiler.equals("clang")) {
      assertTrue(blame.contains("\"line\": null"), blame);
      assertEquals(2, blame.split("\"symbol\"", -1).length, blame);
    }
  }

  /** clang merges the calls of both ends of the region; the calls are in a header. */
  @ParameterizedTest
  @MethodSource("compilers")
  void mergedCallsOfInlineFunctionsAreFoundInHeaders(String compiler) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("region.c"),
            """
            #include <linux/preempt.h>
            int f(int *p, int a)
            {
            	preempt_disable();
            	if (*p == a) {
            		preempt_enable();
            		return -16;
            	}
            	*p += a;
            	preempt_enable();
            	return a;
            }
            int good;
            """);
    Shell.Result result =
        Shell.run(
            new String[] {"blame", file.toString(), "--call", "f", "--args", "@good,1"},
            "--config",
            "V1",
            "--compiler",
            compiler,
            "--json");
    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().contains("\"problem\""), result.out());
    assertTrue(result.out().contains("\"leafWithout\": true"), result.out());
  }

  private static String one(String text, String call) {
    return text.replaceFirst("PRINT", Matcher.quoteReplacement(call));
  }

  /** The second figure is what the path saves where the call is not in the source at all. */
  @ParameterizedTest
  @MethodSource("compilers")
  void aRemovedCallSavesWhatASourceWithoutItDoes(String compiler) throws IOException {
    Files.writeString(folder.resolve("none.c"), PARSER.replace("PRINT", ""));
    String blame = output("blame", compiler, "call.c");
    String removed = blame.substring(blame.indexOf("\"removed\""));
    long saved =
        field("instructions", "measure", compiler, "call.c")
            - field("instructions", "measure", compiler, "none.c");
    assertEquals(saved, field("instructions", removed));
    assertTrue(saved > field("instructions", blame), blame);
  }

  /**
   * An object is blamed by its machine code. The compiler's other choices without the call, such as
   * a copy, are no part of that: at most one instruction here.
   */
  @ParameterizedTest
  @MethodSource("compilers")
  void theMachineCodeOfAnObjectTellsTheSame(String compiler) {
    compileCall(compiler);
    String source = output("blame", compiler, "call.c");
    String code = output("blame", compiler, "call.o");
    assertTrue(code.contains("\"from\": \"machine code\""), code);
    for (String field : List.of("pushes", "stackBytes", "spills")) {
      assertEquals(field(field, source), field(field, code), field);
    }
    assertEquals(field("instructions", source), field("instructions", code), 1);
    assertTrue(code.contains("\"leafWithout\": true"), code);
    assertTrue(code.contains("\"removed\": null"), code);
  }

  private void compileCall(String compiler) {
    Path object = folder.resolve("call.o");
    Shell.Result compiled =
        Shell.run(
            "",
            "compile",
            folder.resolve("call.c").toString(),
            "--compiler",
            compiler,
            "-o",
            object.toString());
    assertEquals(0, compiled.code(), compiled.err());
  }

  /** The register of a value that both calls outlive is a cost of neither alone. */
  @Test
  void aRegisterThatTwoCallsNeedIsTheCostOfBoth() throws IOException {
    Files.writeString(
        folder.resolve("call.c"),
        "int good;\nint a(void), b(void);\nint parse(int *p, int key, int salt)\n{\n"
            + "\tif (key == 1)\n\t\ta();\n\tif (key == 2)\n\t\tb();\n\treturn *p;\n}\n");
    compileCall("own");
    String text = output("blame", "own", "call.o");
    assertEquals(1, field("pushes", text.substring(text.indexOf("\"a\""))), "key");
    assertEquals(0, field("pushes", text.substring(text.indexOf("\"b\""))), "nothing");
    assertEquals(2, field("pushes", text.substring(text.indexOf("\"together\""))), "key and p");
  }

  @Test
  void anOverlayHasARowOfItsOwn() throws IOException {
    Path header = folder.resolve("mine/include/linux/stringify.h");
    Files.createDirectories(header.getParent());
    Files.writeString(
        header,
        "extern int hurt(void);\nstatic inline void careful(int x)\n{\n\tif (x < 0)\n"
            + "\t\thurt();\n}\n");
    Path file =
        Files.writeString(
            folder.resolve("careful.c"),
            "#include <linux/stringify.h>\n#ifndef __stringify\n#define careful2(x) careful(x)\n"
                + "#else\n#define careful2(x)\n#endif\n"
                + "int f(int x, int y)\n{\n\tcareful2(x);\n\treturn x * y;\n}\n");
    Shell.Result result =
        Shell.run(
            "",
            "blame",
            file.toString(),
            "--call",
            "f",
            "--args",
            "1,2",
            "--overlay",
            folder.resolve("mine").toString());
    assertEquals(0, result.code(), result.err());
    String base = result.out().substring(0, result.out().indexOf("mine"));
    String over = result.out().substring(base.length());
    assertTrue(base.contains("it has no call"), result.out());
    assertTrue(over.contains("hurt") && over.contains("stringify.h:5"), result.out());
    assertTrue(over.contains("together by cause: "), result.out());
  }

  private long field(String field, String command, String compiler, String... files) {
    return field(field, output(command, compiler, files));
  }

  private String output(String command, String compiler, String... files) {
    List<String> args = new ArrayList<>(List.of(command));
    Stream.of(files).forEach(file -> args.add(folder.resolve(file).toString()));
    args.addAll(List.of("--call", "parse", "--args", "@good,3,5", "--compiler", compiler));
    args.add("--json");
    Shell.Result result = Shell.run("", args.toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    return result.out();
  }

  private static long field(String field, String json) {
    Matcher value = Pattern.compile("\"" + field + "\": (-?\\d+)").matcher(json);
    assertTrue(value.find(), json);
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

  /** Calls in inline asm, as those of V5's preempt_enable(), leave a leaf for the compiler. */
  @ParameterizedTest
  @MethodSource("compilers")
  void besideACallInAsmTheFunctionWouldBeALeaf(String compiler) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("region.c"),
            """
            #include <linux/preempt.h>
            int g(int);
            int f(int a)
            {
            	preempt_disable();
            	if (a == 7)
            		a += g(a);
            	preempt_enable();
            	return a;
            }
            """);
    Shell.Result result =
        Shell.run(
            "",
            "blame",
            file.toString(),
            "--call",
            "f",
            "--args",
            "1",
            "--config",
            "V5",
            "--compiler",
            compiler,
            "--json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("\"leafWithout\": true"), result.out());
    assertTrue(!result.out().contains("\"leafWithout\": false"), result.out());
  }

  /** The row that is measured without one call of two is not that of the calls together. */
  @Test
  void theOnlyCallThatCanBeRewrittenHasItsCauses() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("one.c"),
            """
            int g(int);
            int f(int x, int (*p)(int))
            {
            	if (x == 7)
            		x += p(x);
            	if (x == 8)
            		x += g(x);
            	return x;
            }
            """);
    Shell.Result result = Shell.run("", "blame", file.toString(), "--call", "f", "--args", "1");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("together by cause: "), result.out());
  }

  /** The source defines the second thunk's name, so that only one call at a time can be hidden. */
  @Test
  void callsThatCannotBeHiddenTogetherAreBlamedAlone() throws IOException {
    String file =
        Files.writeString(
                folder.resolve("two.c"),
                """
                int g(int), h(int);
                void __fastpath_thunk_1(void) { }
                int f(int x)
                {
                	if (x == 7)
                		x += g(x);
                	if (x == 8)
                		x += h(x);
                	return x;
                }
                """)
            .toString();
    String[] blame = {"blame", file, "--call", "f", "--args", "1"};
    Shell.Result text = Shell.run(blame);
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("together they are not blamed: behind a thunk"), text.out());
    String json = Shell.run(blame, "--json").out();
    assertTrue(json.matches("(?s).*\"together\": \\{\\s*\"problem\": \"behind.*"), json);
    assertEquals(Set.of(), DocumentSchema.errors("blame", json), json);
    Shell.Result limited = Shell.run(blame, "--limit", "pushes=9");
    assertEquals(1, limited.code(), "unknown is not within a limit: " + limited.out());
  }

  @Test
  void anInterruptedCommandPrintsTheRowsThatItHas() throws IOException {
    Path file = Files.writeString(folder.resolve("leaf.c"), "int f(int x) { return x; }\n");
    String[] twice = {
      "blame", file.toString(), "--call", "f", "--args", "1", "--config", "V0", "--config", "V1"
    };
    Shell.Result leaf = Shell.interrupted(twice);
    assertEquals(130, leaf.code(), leaf.err());
    assertEquals(List.of("  it has no call that the compiler knows of"), last(leaf.out()));
    Files.writeString(file, "int g(int);\nint f(int x) { if (x > 9)\n g(x);\n return x; }\n");
    Shell.Result calls = Shell.interrupted(twice);
    assertEquals(130, calls.code(), calls.err());
    assertEquals("", calls.out());
    assertEquals(1, calls.err().lines().filter(line -> line.startsWith("interrupted: ")).count());
  }

  private static List<String> last(String text) {
    return text.lines().skip(1).toList();
  }

  @Test
  void aRowHasItsFrameAndArguments() throws IOException {
    Path file = Files.writeString(folder.resolve("leaf.c"), "int f(int x) { return x; }\n");
    String json =
        Shell.run(
                "",
                "blame",
                file.toString(),
                "--call",
                "f",
                "--args",
                "17",
                "--frame",
                "prologue",
                "--json")
            .out();
    assertTrue(json.contains("\"frame\": \"prologue\""), json);
    assertTrue(json.replaceAll("\\s", "").contains("\"args\":[\"0x11\"]"), json);
  }
}
