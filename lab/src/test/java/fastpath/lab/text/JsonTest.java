package fastpath.lab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  public record Point(int x, String name) {}

  @Test
  void writesEveryKindOfValue() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a\"b\\c\n\t\u0001");
    map.put("none", null);
    map.put("notANumber", Double.NaN);
    map.put("list", List.of(1, 2L, 0.5, true));
    map.put("records", List.of(new Point(1, "p")));
    map.put("empty", List.of());
    assertEquals(
        """
        {
          "text": "a\\"b\\\\c\\n\\t\\u0001",
          "none": null,
          "notANumber": null,
          "list": [1, 2, 0.5, true],
          "records": [
            {"x": 1, "name": "p"}
          ],
          "empty": []
        }
        """,
        Json.write(map));
  }
}
