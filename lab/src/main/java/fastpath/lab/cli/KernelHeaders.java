package fastpath.lab.cli;

import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the headers of kernelsrc that a program's C sources include, directly or through headers of
 * the user's. Conditional groups are not evaluated: an include in one of them counts.
 *
 * @param folders the folders of {@code -I}, in which headers are looked for first
 */
record KernelHeaders(KernelSources sources, List<Path> folders) {
  private static final Pattern INCLUDE =
      Pattern.compile("(?m)^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"\\n]+)[>\"]");

  /** A header of kernelsrc, as a source names it, and the user's file that includes it. */
  record Use(String file, String header) {}

  /** Returns the first use of a header of kernelsrc in a program; empty if there is none. */
  Optional<Use> first(Program program) {
    Set<String> seen = new HashSet<>();
    return program.inputs().stream()
        .filter(Program.Input.Text.class::isInstance)
        .map(input -> ((Program.Input.Text) input).source())
        .flatMap(source -> first(source, seen).stream())
        .findFirst();
  }

  private Optional<Use> first(Source source, Set<String> seen) {
    if (!seen.add(source.name())) {
      return Optional.empty();
    }
    return INCLUDE
        .matcher(source.text())
        .results()
        .flatMap(include -> first(source.name(), include, seen).stream())
        .findFirst();
  }

  private Optional<Use> first(String file, MatchResult include, Set<String> seen) {
    String header = include.group(2);
    Optional<Path> own = own(file, header, include.group(1).equals("\""));
    if (own.isPresent()) {
      return first(read(own.get()), seen);
    }
    return sources.exists(KernelSources.INCLUDE + "/" + header)
        ? Optional.of(new Use(file, header))
        : Optional.empty();
  }

  /** Returns the user's file that an include names; empty if the user has no such file. */
  private Optional<Path> own(String file, String header, boolean quoted) {
    Stream<Path> beside =
        quoted ? Stream.of(Inputs.path(file).resolveSibling(Inputs.path(header))) : Stream.empty();
    return Stream.concat(beside, folders.stream().map(folder -> folder.resolve(header)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Source read(Path file) {
    try {
      return new Source(file.toString(), Inputs.text(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
