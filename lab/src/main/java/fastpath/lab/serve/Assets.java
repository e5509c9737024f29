package fastpath.lab.serve;

import com.google.common.collect.ImmutableMap;
import fastpath.lab.page.LivePage;
import fastpath.lab.page.PageModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The page itself: HTML, styles, our modules, and the libraries that they use. */
final class Assets {
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** A text that a request is answered by, with its type and headers. */
  record Asset(String type, String text, Map<String, String> headers) {
    Asset(String type, String text) {
      this(type, text, Map.of());
    }
  }

  private final Map<String, Supplier<Asset>> makers = new LinkedHashMap<>();
  private final Map<String, Asset> made = new ConcurrentHashMap<>();

  Assets() {
    makers.put(
        "page/" + PageModule.STYLES,
        () -> new Asset("text/css; charset=utf-8", PageModule.resource(PageModule.STYLES)));
    for (PageModule module : PageModule.ALL) {
      makers.put("page/" + module.file(), () -> new Asset(SCRIPT, module.text()));
    }
    for (WebJar jar : WebJar.ALL) {
      makers.put(jar.path(), () -> new Asset(SCRIPT, jar.text()));
    }
  }

  /** Returns what is at a path behind the token; empty if nothing is. */
  Optional<Asset> at(String path) {
    if (path.isEmpty()) {
      return Optional.of(page());
    }
    Supplier<Asset> maker = makers.get(path);
    return maker == null
        ? Optional.empty()
        : Optional.of(made.computeIfAbsent(path, p -> maker.get()));
  }

  /** Returns the page, with a new nonce for the styles that the editor adds. */
  private static Asset page() {
    LivePage page =
        new LivePage(
            PageModule.importMap(PageModule.ALL, module -> "./page/" + module.file()),
            libraries(),
            RandomText.next());
    return new Asset(
        "text/html; charset=utf-8",
        page.html(),
        ImmutableMap.of("Content-Security-Policy", page.policy(), "X-Frame-Options", "DENY"));
  }

  private static Map<String, String> libraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    List<WebJar> all = WebJar.ALL;
    all.forEach(jar -> libraries.put(jar.specifier(), "./" + jar.path()));
    return libraries;
  }
}
