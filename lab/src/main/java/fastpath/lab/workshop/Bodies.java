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
 * Bodies of the functions that compilers and the kernel's build call unasked: the function tracer,
 * thunks, the stack protector, sanitizers, libgcc's helpers. The resource {@code bodies/table} says
 * which file defines which. Every definition is weak, so that a user's own one wins.
 */
final class Bodies {
  /** Where their code lies; what executes there is instrumentation. */
  static final String SECTION = ".text..instrumentation";

  /** It also has what a process has at %fs. */
  private static final String STACK_PROTECTOR = "stack_protector.S";

  /** A section that only kernels have when they are linked. */
  private static final String KERNELS_OWN = ".data..percpu";

  private static final String FOLDER = "/fastpath/lab/bodies/";

  private Bodies() {}

  /**
   * The objects that define some of the symbols that others want, and what these want in turn.
   *
   * @param objects all that is linked
   */
  static List<ObjectFile> wantedBy(List<ObjectFile> objects) {
    Map<String, String> files = files();
    List<ObjectFile> all = new ArrayList<>(objects);
    Set<String> taken = new LinkedHashSet<>();
    if (objects.stream().anyMatch(Bodies::isProcess)) {
      // Linked code names no function by which its need of a canary would be known.
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

  /** Whether a file is linked already and no kernel, whose canary is a per-CPU variable. */
  private static boolean isProcess(ObjectFile file) {
    return file.isExecutable()
        && file.sections().stream().noneMatch(s -> s.name().equals(KERNELS_OWN));
  }

  /** The linker makes calls of the tracer nops, but not those of a file that is linked already. */
  private static boolean isNop(String symbol, List<ObjectFile> objects) {
    return Linker.TRACER.contains(symbol)
        && objects.stream()
            .filter(ObjectFile::isExecutable)
            .flatMap(References::undefined)
            .noneMatch(symbol::equals);
  }

  /** The file that defines a symbol, for each that has a body. */
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
