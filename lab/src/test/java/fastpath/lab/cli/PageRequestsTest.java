package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.source.ChildProcesses;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.serve.Form;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the answers to the live page's requests. */
class PageRequestsTest {
  private static final String SOURCE =
      "source=" + encoded("int f(int x) { return x * x; }\n") + "&call=f&args=3";
  private static final Workshop WORKSHOP = new Workshop();
  private static final PageRequests REQUESTS = new PageRequests(WORKSHOP, false);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    WORKSHOP.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String answer(String what, String form) {
    return REQUESTS.answer(what, Form.of(form), action -> {});
  }

  @Test
  void measureReturnsTheCommandsDocument() {
    String json = answer("measure", SOURCE + "&config=V0&config=V1&compiler=own");
    assertTrue(json.startsWith("{\"code\": 0, "), json);
    assertTrue(json.contains("\"value\": \"0x9\""), json);
    assertTrue(json.contains("\"config\": \"V1\""), json);
    assertTrue(json.contains("\"listing\": ["), json);
  }

  @Test
  void anOverlayIsARowOfItsOwn() {
    String header = "include/linux/hash.h";
    String changed = header + "\n" + KernelSources.BASE.text(header) + "\n#define FOUR 4\n";
    String source = "#include <linux/hash.h>\nint f(void) { return FOUR; }\n";
    String form = "call=f&config=V0&source=" + encoded(source) + "&overlay=" + encoded(changed);
    String json = answer("measure", form);
    assertTrue(json.contains("\"overlay\": \"yours\""), json);
    assertTrue(json.contains("\"value\": \"0x4\""), json);
    assertFalse(json.contains("/tmp/"), json);
  }

  @ParameterizedTest
  @CsvSource({
    "measure, compiler=/bin/sh",
    "measure, compiler=cc",
    "measure, config=../../etc/passwd",
    "measure, config=-o",
    "measure, config=pom.xml",
    "litmus, config=pom.xml",
    "measure, silicon=yes",
    "measure, time=yes",
    "measure, cflags=-o/x",
    "measure, cflags=-fplugin=x",
    "blame, cflags=-O1 -save-temps",
    "measure, args=`id`",
    "measure, overlay=../x",
    "measure, overlay=/etc/x",
    "measure, overlay=a/../../x",
    "measure, frame=/x",
    "blame, compiler=/bin/sh",
    "blame, frame=/x",
    "litmus, model=other",
    "kernelsrc, path=../../pom.xml",
    "run, x=y",
  })
  void isRefused(String what, String field) {
    String form = field.replace("/", "%2F").replace("`", "%60") + "&" + SOURCE;
    assertThrows(IllegalArgumentException.class, () -> answer(what, form), field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call=--help", "call=", "call=f&setup=-o", "call=a%20b"})
  void aFunctionIsAName(String form) {
    assertThrows(IllegalArgumentException.class, () -> answer("measure", form));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&config=V0", "&compiler=gcc", "&frame=prologue"})
  void rowsAreBounded(String field) {
    String form = SOURCE + field.repeat(25);
    assertThrows(IllegalArgumentException.class, () -> answer("measure", form));
  }

  /** The calls are blamed in the program whose rows are measured. */
  @Test
  void blameTakesTheFrameAndTheOverlay() {
    String header = "include/linux/hash.h";
    String changed = header + "\n" + KernelSources.BASE.text(header) + "\n#define FOUR 4\n";
    String form = SOURCE + "&config=V0&frame=prologue&overlay=" + encoded(changed);
    String json = answer("blame", form);
    assertTrue(json.contains("\"frame\": \"prologue\""), json);
    assertTrue(json.contains("\"overlay\": \"yours\""), json);
  }

  @Test
  void aFileOfAnOverlayIsNoFolder() {
    String form =
        SOURCE + "&overlay=" + encoded("include/a\nx") + "&overlay=" + encoded("include/a/b\ny");
    var refused = assertThrows(IllegalArgumentException.class, () -> answer("measure", form));
    assertEquals("overlay: include/a is a file and a folder", refused.getMessage());
  }

  @Test
  void anEndlessGuestIsStopped() throws Exception {
    String form = "call=f&compiler=own&source=" + encoded("void f(void) { for (;;) ; }\n");
    String json =
        CompletableFuture.supplyAsync(() -> answer("measure", form)).get(30, TimeUnit.SECONDS);
    assertTrue(json.startsWith("{\"code\": 3, "), json);
  }

  /** A pipe that nobody writes to keeps a compiler waiting; the deadline ends the compiler. */
  @Test
  void aCompilerThatNeverEndsIsEnded() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gcc"))
            && Files.isExecutable(Path.of("/usr/bin/mkfifo")));
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String form = "call=f&compiler=gcc&source=" + encoded("#include \"" + pipe + "\"\n");
    CompletableFuture<String> json =
        CompletableFuture.supplyAsync(
            () ->
                REQUESTS.answer(
                    "measure",
                    Form.of(form),
                    action -> {
                      for (int seconds = 4; seconds < 30; seconds += 4) {
                        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS)
                            .execute(action);
                      }
                    }),
            // The common pool, which the actions need, may have one thread.
            task -> Thread.ofPlatform().start(task));
    assertTrue(json.get(30, TimeUnit.SECONDS).contains("\"problem\""), json.get());
  }

  @Test
  void anErrorNamesItsLine() {
    String form = "call=f&source=" + encoded("int f(int x)\n{\n\treturn y;\n}\n");
    assertTrue(answer("measure", form).contains("<stdin>:3:"));
    String test =
        "language=c&model=tso&compiler=own&source=" + encoded("int P0(void)\n{\n\treturn y;\n}\n");
    assertTrue(answer("litmus", test).contains("\"test.c:3:"), answer("litmus", test));
  }

  /** A source can include an endless file; its compiler is ended before it takes all memory. */
  @Test
  void aCompilerThatTakesMemoryWithoutEndIsEnded() throws Exception {
    CompilerWatch watch = CompilerWatch.start(64L << 20);
    Process process =
        started(watch, "sh", "-c", "head -c 2147483648 /dev/zero | tail -c 2147483648");
    try (watch) {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "a process that keeps 2 GiB is ended");
      assertTrue(process.exitValue() != 0, "by a signal");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process started(CompilerWatch watch, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return watch.during(() -> {
      try {
        return ChildProcesses.start(builder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Both requests run at the same time, and the first one's time ends. */
  @Test
  void aRequestEndsItsOwnCompilersOnly() throws Exception {
    try (CompilerWatch first = CompilerWatch.start();
        CompilerWatch second = CompilerWatch.start()) {
      Process ours = started(first, "sh", "-c", "sleep 60; true");
      Process theirs = started(second, "sleep", "60");
      try {
        for (int i = 0; i < 100 && !ours.waitFor(100, TimeUnit.MILLISECONDS); i++) {
          first.endOld();
        }
        assertFalse(ours.isAlive());
        assertFalse(theirs.waitFor(1, TimeUnit.SECONDS));
      } finally {
        theirs.destroyForcibly();
        ours.descendants().forEach(ProcessHandle::destroyForcibly);
        ours.destroyForcibly();
      }
    }
  }

  @Test
  void aFlagIsARowOfItsOwn() {
    String form = SOURCE + "&config=V0&compiler=own&cflags=&cflags=-fno-shrink-wrap";
    String json = answer("measure", form);
    assertTrue(json.contains("\"cflags\": \"\""), json);
    assertTrue(json.contains("our compiler does not support -fno-shrink-wrap"), json);
  }

  @Test
  void everyExampleIsAnswered() {
    assertTrue(answer("about", "").contains("\"allowSilicon\": false"));
    for (var example : PageExamples.all()) {
      if (example.get("mode").equals("measure")) {
        String configs =
            ((List<?>) example.get("configs"))
                .stream().map(config -> "&config=" + config).collect(Collectors.joining());
        String form =
            "compiler=own&call=%s&setup=%s&source=%s%s"
                .formatted(
                    example.get("call"),
                    example.get("setup"),
                    encoded((String) example.get("source")),
                    configs.isEmpty() ? "&config=V0&config=V1&config=V5" : configs);
        String json = answer("measure", form);
        assertTrue(json.startsWith("{\"code\": 0, "), example.get("name") + ": " + json);
        assertFalse(json.contains("\"problem\""), example.get("name") + ": " + json);
      } else {
        String form =
            "model=tso&compiler=own&language="
                + example.get("language")
                + "&config="
                + example.get("config")
                + "&source="
                + encoded((String) example.get("source"));
        String json = answer("litmus", form);
        assertTrue(json.contains("\"verdict\": "), example.get("name") + ": " + json);
      }
    }
  }
}
