package fastpath.lab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table = new TextTable().left(2).row("", "V0", "says").row("pushes", 10, "x");
    assertEquals(List.of("        V0  says", "pushes  10  x"), table.lines());
  }

  @Test
  void textBreaksAtBlanksAndALongWordStandsAlone() {
    assertEquals(
        List.of("- one two", "  three", "  extraordinary", "  four"),
        Paragraph.wrap("one two three extraordinary four", 10, "- ", "  "));
  }
}
