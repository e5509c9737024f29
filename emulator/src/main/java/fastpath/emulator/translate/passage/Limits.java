package fastpath.emulator.translate.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Upper limits of one attempt to compile a passage.
 *
 * @param instructions of the passage
 * @param callee instructions of a function that is inlined
 * @param copies of a loop's body
 */
public record Limits(int instructions, int callee, int copies) {
  /** Copies of a short loop's body where the method has room for them. */
  public static final int MAX_COPIES = 8;

  private static final int MIN_INSTRUCTIONS = 16;

  /** Instructions of a function that is inlined where not every callee fits. */
  private static final int SMALL_CALLEE = 64;

  /**
   * The attempts in order. Each limit on instructions, half the one before it, is tried with the
   * most copies of loops and half as many: first with every callee, then with small ones, then with
   * none. A quarter and an eighth of the copies follow in the same way.
   *
   * @param maxInstructions limit on instructions of the first attempt
   */
  public static List<Limits> attempts(int maxInstructions) {
    List<Limits> attempts = new ArrayList<>();
    for (int n = maxInstructions; n >= MIN_INSTRUCTIONS; n /= 2) {
      for (int copies : new int[] {MAX_COPIES, MAX_COPIES / 4}) {
        for (int callee : callees(n)) {
          attempts.add(new Limits(n, callee, copies));
          attempts.add(new Limits(n, callee, copies / 2));
        }
      }
    }
    return attempts;
  }

  /** Limits on an inlined callee, from every callee to none. */
  public static int[] callees(int maxInstructions) {
    return IntStream.of(maxInstructions, SMALL_CALLEE, 0)
        .filter(n -> n <= maxInstructions)
        .distinct()
        .toArray();
  }

  /** The limits without the one on copies: equal for attempts with the same control flow. */
  public Limits ofControlFlow() {
    return new Limits(instructions, callee, MAX_COPIES);
  }
}
