package fastpath.lab.page;

import fastpath.lab.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A report as one HTML file, with its data, styles and scripts in it. The file makes no request:
 * its content security policy forbids every one.
 */
public final class Report {
  private static final String START = "import { start } from \"fastpath/report.js\";\nstart();\n";

  private final String title;
  private final String introduction;
  private final Map<String, String> documents = new LinkedHashMap<>();

  /**
   * @param title the page's title
   * @param introduction a sentence below the title
   * @param about versions, the command, and the sections, for the page
   */
  public Report(String title, String introduction, Map<String, Object> about) {
    this.title = title;
    this.introduction = introduction;
    add("about", Json.write(about));
  }

  /** Adds a JSON document under a name. */
  public void add(String name, String json) {
    documents.put(name, json);
  }

  /** Returns the HTML file. */
  public String html() {
    String styles = PageModule.resource(PageModule.STYLES);
    String imports =
        Json.write(Map.of("imports", PageModule.importMap(PageModule.OF_REPORT, Report::inline)));
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html.append(policy(styles, imports)).append("\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(escaped(title)).append("</title>\n");
    html.append("<style>").append(styles).append("</style>\n");
    html.append("<script type=\"importmap\">").append(imports).append("</script>\n");
    html.append("</head>\n<body>\n<header><h1>").append(escaped(title)).append("</h1>\n<p>");
    html.append(escaped(introduction)).append("</p></header>\n");
    html.append("<main id=\"report\"><noscript><p>This page shows its data by JavaScript, which");
    html.append(" this browser does not run.</p></noscript></main>\n");
    documents.forEach((name, json) -> data(name, json, html));
    html.append("<script type=\"module\">").append(START).append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private static void data(String name, String json, StringBuilder html) {
    html.append("<script type=\"text/plain\" id=\"data:").append(escaped(name)).append("\">");
    html.append(Base64.getEncoder().encodeToString(compressed(json))).append("</script>\n");
  }

  private static String inline(PageModule module) {
    byte[] text = module.text().getBytes(StandardCharsets.UTF_8);
    return "data:text/javascript;base64," + Base64.getEncoder().encodeToString(text);
  }

  /** Returns a policy that allows the file's own scripts and styles, and no request. */
  private static String policy(String styles, String imports) {
    return String.join(
        "; ",
        List.of(
            "default-src 'none'",
            "script-src data: " + Policy.digest(imports) + " " + Policy.digest(START),
            "style-src " + Policy.digest(styles),
            "base-uri 'none'",
            "form-action 'none'"));
  }

  private static byte[] compressed(String json) {
    var bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns a text with the characters escaped that HTML gives a meaning to. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
