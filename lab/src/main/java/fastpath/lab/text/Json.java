package fastpath.lab.text;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A writer of JSON (RFC 8259) that writes maps, iterables, records, strings, numbers, booleans and
 * null as one document, indented by two. A container whose elements are all scalars is written on
 * one line.
 */
public final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** Returns the JSON document of a value, ending in a newline. */
  public static String write(Object value) {
    Json json = new Json();
    json.value(value, 0);
    return json.text.append('\n').toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> container('{', '}', map.entrySet(), depth);
      case Iterable<?> list -> container('[', ']', list, depth);
      case Record components -> value(fields(components), depth);
      case Double number when number.isNaN() || number.isInfinite() -> text.append("null");
      case Number number -> text.append(number);
      case Boolean bool -> text.append(bool);
      case Map.Entry<?, ?> entry -> {
        string(entry.getKey().toString());
        text.append(": ");
        value(entry.getValue(), depth);
      }
      default -> string(value.toString());
    }
  }

  private static Map<String, Object> fields(Record components) {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    for (RecordComponent component : components.getClass().getRecordComponents()) {
      try {
        fields.put(component.getName(), component.getAccessor().invoke(components));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("not a public record: " + components.getClass(), e);
      }
    }
    return fields;
  }

  private void container(char open, char close, Iterable<?> items, int depth) {
    boolean flat = isFlat(items);
    text.append(open);
    for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
      newline(flat, depth + 1);
      value(i.next(), depth + 1);
      if (i.hasNext()) {
        text.append(flat ? ", " : ",");
      } else {
        newline(flat, depth);
      }
    }
    text.append(close);
  }

  private void newline(boolean flat, int depth) {
    if (!flat) {
      text.append('\n').append("  ".repeat(depth));
    }
  }

  private static boolean isFlat(Iterable<?> items) {
    for (Object item : items) {
      Object value = item instanceof Map.Entry<?, ?> entry ? entry.getValue() : item;
      if (value instanceof Map || value instanceof List || value instanceof Record) {
        return false;
      }
    }
    return true;
  }

  private void string(String string) {
    text.append('"');
    string
        .chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            default -> {
              if (c < 0x20) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append((char) c);
              }
            }
          }
        });
    text.append('"');
  }
}
