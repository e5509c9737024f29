package fastpath.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damage to a source text: tokens and lines are deleted, duplicated, exchanged, or replaced by
 * hostile texts.
 */
final class TextMutation {
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z_.$][\\w.$]*|\\d\\w*|\"(?:[^\"\\\\\n]|\\\\.)*\"|[ \t]+|\\R|.");

  private TextMutation() {}

  /**
   * Returns a copy of a text with one to four changes.
   *
   * @param hostile the texts that may replace a token
   */
  static String of(String text, List<String> hostile, Random random) {
    List<String> tokens = new ArrayList<>();
    for (Matcher m = TOKEN.matcher(text); m.find(); ) {
      tokens.add(m.group());
    }
    for (int n = 1 + random.nextInt(4); n > 0 && tokens.size() > 2; n--) {
      damage(tokens, hostile, random);
    }
    return String.join("", tokens);
  }

  private static void damage(List<String> tokens, List<String> hostile, Random random) {
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(12)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(other));
      case 2 -> tokens.set(at, tokens.set(other, tokens.get(at)));
      case 3 -> tokens.set(at, tokens.get(other));
      case 4 -> tokens.subList(at, lineEnd(tokens, at)).clear();
      case 5 -> tokens.addAll(other, List.copyOf(tokens.subList(at, lineEnd(tokens, at))));
      case 6 -> tokens.set(at, String.valueOf((char) random.nextInt(0x80)));
      case 7 -> {
        if (random.nextInt(8) == 0) {
          tokens.subList(at, tokens.size()).clear();
        }
      }
      case 8 -> tokens.set(at, tokens.get(at).repeat(1 << random.nextInt(11)));
      default -> tokens.set(at, hostile.get(random.nextInt(hostile.size())));
    }
  }

  private static int lineEnd(List<String> tokens, int from) {
    int end = from;
    while (end < tokens.size() && !tokens.get(end).equals("\n")) {
      end++;
    }
    return Math.min(end + 1, tokens.size());
  }
}
