package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run of a guest that is too short to be translated does not load the translator's classes. */
class ShortRunTest {
  private static final List<String> TRANSLATING =
      List.of("org.objectweb.asm", "fastpath.emulator.translate.gen.PassageGenerator");

  @Test
  void tenInstructionsLoadNoTranslator(@TempDir Path folder) throws Exception {
    String loaded = loadedClasses(folder, "add $1, %rdi\n".repeat(8) + "mov %rdi, %rax\nret\n");
    assertTrue(loaded.contains("fastpath.emulator.engine.Interpreter"), loaded);
    for (String name : TRANSLATING) {
      assertEquals(List.of(), loaded.lines().filter(l -> l.contains(name)).toList());
    }
  }

  @Test
  void aLoopLoadsIt(@TempDir Path folder) throws Exception {
    String loaded = loadedClasses(folder, "mov $30000000, %rax\n1: sub $1, %rax\njne 1b\nret\n");
    for (String name : TRANSLATING) {
      assertTrue(loaded.contains(name), name);
    }
  }

  private static String loadedClasses(Path folder, String body)
      throws IOException, InterruptedException {
    Path source = folder.resolve("f.s");
    Files.writeString(source, ".globl f\nf:\n" + body);
    Path log = folder.resolve("loaded");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                source.toString(),
                "--call",
                "f")
            .redirectErrorStream(true)
            .start();
    String out = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, java.waitFor(), out);
    return Files.readString(log);
  }
}
