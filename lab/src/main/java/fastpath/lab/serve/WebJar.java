package fastpath.lab.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/**
 * A library of JavaScript on the class path, packed as a WebJar.
 *
 * @param specifier the name by which modules import the library
 * @param artifact the WebJar's artifact
 * @param file the module's path within the library
 */
record WebJar(String specifier, String artifact, String file) {
  /** CodeMirror and what it needs. */
  static final List<WebJar> ALL =
      List.of(
          new WebJar("@codemirror/commands", "codemirror__commands", "dist/index.js"),
          new WebJar("@codemirror/language", "codemirror__language", "dist/index.js"),
          new WebJar(
              "@codemirror/legacy-modes/mode/clike", "codemirror__legacy-modes", "mode/clike.js"),
          new WebJar("@codemirror/state", "codemirror__state", "dist/index.js"),
          new WebJar("@codemirror/view", "codemirror__view", "dist/index.js"),
          new WebJar("@lezer/common", "lezer__common", "dist/index.js"),
          new WebJar("@lezer/highlight", "lezer__highlight", "dist/index.js"),
          new WebJar("@marijn/find-cluster-break", "marijn__find-cluster-break", "src/index.js"),
          new WebJar("crelt", "crelt", "index.js"),
          new WebJar("style-mod", "style-mod", "src/style-mod.js"),
          new WebJar("w3c-keyname", "w3c-keyname", "index.js"));

  private static final String GROUP = "org.webjars.npm";

  /** Returns the path under which the server has the module. */
  String path() {
    return "library/" + artifact + ".js";
  }

  /** Returns the module's text. */
  String text() {
    Properties properties = new Properties();
    try (InputStream in = open("META-INF/maven/" + GROUP + "/" + artifact + "/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder =
        "META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version") + "/";
    try (InputStream in = open(folder + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = WebJar.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("not on the class path: " + resource);
    }
    return in;
  }
}
