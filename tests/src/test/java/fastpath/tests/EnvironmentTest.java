package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The launcher, and the program that it starts, in environments of many kinds. The launcher is run
 * from a checkout that counts as built: the launcher script and a jar with this test's class path.
 */
class EnvironmentTest {
  /** The tools that the launcher needs; Maven is not one of them. */
  private static final List<String> TOOLS =
      List.of("sh", "find", "readlink", "mkdir", "flock", "touch", "rm", "stty", "sleep", "rmdir");

  @TempDir static Path folder;
  private static Path tools;

  /**
   * A command, its environment and the expected result.
   *
   * @param checkout the checkout's folder
   * @param words the words after the launcher's name; FILE stands for a source whose name is not
   *     ASCII
   * @param env changes to the environment; an empty value removes the variable
   * @param out text that must be in the standard output, or in the standard error if the exit code
   *     is not 0
   */
  record Case(
      String name, String checkout, String words, Map<String, String> env, int code, String out) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    String run = "run FILE --call f";
    String returned = "returned 0x5";
    String none = folder.resolve("none").toString();
    return Stream.of(
        new Case("ASCII locale", "plain", run, Map.of("LC_ALL", "C"), 0, returned),
        new Case("no locale", "plain", run, Map.of("LC_ALL", "", "LANG", ""), 0, returned),
        new Case(
            "Turkish letters",
            "plain",
            run + " --config PREEMPT",
            Map.of("JDK_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR"),
            2,
            "--config PREEMPT: no such file, and no preset"),
        new Case(
            "Turkish letters, a preset and a table",
            "plain",
            "measure FILE --call f --config V0",
            Map.of("JDK_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR"),
            0,
            "V0"),
        new Case("no HOME", "plain", run, Map.of("HOME", ""), 0, returned),
        new Case("HOME that is not there", "plain", run, Map.of("HOME", none), 0, returned),
        new Case("blanks and letters in the path", "b l ä n k s", run, Map.of(), 0, returned),
        new Case("a colon in the path", "co:lon", run, Map.of(), 2, "checkout's path has a colon"),
        new Case("a checkout that cannot be written", "read-only", run, Map.of(), 0, returned),
        new Case("no Maven", "stale", run, Map.of(), 2, "there is no mvn on the PATH"),
        new Case("a narrow terminal", "plain", "list", Map.of("COLUMNS", "40"), 0, "hash-lookup"),
        new Case("a JAVA_HOME that is none", "plain", run, Map.of("JAVA_HOME", none), 0, returned),
        new Case("TMPDIR that is not there", "plain", run, Map.of("TMPDIR", none), 0, returned),
        new Case(
            "TMPDIR that is needed",
            "plain",
            "measure FILE --call f --compiler gcc",
            Map.of("TMPDIR", none),
            2,
            none));
  }

  @BeforeAll
  static void prepare() throws IOException {
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      for (String bin : List.of("/usr/bin", "/bin")) {
        Path there = Path.of(bin, tool);
        if (Files.isExecutable(there) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), there);
        }
      }
    }
    for (String name : List.of("plain", "b l ä n k s", "co:lon", "stale", "read-only")) {
      checkout(folder.resolve(name));
    }
    Files.delete(folder.resolve("stale/lab/target/fastpath.stamp"));
    for (String part : List.of("lab/target", "lab", "")) {
      Files.setPosixFilePermissions(
          folder.resolve("read-only").resolve(part), PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    Files.writeString(folder.resolve("é.c"), "\ufeffint f(void) {\r\n return 5; }\r\n");
  }

  private static void checkout(Path top) throws IOException {
    Path target = Files.createDirectories(top.resolve("lab/target"));
    Path launcher = Files.copy(Path.of("../fastpath"), top.resolve("fastpath"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri())
            .map(URI::toString)
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path);
    try (OutputStream out = Files.newOutputStream(target.resolve("lab-0.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    Files.createFile(target.resolve("fastpath.stamp"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Case c) throws IOException, InterruptedException {
    if (c.words().endsWith("--compiler gcc")) {
      Tools.require("gcc");
    }
    List<String> command = new ArrayList<>();
    command.add(folder.resolve(c.checkout()).resolve("fastpath").toString());
    for (String word : c.words().split(" ")) {
      command.add(word.equals("FILE") ? folder.resolve("é.c").toString() : word);
    }
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> env = builder.environment();
    env.put("JAVA_HOME", System.getProperty("java.home"));
    if (c.checkout().equals("stale")) {
      env.put("PATH", tools.toString());
    }
    c.env().forEach((name, value) -> set(env, name, value));
    int code = builder.start().waitFor();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    String told = Files.readString(err, StandardCharsets.UTF_8);
    assertAll(
        () -> assertEquals(c.code(), code, said + told),
        () -> assertTrue((code == 0 ? said : told).contains(c.out()), said + told),
        () -> assertTrue(code == 0 || lines(told) == 1, told));
  }

  /** Help is as wide as the terminal, which only the launcher can ask. */
  @Test
  void theWidthOfTheTerminalIsFound() throws IOException, InterruptedException {
    Tools.require("script");
    String launcher = folder.resolve("plain/fastpath").toString();
    Path out = folder.resolve("wide");
    ProcessBuilder builder =
        new ProcessBuilder(
                "script", "-qec", "stty cols 118; " + launcher + " measure --help", "/dev/null")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("COLUMNS");
    builder.environment().put("NO_COLOR", "1");
    assertEquals(0, builder.start().waitFor());
    String said = Files.readString(out, StandardCharsets.UTF_8);
    int widest = said.lines().mapToInt(String::length).max().orElse(0);
    assertTrue(widest > 100 && widest <= 118, widest + " columns:\n" + said);
  }

  /** The JVM's notes about options in environment variables are not counted. */
  private static long lines(String told) {
    return told.lines().filter(line -> !line.startsWith("NOTE: Picked up")).count();
  }

  private static void set(Map<String, String> env, String name, String value) {
    if (value.isEmpty()) {
      env.remove(name);
    } else {
      env.put(name, value);
    }
  }
}
