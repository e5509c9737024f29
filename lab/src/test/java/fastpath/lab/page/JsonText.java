package fastpath.lab.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reader of JSON, for answers of the browser. Numbers are doubles. */
public final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** Returns the value of a JSON document: maps, lists, strings, doubles, booleans and null. */
  public static Object read(String text) {
    return new JsonText(text).value();
  }

  private Object value() {
    char c = next();
    return switch (c) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("rue", true);
      case 'f' -> word("alse", false);
      case 'n' -> word("ull", null);
      default -> number();
    };
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at++);
  }

  private Object word(String rest, Object value) {
    at += rest.length();
    return value;
  }

  private Double number() {
    int from = at - 1;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.valueOf(text.substring(from, at));
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    char c = next();
    while (c != '}') {
      if (c == ',') {
        c = next();
      }
      String name = string();
      next();
      map.put(name, value());
      c = next();
    }
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    char c = next();
    while (c != ']') {
      if (c != ',') {
        at--;
      }
      list.add(value());
      c = next();
    }
    return list;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    char c = text.charAt(at++);
    while (c != '"') {
      if (c == '\\') {
        c = text.charAt(at++);
        switch (c) {
          case 'n' -> string.append('\n');
          case 't' -> string.append('\t');
          case 'r' -> string.append('\r');
          case 'b' -> string.append('\b');
          case 'f' -> string.append('\f');
          case 'u' -> {
            string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> string.append(c);
        }
      } else {
        string.append(c);
      }
      c = text.charAt(at++);
    }
    return string.toString();
  }
}
