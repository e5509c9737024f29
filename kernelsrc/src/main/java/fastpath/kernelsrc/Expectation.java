package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result and the record of events that a call must have if no external interrupt arrives. An
 * expectation is written by hand from the kernel's rules, in an {@code @expect} line: {@code full
 * V6: 1i2W3 0 200 = 0x7 u32}.
 *
 * @param where where the expectation applies: short names of presets, symbols that are set
 *     (CONFIG_X) or not set (!CONFIG_X), names of preemption models, or all
 * @param trace the letters that the call records, in order
 * @param values the numbers that the call records, in order
 * @param result the call's result; empty where the function returns nothing
 * @param resultBits width of the result, 32 or 64
 */
public record Expectation(
    List<String> where, String trace, List<Long> values, OptionalLong result, int resultBits) {
  private static final String ALL = "all";
  private static final String RESULT = "=";
  private static final String NARROW = "u32";

  public Expectation {
    where = List.copyOf(where);
    values = List.copyOf(values);
  }

  /**
   * Parses the text behind {@code @expect}.
   *
   * @throws IllegalStateException if the text is not an expectation
   */
  static Expectation parse(String text, String shown) {
    int colon = text.indexOf(':');
    try {
      List<String> where = words(text.substring(0, colon));
      return of(where, words(text.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalStateException(
          shown + ": @expect " + text + ": expected presets, a colon, a trace, values, = result");
    }
  }

  private static Expectation of(List<String> where, List<String> words) {
    String trace = "";
    List<Long> values = new ArrayList<>();
    OptionalLong result = OptionalLong.empty();
    int bits = Long.SIZE;
    int at = 0;
    if (!words.isEmpty() && !words.getFirst().equals(RESULT)) {
      trace = words.get(at++);
    }
    for (; at < words.size() && !words.get(at).equals(RESULT); at++) {
      values.add(Long.parseLong(words.get(at), 16));
    }
    if (at < words.size()) {
      result = OptionalLong.of(Long.parseUnsignedLong(words.get(at + 1).substring(2), 16));
      bits = at + 2 < words.size() && words.get(at + 2).equals(NARROW) ? Integer.SIZE : bits;
    }
    return new Expectation(where, trace, values, result, bits);
  }

  /**
   * True if a result equals the expected result in the expected width, or if no result is expected.
   */
  public boolean allows(long found) {
    long differing = found ^ result.orElse(found);
    return (resultBits == Long.SIZE ? differing : differing & 0xffff_ffffL) == 0;
  }

  private static List<String> words(String text) {
    return Splitter.on(' ').omitEmptyStrings().splitToList(text);
  }

  /**
   * Returns the expectation for a preset: the first that names the preset; else the first with a
   * symbol that applies; else the first that names the preset's model; else the one for all.
   */
  static Optional<Expectation> of(List<Expectation> all, Preset preset) {
    return naming(all, preset.shortName())
        .or(() -> all.stream().filter(e -> e.where.stream().anyMatch(preset::meets)).findFirst())
        .or(() -> naming(all, Model.of(preset).tag()))
        .or(() -> naming(all, ALL));
  }

  private static Optional<Expectation> naming(List<Expectation> all, String name) {
    return all.stream().filter(e -> e.where.contains(name)).findFirst();
  }
}
