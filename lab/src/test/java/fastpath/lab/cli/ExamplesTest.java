package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.usage.Examples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs every example of every command's help as it is typed, in a folder with such files. */
class ExamplesTest {
  /** Longer examples would be broken into two lines by the help's width of 80 columns. */
  private static final int LONGEST = 76;

  private static final String MINE =
      """
      #include <lab.h>
      #include <linux/preempt.h>

      int printk(const char *format, ...);

      struct node { unsigned long key, value; };

      static struct node node = { 3, 42 };

      unsigned long f(unsigned long a, unsigned long b)
      {
      	preempt_disable();
      	a = a * 3 + b;
      	preempt_enable();
      	if (a > 1000000)
      		printk("a is large\\n");
      	return a;
      }

      unsigned long lookup(unsigned long key)
      {
      	return node.key == key ? node.value : 0;
      }

      void make(unsigned long args[6])
      {
      	lab_boot();
      	args[0] = 3;
      }
      """;

  private static final String PLAIN = "long f(long a)\n{\n\treturn a * 3 + a / 5;\n}\n";

  private static final String CASES =
      """
      [[case]]
      name = "f of 3"
      files = ["mine.c"]
      call = "f"
      args = "3"
      config = "V5"
      limits = { instructions = 24 }
      """;

  private static final String STORE_BUFFERING =
      """
      X86_64 SB
      { x=0; y=0; }
       P0            | P1            ;
       movl $1,(x)   | movl $1,(y)   ;
       movl (y),%eax | movl (x),%eax ;
      exists (0:rax=0 /\\ 1:rax=0)
      """;

  /** The examples that take long; a signal ends them after a moment, which is no bad usage. */
  private static final Set<String> LONG =
      Set.of(
          "fastpath reproduce leaf",
          "fastpath reproduce --article --compiler own",
          "fastpath report -o report.html",
          "fastpath serve --allow-silicon",
          "fastpath validate");

  private static final long MOMENT_MILLIS = 700;

  @TempDir Path folder;

  private static List<String> examples() {
    CommandLine program = Cli.program(new Terminal(System.in, System.out, System.err, 80, false));
    return Stream.concat(Stream.of(program), program.getSubcommands().values().stream())
        .flatMap(line -> Examples.of(line.getCommandSpec()).stream())
        .distinct()
        .toList();
  }

  private void writeFiles() throws IOException {
    Files.writeString(folder.resolve("mine.c"), MINE);
    Files.writeString(folder.resolve("before.c"), PLAIN);
    Files.writeString(folder.resolve("after.c"), PLAIN.replace(" + a / 5", ""));
    Files.writeString(folder.resolve("cases.toml"), CASES);
    Files.writeString(folder.resolve("SB.litmus"), STORE_BUFFERING);
    Files.writeString(folder.resolve("wakeup.c"), KernelSources.BASE.text("races/wakeup.c"));
  }

  @Test
  void everyCommandHasAnExampleThatFitsTheScreen() {
    CommandLine program = Cli.program(new Terminal(System.in, System.out, System.err, 80, false));
    program
        .getSubcommands()
        .forEach((name, line) ->
            assertTrue(
                Examples.of(line.getCommandSpec()).stream()
                    .anyMatch(example -> example.startsWith("fastpath " + name)),
                name));
    assertEquals(List.of(), examples().stream().filter(e -> e.length() > LONGEST).toList());
  }

  @Test
  void everyExampleWorksAsTyped() throws Exception {
    writeFiles();
    List<String> examples =
        examples().stream()
            .filter(
                example -> !example.contains("gcc") || Files.isExecutable(Path.of("/usr/bin/gcc")))
            .filter(
                example -> !example.contains("/usr/bin/") || Files.exists(Path.of("/usr/bin/true")))
            .toList();
    List<String> results = run(examples);
    assertEquals(examples.size(), results.size());
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      String example = examples.get(i);
      String[] result = results.get(i).split("\t", -1);
      boolean works = result[0].equals("0") || LONG.contains(example) && result[0].equals("130");
      boolean silent = example.contains(" -o ") || example.contains(" -S ");
      checks.add(() -> assertTrue(works, () -> example + ": " + String.join(" ", result)));
      checks.add(() -> assertTrue(silent || !result[1].equals("0"), example + " prints nothing"));
    }
    assertAll(checks);
  }

  private List<String> run(List<String> examples) throws IOException, InterruptedException {
    Path typed = folder.resolve("examples.txt");
    Files.write(
        typed,
        examples.stream()
            .map(line ->
                LONG.contains(line) ? ExampleRunner.INTERRUPTED + MOMENT_MILLIS + " " + line : line)
            .toList());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss8m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ExampleRunner.class.getName(),
                typed.toString())
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    return out.lines().toList();
  }
}
