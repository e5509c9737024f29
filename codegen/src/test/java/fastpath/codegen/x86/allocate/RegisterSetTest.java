package fastpath.codegen.x86.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After random operations a RegisterSet has the same members as a java.util.BitSet. */
class RegisterSetTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 511, 512, 513, 5000})
  void holdsWhatABitSetHolds(int limit) {
    Random random = new Random(limit);
    for (int round = 0; round < 50; round++) {
      BitSet expected = new BitSet();
      RegisterSet set = filled(random, limit, expected);
      BitSet more = new BitSet();
      RegisterSet joined = new RegisterSet(set);
      joined.or(filled(random, limit, more));
      check(expected, set, limit);
      more.or(expected);
      check(more, joined, limit);
    }
  }

  private static RegisterSet filled(Random random, int limit, BitSet same) {
    RegisterSet set = new RegisterSet();
    for (int k = random.nextInt(20); k > 0; k--) {
      int r = random.nextInt(limit);
      set.set(r);
      same.set(r);
    }
    return set;
  }

  private static void check(BitSet expected, RegisterSet set, int limit) {
    assertEquals(expected.cardinality(), set.size());
    for (int r = 0; r <= limit; r++) {
      assertEquals(expected.get(r), set.get(r), "register " + r);
      assertEquals(expected.nextSetBit(r), set.next(r), "from " + r);
    }
    int[] members = IntStream.iterate(set.next(0), r -> r >= 0, r -> set.next(r + 1)).toArray();
    assertEquals(expected.stream().boxed().toList(), IntStream.of(members).boxed().toList());
  }
}
