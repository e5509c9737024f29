package fastpath.kernelsrc;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Consecutive releases of the kernel, in the form of a preset: {@code 3.13} or {@code 3.10-3.12}.
 *
 * @param last the last release, not earlier than the first
 */
public record Releases(Release first, Release last) {
  private static final Pattern TEXT = Pattern.compile("(\\d+)\\.(\\d+)(?:-(\\d+)\\.(\\d+))?");

  /** One release, such as {@code 3.13}. */
  public record Release(int version, int patchLevel) implements Comparable<Release> {
    @Override
    public int compareTo(Release other) {
      return Comparator.comparingInt(Release::version)
          .thenComparingInt(Release::patchLevel)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return version + "." + patchLevel;
    }
  }

  public Releases {
    if (last.compareTo(first) < 0) {
      throw new IllegalArgumentException(last + " is before " + first);
    }
  }

  /**
   * Parses one release or a range of releases.
   *
   * @throws IllegalArgumentException if the text is neither, or if the range ends before it begins
   */
  static Releases parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a release or two with a hyphen, not " + text);
    }
    Release first = release(matcher.group(1), matcher.group(2));
    return new Releases(
        first, matcher.group(3) == null ? first : release(matcher.group(3), matcher.group(4)));
  }

  private static Release release(String version, String patchLevel) {
    return new Release(Integer.parseInt(version), Integer.parseInt(patchLevel));
  }

  /** True if a release belongs to both ranges. */
  public boolean overlap(Releases other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }

  /** Returns the text that a preset writes. */
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
