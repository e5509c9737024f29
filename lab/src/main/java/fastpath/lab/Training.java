package fastpath.lab;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The entry point of the launcher's training run, which fills the JVM's AOT cache. Executes a
 * command, then measures a function, and then loads every class of this project, so that the AOT
 * cache has the classes of every command.
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

  private Training() {}

  /** Executes the command and then loads every class; a class that cannot be loaded is left out. */
  public static void main(String[] args) throws IOException {
    int code = new Cli(Terminal.ofProcess()).execute(args);
    System.setIn(new ByteArrayInputStream(KERNEL.getBytes(StandardCharsets.UTF_8)));
    int measured =
        new Cli(Terminal.ofProcess())
            .execute("measure", "-", "--call", "f", "--args", "1", "--compiler", "own");
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try (JarFile jar = new JarFile(path)) {
        classes(jar).forEach(Training::load);
      }
    }
    System.out.flush();
    System.exit(Math.max(code, measured));
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
