package fastpath.lab.page;

import fastpath.lab.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The HTML of the live page, whose styles and modules are requests of their own.
 *
 * @param modules addresses of our modules, by the name that imports them
 * @param libraries addresses of the libraries' modules, by the name that imports them
 * @param nonce a random text that permits the styles which the editor adds
 */
public record LivePage(Map<String, String> modules, Map<String, String> libraries, String nonce) {

  /** Returns the page. */
  public String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="style-nonce" content="%s">
    <title>Fastpath Lab: what a call costs</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="page/%s">
    <script type="importmap">%s</script>
    <script type="module" src="page/live.js"></script>
    </head>
    <body class="live">
    <header><h1>Fastpath Lab: what a call costs</h1></header>
    <main id="live"><noscript>
    <p>This page needs JavaScript, which this browser does not run.</p>
    </noscript></main>
    </body>
    </html>
    """
        .formatted(nonce, PageModule.STYLES, imports());
  }

  /** Returns the content security policy: the page's own server, and nothing else. */
  public String policy() {
    return String.join(
        "; ",
        List.of(
            "default-src 'none'",
            "script-src 'self' " + Policy.digest(imports()),
            "style-src 'self' 'nonce-" + nonce + "'",
            // Browsers add style attributes to edited text.
            "style-src-attr 'unsafe-inline'",
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'"));
  }

  private String imports() {
    Map<String, String> all = new LinkedHashMap<>(modules);
    all.putAll(libraries);
    return Json.write(Map.of("imports", all));
  }
}
