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
 * Provides definitions of functions to which compilers and the kernel's build insert calls: the
 * function tracer, thunks, the stack protector, sanitizers, and libgcc's helpers. The resource
 * {@code bodies/table} lists the functions that each file defines. Every definition is weak, so
 * that a definition in the user's files takes precedence.
 */
final class Bodies {
  /**
   * The section that contains the code of these functions; its instructions have the role
   * instrumentation.
   */
  static final String SECTION = ".text..instrumentation";

  /**
   * The file that defines the stack protector's functions, and the memory at %fs that a user-space
   * process has.
   */
  private static final String STACK_PROTECTOR = "stack_protector.S";

  /** Name of a section that only linked kernels have. */
  private static final String KERNELS_OWN = ".data..percpu";

  private static final String FOLDER = "/fastpath/lab/bodies/";

  private Bodies() {}

  /**
   * Returns the objects that define undefined symbols of other objects, and the objects that these
   * need in turn.
   *
   * @param objects all objects of the link
   */
  static List<ObjectFile> wantedBy(List<ObjectFile> objects) {
    Map<String, String> files = files();
    List<ObjectFile> all = new ArrayList<>(objects);
    Set<String> taken = new LinkedHashSet<>();
    if (objects.stream().anyMatch(Bodies::isProcess)) {
      // A linked file has no undefined symbol that would show the use of a stack canary.
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

  /** True for a linked file that is not a kernel. In a kernel the canary is a per-CPU variable. */
  private static boolean isProcess(ObjectFile file) {
    return file.isExecutable()
        && file.sections().stream().noneMatch(s -> s.name().equals(KERNELS_OWN));
  }

  /**
   * True if the linker turns calls of a tracer symbol into nops, which is so unless a file that is
   * already linked calls the symbol.
   */
  private static boolean isNop(String symbol, List<ObjectFile> objects) {
    return Linker.TRACER.contains(symbol)
        && objects.stream()
            .filter(ObjectFile::isExecutable)
            .flatMap(References::undefined)
            .noneMatch(symbol::equals);
  }

  /** Returns the file that defines each symbol, by symbol. */
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
