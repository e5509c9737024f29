package fastpath.lab.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A module of JavaScript among the resources of this package.
 *
 * @param file the file's name, such as {@code table.js}
 */
public record PageModule(String file) {
  /** The modules of a report. */
  public static final List<PageModule> OF_REPORT =
      List.of(
          new PageModule("align.js"),
          new PageModule("article.js"),
          new PageModule("bars.js"),
          new PageModule("cell.js"),
          new PageModule("data.js"),
          new PageModule("documents.js"),
          new PageModule("dom.js"),
          new PageModule("figure.js"),
          new PageModule("generic.js"),
          new PageModule("lanes.js"),
          new PageModule("listing.js"),
          new PageModule("litmus.js"),
          new PageModule("matrix.js"),
          new PageModule("measure.js"),
          new PageModule("report.js"),
          new PageModule("roles.js"),
          new PageModule("source.js"),
          new PageModule("timeline.js"));

  /** The modules of both pages. */
  public static final List<PageModule> ALL =
      Stream.concat(
              OF_REPORT.stream(),
              Stream.of(
                  new PageModule("editor.js"),
                  new PageModule("live.js"),
                  new PageModule("live-litmus.js"),
                  new PageModule("live-measure.js"),
                  new PageModule("request.js"),
                  new PageModule("state.js")))
          .toList();

  /** The file's name of the style sheet. */
  public static final String STYLES = "page.css";

  /** Returns the name by which other modules import this one. */
  public String specifier() {
    return "fastpath/" + file;
  }

  /** Returns the module's text. */
  public String text() {
    return resource(file);
  }

  /**
   * Returns what an import map has: the names of modules, each with its address.
   *
   * @param address returns a module's address
   */
  public static Map<String, String> importMap(
      List<PageModule> modules, Function<PageModule, String> address) {
    Map<String, String> imports = new LinkedHashMap<>();
    modules.forEach(module -> imports.put(module.specifier(), address.apply(module)));
    return imports;
  }

  /** Returns the text of a resource of this package. */
  public static String resource(String file) {
    try (InputStream in = PageModule.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
