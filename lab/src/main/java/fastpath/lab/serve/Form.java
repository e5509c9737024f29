package fastpath.lab.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a request, as {@code application/x-www-form-urlencoded}; a field may have several
 * values.
 */
public record Form(Map<String, List<String>> fields) {
  /**
   * Reads a request's body.
   *
   * @throws IllegalArgumentException if the text is not encoded as a form
   */
  public static Form of(String body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : body.isEmpty() ? new String[0] : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("a field of the form has no value");
      }
      fields
          .computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
          .add(decoded(pair.substring(equals + 1)));
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Returns the values of a field, in order. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Returns the first value of a field; "" if the form does not have the field. */
  public String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }
}
