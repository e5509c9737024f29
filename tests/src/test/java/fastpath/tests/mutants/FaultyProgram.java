package fastpath.tests.mutants;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The program and its tests, loaded by a class loader of their own with a fault in one source file.
 * The changed source is compiled in memory against the built classes, and its classes take
 * precedence over them.
 */
final class FaultyProgram extends URLClassLoader {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final List<String> MODULES = List.of("emulator", "codegen", "kernelsrc", "lab");

  private final Map<String, byte[]> faulty;

  private FaultyProgram(Map<String, byte[]> faulty) {
    super(urls(), ClassLoader.getPlatformClassLoader());
    this.faulty = faulty;
  }

  /**
   * Compiles the source with the fault.
   *
   * @throws IllegalStateException if the fault does not compile
   */
  static FaultyProgram with(Mutant mutant) {
    Path file = Path.of("..").resolve(mutant.file());
    try {
      return new FaultyProgram(compile(file, mutant.in(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command in the faulty program; returns its message, empty if the command does not notice
   * the fault.
   */
  String run(String command) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      Method run = loadClass(ProgramCommand.class.getName()).getDeclaredMethod("run", String.class);
      // The class has the same package name but another class loader, so that access must be
      // enabled.
      run.setAccessible(true);
      return (String) run.invoke(null, command);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(command + ": " + e.getCause(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = faulty.get(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }

  /** Returns the class path of this test run and the tests of the other modules. */
  private static URL[] urls() {
    return Stream.concat(
            Stream.of(CLASS_PATH.split(File.pathSeparator)).map(Path::of),
            MODULES.stream().map(m -> Path.of("..", m, "target", "test-classes")))
        .map(FaultyProgram::url)
        .toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> compile(Path file, String text) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    try (JavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager files = new InMemory(standard, classes)) {
      List<String> options = List.of("-cp", CLASS_PATH, "-proc:none", "-nowarn", "-implicit:none");
      JavaFileObject source = new Text(file.toUri(), text);
      if (!compiler.getTask(messages, files, null, options, null, List.of(source)).call()) {
        throw new IllegalStateException("does not compile: " + messages);
      }
    }
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(URI uri, String text) {
      super(uri, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
