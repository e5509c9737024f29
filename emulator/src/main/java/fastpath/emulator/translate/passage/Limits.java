package fastpath.emulator.translate.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The limits of one attempt to compile a passage.
 *
 * @param instructions upper limit on the instructions of the passage
 * @param callee upper limit on the instructions of a function that is inlined
 * @param copies upper limit on the copies of a loop's body
 */
public record Limits(int instructions, int callee, int copies) {
  /** Number of copies of a short loop's body if the method has room for them. */
  public static final int MAX_COPIES = 8;

  private static final int MIN_INSTRUCTIONS = 16;

  /**
   * Upper limit on the instructions of an inlined function in attempts that do not inline every
   * callee.
   */
  private static final int SMALL_CALLEE = 64;

  /**
   * Returns the attempts in order. The limit on instructions is halved step by step. For each limit
   * the most copies of loops and half as many are tried, first with every callee inlined, then with
   * small callees, then with none. After these, the same limit is tried with a quarter and an
   * eighth of the copies.
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

  /** Returns the limits on an inlined callee, from every callee to none. */
  public static int[] callees(int maxInstructions) {
    return IntStream.of(maxInstructions, SMALL_CALLEE, 0)
        .filter(n -> n <= maxInstructions)
        .distinct()
        .toArray();
  }

  /**
   * Returns the limits without the one on copies: equal for two attempts with the same control
   * flow.
   */
  public Limits ofControlFlow() {
    return new Limits(instructions, callee, MAX_COPIES);
  }
}
