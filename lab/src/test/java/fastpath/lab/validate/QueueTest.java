package fastpath.lab.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueTest {
  @Test
  void resultsComeInOrder() {
    List<Integer> items = IntStream.range(0, 1000).boxed().toList();
    assertEquals(
        items, Queue.inOrder(items.stream().map(String::valueOf).toList(), Integer::valueOf));
  }

  @Test
  void theFirstFailureIsThrown() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Queue.inOrder(
                    List.of(0, 1, 2, 3),
                    item -> {
                      if (item > 1) {
                        throw new IllegalArgumentException("item " + item);
                      }
                      return item;
                    }));
    assertEquals("item 2", thrown.getMessage());
  }
}
