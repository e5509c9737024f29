package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function under test on one path, described by a block of {@code @} lines in the comment at the
 * top of its file. A file whose function has two paths worth measuring has two blocks, each with
 * its own set-up.
 *
 * @param name a unique name, such as {@code hash-lookup}
 * @param title a title of one line
 * @param file path within kernelsrc, {@code hosts/hash_lookup.c}
 * @param function the C function that is called and measured, at most six integer or pointer
 *     arguments
 * @param setup {@code void F(unsigned long args[6])}, which boots the thread ({@code lab_boot}),
 *     builds the data afresh and fills the arguments
 * @param digest {@code unsigned long F(unsigned long result)}: combines the result and the data
 *     after the call into one number that is the same for every variant, compiler and link address
 * @param check {@code unsigned long F(unsigned long result)}: returns the number of data items that
 *     differ from what the call must leave, 0 if all are right; empty if the file has no check
 * @param region the kind of region whose end on the path may reschedule
 * @param why what the fast path is an example of
 * @param waitsFor vector of the interrupt that must arrive once while the CPU halts, or the call
 *     does not return ({@code @waits}, hexadecimal)
 * @param fetches vector of the interrupt after which the page of the last page fault is present
 *     ({@code @fetches})
 * @param exempt reasons why the argument about leaf functions may not apply, one word each
 *     ({@code @exempt}): {@code framed} if a compiler may give the function a frame even without
 *     preemption, {@code no-region} if the path leaves no region
 * @param needs conditions of which a preset must meet at least one ({@code @needs}, see {@link
 *     Preset#meets}); empty if every preset is suitable
 * @param alone the reason why no external interrupt can arrive during the call ({@code @alone});
 *     empty if one can
 * @param returns false if the function's return type is void ({@code @returns nothing})
 * @param expectations what a call without external interrupts must do, by preset, symbol or model
 *     ({@code @expect}, repeatable)
 */
public record FastPath(
    String name,
    String title,
    String file,
    String function,
    String setup,
    String digest,
    Optional<String> check,
    Region region,
    String why,
    OptionalInt waitsFor,
    OptionalInt fetches,
    List<String> exempt,
    List<String> needs,
    Optional<String> alone,
    boolean returns,
    List<Expectation> expectations) {

  private static final String SCENARIOS = "contexts/";
  private static final String EXPECT = "expect";
  private static final String ORDER = "lab_digest_trace";

  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();
  private static final Pattern FIELD = Pattern.compile("\\s*\\*\\s+@(\\w+)\\s+(.*)");
  private static final Pattern CONTINUED = Pattern.compile("\\s*\\*\\s+([^@\\s].*)");

  /**
   * Returns the expectation of a call without external interrupts under a preset; empty if the file
   * has none.
   */
  public Optional<Expectation> expected(Preset preset) {
    return Expectation.of(expectations, preset);
  }

  /** True if this function exists under a preset. */
  public boolean isUnder(Preset preset) {
    return needs.isEmpty() || needs.stream().anyMatch(preset::meets);
  }

  /**
   * True if the call's record of events depends on the model of preemption, because several threads
   * run.
   */
  public boolean isScenario() {
    return file.startsWith(SCENARIOS);
  }

  /** True if this fast path wakes threads and therefore needs the scheduler of several threads. */
  public boolean wakes() {
    return region == Region.SYSCALL;
  }

  /** True if the digest depends on the order in which threads ran. */
  public boolean recordsOrder() {
    return digest.equals(ORDER);
  }

  /**
   * The fast paths that the comment at the top of the file describes, in order.
   *
   * @param shown the file's name in messages
   */
  static List<FastPath> parse(String file, String text, String shown) {
    List<FastPath> fastPaths = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> expectations = new ArrayList<>();
    String last = null;
    int end = text.indexOf("*/");
    if (end < 0) {
      throw new IllegalStateException(shown + ": no comment that describes a fast path");
    }
    for (String line : text.substring(0, end).lines().toList()) {
      Matcher field = FIELD.matcher(line);
      Matcher continued = CONTINUED.matcher(line);
      if (field.matches()) {
        last = field.group(1);
        if (last.equals("name") && !fields.isEmpty()) {
          fastPaths.add(of(file, fields, expectations, shown));
          fields.clear();
          expectations.clear();
        }
        if (last.equals(EXPECT)) {
          expectations.add(field.group(2).strip());
        } else {
          fields.put(last, field.group(2).strip());
        }
      } else if (continued.matches() && EXPECT.equals(last)) {
        expectations.add(expectations.removeLast() + " " + continued.group(1).strip());
      } else if (continued.matches() && last != null) {
        fields.merge(last, continued.group(1).strip(), (a, b) -> a + " " + b);
      }
    }
    fastPaths.add(of(file, fields, expectations, shown));
    return fastPaths;
  }

  private static FastPath of(
      String file, Map<String, String> fields, List<String> expectations, String shown) {
    for (String name : List.of("name", "title", "call", "setup", "digest", "region", "why")) {
      if (!fields.containsKey(name)) {
        throw new IllegalStateException(shown + ": no @" + name);
      }
    }
    return new FastPath(
        fields.get("name"),
        fields.get("title"),
        file,
        fields.get("call"),
        fields.get("setup"),
        fields.get("digest"),
        Optional.ofNullable(fields.get("check")),
        Region.of(fields.get("region")),
        fields.get("why"),
        vector(fields.get("waits")),
        vector(fields.get("fetches")),
        words(fields, "exempt"),
        words(fields, "needs"),
        Optional.ofNullable(fields.get("alone")),
        !"nothing".equals(fields.get("returns")),
        expectations.stream().map(text -> Expectation.parse(text, shown)).toList());
  }

  private static List<String> words(Map<String, String> fields, String name) {
    return WORDS.splitToList(fields.getOrDefault(name, ""));
  }

  private static OptionalInt vector(String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.decode(text));
  }
}
