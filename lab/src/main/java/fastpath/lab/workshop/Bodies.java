package fastpath.lab.workshop;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bodies of the functions that compilers and the kernel's build insert calls of: the function
 * tracer, thunks, the stack protector, sanitizers, libgcc's helpers. The resource {@code
 * bodies/table} lists which file defines which function. Every definition is weak, so that the
 * user's own takes precedence.
 */
final class Bodies {
  /** Section of their code; instructions in it have the role instrumentation. */
  static final String SECTION = ".text..instrumentation";

  /** The file that also has what a process has at %fs. */
  private static final String STACK_PROTECTOR = "stack_protector.S";

  /** A section that only linked kernels have. */
  private static final String KERNELS_OWN = ".data..percpu";

  private static final String FOLDER = "/fastpath/lab/bodies/";

  private Bodies() {}

  /**
   * The objects that define symbols which other objects need, and what these objects need in turn.
   *
   * @param objects all objects of the link
   */
  static List<ObjectFile> wantedBy(List<ObjectFile> objects) {
    Map<String, String> files = files();
    List<ObjectFile> all = new ArrayList<>(objects);
    Set<String> taken = new LinkedHashSet<>();
    if (objects.stream().anyMatch(Bodies::isProcess)) {
      // Linked code does not name a function that would show that it uses a canary.
      taken.add(STACK_PROTECTOR);
      all.add(compile(STACK_PROTECTOR));
    }
    boolean again = true;
    while (again) {
      again = false;
      for (String symbol : References.missing(all)) {
        String file = files.get(symbol);
        if (file != null && !isNop(symbol, objects) && taken.add(file)) {
          all.add(compile(file));
          again = true;
        }
      }
    }
    return all.subList(objects.size(), all.size());
  }

  /** True for a file that is linked and not a kernel; a kernel's canary is a per-CPU variable. */
  private static boolean isProcess(ObjectFile file) {
    return file.isExecutable()
        && file.sections().stream().noneMatch(s -> s.name().equals(KERNELS_OWN));
  }

  /** The linker turns calls of the tracer into nops, except in a file that is linked already. */
  private static boolean isNop(String symbol, List<ObjectFile> objects) {
    return Linker.TRACER.contains(symbol)
        && objects.stream()
            .filter(ObjectFile::isExecutable)
            .flatMap(References::undefined)
            .noneMatch(symbol::equals);
  }

  /** Files by the symbols that they define. */
  static Map<String, String> files() {
    Map<String, String> files = new HashMap<>();
    for (String line : text("table").lines().filter(l -> !l.startsWith("#")).toList()) {
      List<String> words = List.of(line.split(" "));
      words.stream().skip(1).forEach(symbol -> files.put(symbol, words.getFirst()));
    }
    return files;
  }

  static ObjectFile compile(String file) {
    Source source = new Source("<fastpath>/" + file, text(file));
    return ObjectFile.read(
        source.name(), new OwnCompiler().compile(source, Options.DEFAULT).object());
  }

  private static String text(String file) {
    try (InputStream in = Bodies.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
