package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.image.Symbol;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the table of bodies, and the files that the table names. */
class BodiesTest {
  private static Set<String> files() {
    return new TreeSet<>(Bodies.files().values());
  }

  @Test
  void thereAreBodies() {
    assertEquals(10, files().size());
  }

  @ParameterizedTest
  @MethodSource("files")
  void definesWeaklyWhatTheTableSays(String file) {
    Set<String> listed =
        Bodies.files().entrySet().stream()
            .filter(e -> e.getValue().equals(file))
            .map(e -> e.getKey())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> defined = new TreeSet<>();
    References.defined(Bodies.compile(file)).map(Symbol::name).forEach(defined::add);
    defined.remove("__thread_control_block");
    assertEquals(listed, defined);
    assertEquals(
        "",
        References.defined(Bodies.compile(file))
            .filter(s -> s.binding() != Symbol.Binding.WEAK)
            .map(Symbol::name)
            .collect(Collectors.joining(" ")));
  }
}
