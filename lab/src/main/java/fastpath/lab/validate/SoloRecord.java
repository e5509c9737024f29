package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.kernelsrc.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The events and numbers that a call recorded, and its result.
 *
 * @param trace the recorded events, one letter each
 * @param values the recorded 32-bit numbers, in order
 */
record SoloRecord(String trace, List<Long> values, long result) {
  /**
   * Size of the guest's trace array in bytes, and number of elements of the array of values: {@code
   * LAB_TRACE_SIZE} and {@code LAB_VALUES} in C.
   */
  private static final int TRACE_SIZE = 256;

  private static final int MOST_VALUES = 64;

  static SoloRecord of(Machine machine, long result) {
    byte[] text = machine.memory().read(machine.symbol("lab_trace_text"), TRACE_SIZE);
    long count = machine.memory().peek(machine.symbol("lab_nr_values"), Integer.BYTES);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_VALUES); i++) {
      values.add(machine.memory().peek(machine.symbol("lab_values") + 4L * i, Integer.BYTES));
    }
    String trace = new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
    return new SoloRecord(trace, values, result);
  }

  /** Returns a description of the differences from an expectation; empty if there are none. */
  Optional<String> differs(Expectation expected) {
    boolean same =
        trace.equals(expected.trace())
            && values.equals(expected.values())
            && expected.allows(result);
    if (same) {
      return Optional.empty();
    }
    String result = expected.result().isEmpty() ? "" : text(expected.result().getAsLong());
    return Optional.of(
        says(trace, values, text(this.result))
            + "; expected "
            + says(expected.trace(), expected.values(), result));
  }

  private static String text(long result) {
    return "= 0x" + Long.toHexString(result);
  }

  private static String says(String trace, List<Long> values, String result) {
    String numbers = values.stream().map(Long::toHexString).collect(Collectors.joining(" "));
    return String.join(" ", List.of(trace, numbers, result)).strip().replaceAll(" +", " ");
  }
}
