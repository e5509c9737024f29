package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that results are complete, or that the command reports the missing part; an item that fails
 * does not affect the other items.
 */
class ResultsTest {
  private static final String ADD = "int f(int x) { return x + 1; }\n";

  @TempDir Path folder;

  /** A stream that fails as on a full disk. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "list",
        "list --json",
        "run FILE --call f --args 1",
        "run FILE --call f --args 1 --json",
        "measure FILE --call f --args 1",
        "compile -S -o - FILE",
        "disassemble FILE"
      })
  void outputThatCannotBeWrittenIsAnError(String command) throws IOException {
    Path file = write("a.c", ADD);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            ResultStream.of(new Full()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            80,
            false);
    int code = new Cli(terminal).execute(command.replace("FILE", file.toString()).split(" "));
    assertEquals(2, code);
    assertEquals(
        "the results could not be written: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void sourceIsNeverWrittenOver() throws IOException {
    Path file = write("a.c", ADD);
    Path link = Files.createSymbolicLink(folder.resolve("link.o"), file);
    for (Path output : List.of(file, link, folder.resolve("./a.c"))) {
      Shell.Result result = Shell.run("", "compile", file.toString(), "-o", output.toString());
      assertEquals(2, result.code());
      assertTrue(result.err().contains("this is the source, which would be lost"), result.err());
      assertEquals(ADD, Files.readString(file));
    }
  }

  @Test
  void objectReplacesAnOlderOneThroughItsLink() throws IOException {
    Path file = write("a.c", ADD);
    Path old = write("old.o", "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.o"), old);
    assertEquals(0, Shell.run("", "compile", file.toString(), "-o", link.toString()).code());
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(new byte[] {0x7f, 'E', 'L', 'F'}, Files.newInputStream(old).readNBytes(4));
    assertEquals(List.of("a.c", "link.o", "old.o"), names());
  }

  @Test
  void deviceIsWrittenToAndAFullOneIsAnError() throws IOException {
    Path file = write("a.c", ADD);
    assertEquals(0, Shell.run("", "compile", file.toString(), "-o", "/dev/null").code());
    Path full = Path.of("/dev/full");
    if (Files.exists(full)) {
      Shell.Result result = Shell.run("", "compile", file.toString(), "-o", full.toString());
      assertEquals(2, result.code());
      assertEquals("-o /dev/full: No space left on device\n", result.err());
    }
    assertEquals(List.of("a.c"), names());
  }

  @Test
  void byteOrderMarkIsPassedOver() throws IOException {
    write("head.h", "\ufeff#define ONE 1\n");
    Path file = write("a.c", "\ufeff#include \"head.h\"\nint f(void) { return ONE; }\n");
    Path text = write("b.s", "\ufefff: mov $2, %eax\n ret\n");
    assertEquals("returned 0x1 (1)", first(Shell.run("", "run", file.toString(), "--call", "f")));
    assertEquals("returned 0x2 (2)", first(Shell.run("", "run", text.toString(), "--call", "f")));
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    Path file = write("a.c", "#define TWO \\\r\n 2\r\nint f(void)\r\n{ return TWO; }\r\n");
    assertEquals("returned 0x2 (2)", first(Shell.run("", "run", file.toString(), "--call", "f")));
  }

  /** By default, picocli takes an argument that begins with an at sign for a file of arguments. */
  @Test
  void argumentAfterAnAtSignIsASymbol() throws IOException {
    Path file = write("a.c", "long n; unsigned long f(long *p) { return p == &n; }\n");
    assertEquals(
        "returned 0x1 (1)",
        first(Shell.run("", "run", file.toString(), "--call", "f", "--args", "@n")));
    Shell.Result none = Shell.run("", "run", file.toString(), "--call", "f", "--args", "@none");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("no symbol none in the program"), none.err());
  }

  @Test
  void outputOfAGuestIsInTheDocument() throws IOException {
    Path file =
        write(
            "a.c",
            """
            int f(void)
            {
              long n;
              __asm__ volatile("syscall" : "=a"(n) : "0"(1L), "D"(1L), "S"("a\\"b\\n"), "d"(4L)
                  : "rcx", "r11", "memory");
              return n;
            }
            """);
    Shell.Result result = Shell.run("", "run", file.toString(), "--call", "f", "--json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().startsWith("{"), result.out());
    assertTrue(result.out().contains("\"output\": \"a\\\"b\\n\""), result.out());
  }

  @Test
  void rowThatFailedLeavesTheOthers() throws IOException {
    Path file = write("a.c", ADD);
    Shell.Result result =
        Shell.run(
            "",
            "measure",
            file.toString(),
            "--call",
            "f",
            "--args",
            "4",
            "--json",
            "--config",
            "V0",
            "--config",
            "nosuch",
            "--compiler",
            "own",
            "--compiler",
            "/no/cc");
    assertEquals(2, result.code());
    List<String> problems = result.out().lines().filter(l -> l.contains("\"problem\"")).toList();
    assertEquals(3, problems.size(), result.out());
    assertTrue(result.out().contains("\"value\": \"0x5\""), result.out());
    assertTrue(problems.get(1).contains("--config nosuch: no such file, and no preset"));
    assertTrue(problems.get(0).contains("--compiler /no/cc: not found"));
    assertEquals(3, result.err().lines().count(), result.err());
  }

  @Test
  void litmusFileThatFailedLeavesTheOthers() throws IOException {
    Path bad = write("bad.litmus", "X86_64 bad\n{ }\n P0 ;\n nonsense %eax ;\nexists (x=1)\n");
    Path good = write("good.litmus", "X86_64 good\n{ }\n P0 ;\n movl $1,(x) ;\nexists (x=1)\n");
    Shell.Result result =
        Shell.run("", "litmus", "--json", bad.toString(), folder + "/absent", good.toString());
    assertEquals(2, result.code());
    assertEquals(2, result.out().lines().filter(l -> l.contains("\"problem\"")).count());
    assertTrue(result.out().contains("\"name\": \"good\""), result.out());
    assertTrue(result.out().contains("\"file\": \"" + good + "\""), result.out());
    assertEquals(2, result.err().lines().count(), result.err());
  }

  @Test
  void bytesThatAreNotExecutedNeedNotBeInstructions() throws IOException {
    Path file =
        write(
            "a.s",
            """
             .globl f
             .type f,@function
            f: mov $7,%eax
             test %eax,%eax
             jnz 1f
             .byte 0xc5,0xf4,0x58,0xd0
             .byte 0x06
            1: ret
             .size f,.-f
            """);
    Shell.Result measured = Shell.run("", "measure", file.toString(), "--call", "f", "--json");
    Shell.Result run = Shell.run("", "run", file.toString(), "--call", "f", "--json");
    assertEquals("", measured.err() + run.err());
    for (String count : List.of("\"value\": \"0x7\"", "\"instructions\": 4")) {
      assertTrue(measured.out().contains(count), measured.out());
      assertTrue(run.out().contains(count), run.out());
    }
    Shell.Result listed = Shell.run("", "disassemble", file.toString(), "--roles", "--source");
    assertEquals(0, listed.code(), listed.err());
    assertTrue(listed.out().contains("vaddps %ymm0,%ymm1,%ymm2"), listed.out());
    assertTrue(listed.out().contains("(bad)"), listed.out());
    assertTrue(listed.out().contains("ret"), listed.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "measure FILE --call f --args 1 --config V0 --config V1 --json",
        "blame FILE --call f --args 1 --config V0 --config V1 --json",
        "litmus FILE --json",
        "reproduce thunk --compiler own --json",
        "validate hash-lookup --config V0 --compiler own --json"
      })
  void afterAnInterruptTheDocumentSaysThatItIsAPart(String command) throws IOException {
    Path file = write("a.c", ADD);
    Shell.Result result = Shell.interrupted(command.replace("FILE", file.toString()).split(" "));
    assertEquals(130, result.code(), result.err());
    assertTrue(result.out().contains("\"problem\": \"interrupted: "), result.out());
    assertEquals("interrupted: what is printed is a part of the results\n", result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--engine interpreter", "--engine verify"})
  void anInterruptedRunShowsItsCounts(String options) throws IOException {
    Path file = write("a.c", "volatile int n; void f(void) { for (;;) n++; }\n");
    String command =
        "run %s --call f --max-instructions 1000000000000000000 --json %s"
            .formatted(file, options)
            .strip();
    Shell.Result result = Shell.interruptedAfter(1500, command.split(" "));
    assertEquals(130, result.code(), result.err());
    assertTrue(result.out().contains("\"stop\": \"interrupted\""), result.out());
    assertTrue(result.out().contains("\"problem\": \"interrupted: "), result.out());
    Matcher count = Pattern.compile("\"loads\": (\\d+)").matcher(result.out());
    assertTrue(count.find() && Long.parseLong(count.group(1)) > 100, result.out());
    assertEquals("interrupted: what is printed is a part of the results\n", result.err());
  }

  @Test
  void memberThatFailedLeavesTheOthers() throws IOException {
    Path object = folder.resolve("good.o");
    assertEquals(
        0, Shell.run("", "compile", write("a.c", ADD).toString(), "-o", "" + object).code());
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(archive, "bad.o", new byte[64]);
    member(archive, "good.o", Files.readAllBytes(object));
    Path file = Files.write(folder.resolve("t.a"), archive.toByteArray());
    Shell.Result result = Shell.run("", "disassemble", file.toString());
    assertEquals(2, result.code(), result.out());
    assertTrue(result.out().contains("t.a(good.o):     file format"), result.out());
    assertTrue(result.err().contains("t.a(bad.o): "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  private static void member(ByteArrayOutputStream archive, String name, byte[] content) {
    String header =
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(name + "/", 0, 0, 0, "644", content.length);
    archive.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    archive.writeBytes(content);
    archive.writeBytes(new byte[content.length % 2]);
  }

  @Test
  void anInterruptEndsAListing() throws IOException {
    Path file = write("a.c", ADD);
    Shell.Result result = Shell.interrupted("disassemble", file.toString());
    assertEquals(130, result.code());
    assertEquals("interrupted: what is printed is a part of the results\n", result.err());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String first(Shell.Result result) {
    assertEquals("", result.err());
    return result.out().lines().findFirst().orElse("");
  }
}
