package fastpath.lab;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The entry point of the launcher's training run, which fills the JVM's AOT cache. Executes a
 * command, then measures, compares and blames a function, and then loads every class of this
 * project, so that the AOT cache has the classes of every command.
 */
public final class Training {
  private static final String OURS = "fastpath/";
  private static final String CLASS = ".class";

  /** A function with the symbols of a kernel, so that it is measured as a kernel's function is. */
  private static final String KERNEL =
      """
      __attribute__((section(".data..percpu"))) long counter;
      unsigned long __per_cpu_offset[1];
      long init_task[1024];
      __attribute__((aligned(16384))) long init_stack[2048];
      long f(long a) { return a + init_task[0]; }
      """;

  /** A function that variants differ in, with a call. */
  private static final String READER =
      """
      #include <linux/preempt.h>
      int g(int a) { return a; }
      int f(int a) { preempt_disable(); int b = g(a); preempt_enable(); return a + b; }
      """;

  private Training() {}

  /** Executes the command and then loads every class; a class that cannot be loaded is left out. */
  public static void main(String[] args) throws IOException {
    int code =
        Stream.of(
                new Cli(Terminal.ofProcess()).execute(args),
                execute(KERNEL, "measure"),
                execute(READER, "compare", "--config", "V1", "--config", "V5"),
                execute(READER, "blame", "--config", "V1"))
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try (JarFile jar = new JarFile(path)) {
        classes(jar).forEach(Training::load);
      }
    }
    System.out.flush();
    System.exit(code);
  }

  /** Executes a command on a source that the command reads from standard input. */
  private static int execute(String source, String command, String... options) {
    System.setIn(new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    List<String> words =
        new ArrayList<>(List.of(command, "-", "--call", "f", "--args", "1", "--compiler", "own"));
    words.addAll(List.of(options));
    return new Cli(Terminal.ofProcess()).execute(words.toArray(String[]::new));
  }

  private static List<String> classes(JarFile jar) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(OURS) && name.endsWith(CLASS))
        .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
        .toList();
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      System.err.println("not prepared: " + name + ": " + e.getMessage());
    }
  }
}
