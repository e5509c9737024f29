package fastpath.lab;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The entry point of the launcher's training run, which fills the JVM's AOT cache. Executes a
 * command and then loads every class of this project, so that the AOT cache has the classes of
 * every command.
 */
public final class Training {
  private static final String OURS = "fastpath/";
  private static final String CLASS = ".class";

  private Training() {}

  /** Executes the command and then loads every class; a class that cannot be loaded is left out. */
  public static void main(String[] args) throws IOException {
    int code = new Cli(Terminal.ofProcess()).execute(args);
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try (JarFile jar = new JarFile(path)) {
        classes(jar).forEach(Training::load);
      }
    }
    System.out.flush();
    System.exit(code);
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
