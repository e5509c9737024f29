package fastpath.emulator.listing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Compares two listings of one file line by line, and counts the differences by their reason. */
final class ListingComparison {
  private static final Pattern ADDRESS = Pattern.compile("\\s*([0-9a-f]+):\t.*");
  private static final int SHOWN = 5;

  /** Names of prefixes, which have no effect on the instructions in which the listings differ. */
  private static final Pattern PREFIXES =
      Pattern.compile(
          "\\b(rex(\\.W?R?X?B?)?|[c-gs]s|data16|addr32|repn?z|bnd|xacquire|xrelease)"
              + " |,p[nt]\\b|%[c-gs]s:");

  /**
   * Reasons for differences, by a pattern for the first line that differs: objdump's text and the
   * emulator's, separated by a bar.
   */
  private static final Map<String, Pattern> REASONS =
      Map.of(
          "what no CPU executes, data in code, is one byte (bad); objdump shows what it can",
          Pattern.compile(".*(\\(bad\\)|\\.byte).*"),
          "without MPX bnd instructions are nops (SDM vol. 1, E.2)",
          Pattern.compile("bnd(ldx|stx|mk|mov|c[lun])\\b.*"),
          "fwait is an instruction; objdump takes several for prefixes of what they wait for",
          Pattern.compile(".*\\| fwait"),
          "movabs with an address of 32 bits is mov to objdump",
          Pattern.compile("addr32 (\\S+ )*mov .*movabs .*"),
          "66 before a near branch is ignored by Intel's CPUs (SDM vol. 2A, JMP, RET)",
          Pattern.compile("(\\S+ )*(jmp|call|ret|j\\w+)w .*"));

  private final Iterator<String> theirs;
  private final Iterator<String> ours;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> unexplained = new ArrayList<>();
  private String their;
  private String our;
  private int lines;

  ListingComparison(Iterator<String> theirs, Iterator<String> ours) {
    this.theirs = theirs;
    this.ours = ours;
  }

  /** Compares both listings to the end. */
  ListingComparison run() {
    nextTheir();
    nextOur();
    while (their != null && our != null) {
      if (their.equals(our)) {
        nextTheir();
        nextOur();
      } else {
        difference();
      }
    }
    for (; their != null; nextTheir()) {
      count("unexplained", their, "nothing");
    }
    for (; our != null; nextOur()) {
      count("unexplained", "nothing", our);
    }
    return this;
  }

  /** Returns the number of lines in objdump's listing. */
  int lines() {
    return lines;
  }

  /** Returns the numbers of lines that differ, by reason. */
  Map<String, Integer> reasons() {
    return reasons;
  }

  /** Returns some of the differences without a reason. */
  List<String> unexplained() {
    return unexplained;
  }

  /** Skips to the place at which both listings are in step again. */
  private void difference() {
    String reason = reason(text(their), text(our));
    while (their != null && our != null && !their.equals(our)) {
      long theirAddress = address(their);
      long ourAddress = address(our);
      boolean both = theirAddress == ourAddress;
      if (both || Long.compareUnsigned(theirAddress, ourAddress) < 0) {
        count(reason, their, our);
        nextTheir();
      }
      if (both || Long.compareUnsigned(theirAddress, ourAddress) > 0) {
        nextOur();
      }
    }
  }

  private void count(String reason, String a, String b) {
    reasons.merge(reason, 1, Integer::sum);
    if (reason.equals("unexplained") && unexplained.size() < SHOWN) {
      unexplained.add("objdump '" + a + "', ours '" + b + "'");
    }
  }

  private static String reason(String a, String b) {
    for (Map.Entry<String, Pattern> reason : REASONS.entrySet()) {
      if (reason.getValue().matcher(a + " | " + b).matches()) {
        return reason.getKey();
      }
    }
    boolean samePlain = plain(a).equals(plain(b));
    return samePlain ? "names of prefixes that have no effect" : "unexplained";
  }

  private static String plain(String text) {
    return PREFIXES.matcher(text).replaceAll("").replaceAll("\\s+", " ");
  }

  /** Returns the text after the bytes of a line. */
  private static String text(String line) {
    String[] parts = line.split("\t");
    return parts.length < 3 ? line : parts[2];
  }

  /**
   * Returns the address of a line; 0 for a line without one, such as a symbol's, so that it sorts
   * before the next line.
   */
  private static long address(String line) {
    var matcher = ADDRESS.matcher(line);
    return matcher.matches() ? Long.parseUnsignedLong(matcher.group(1), 16) : 0;
  }

  private void nextTheir() {
    their = theirs.hasNext() ? theirs.next() : null;
    lines += their == null ? 0 : 1;
  }

  private void nextOur() {
    our = ours.hasNext() ? ours.next() : null;
  }
}
