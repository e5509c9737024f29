package fastpath.codegen.c;

import fastpath.codegen.pp.Literals;
import fastpath.codegen.pp.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The effects of {@code #pragma pack} in a file.
 *
 * @param tokens the tokens of the file without the pragmas
 * @param changes maps the index of a token to the largest alignment of members from that token on,
 *     in bytes; 0 for no limit
 */
record Packing(List<Token> tokens, NavigableMap<Integer, Integer> changes) {
  private static final Pattern PACK =
      Pattern.compile(
          "pack\\s*\\(\\s*(?:(?<what>push|pop)\\s*(?:,\\s*(?<name>[A-Za-z_]\\w*)\\s*)?"
              + "(?:,\\s*(?<pushed>\\d+)\\s*)?|(?<n>\\d+)\\s*)?\\)\\s*");

  /** An alignment that {@code #pragma pack(push)} has saved, with or without a name. */
  private record Saved(String name, int pack) {}

  /**
   * Removes the pragmas from a file's tokens. After preprocessing, pragmas have the form {@code
   * _Pragma("...")}.
   *
   * @param initial alignment before the first pragma and after {@code #pragma pack()}; 0 for no
   *     limit
   */
  static Packing of(List<Token> all, int initial) {
    if (all.stream().noneMatch(token -> token.is("_Pragma"))) {
      return new Packing(all, new TreeMap<>(Map.of(0, initial)));
    }
    Deque<Saved> stack = new ArrayDeque<>();
    List<Token> tokens = new ArrayList<>();
    NavigableMap<Integer, Integer> changes = new TreeMap<>(Map.of(0, initial));
    int pack = initial;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).is("_Pragma")) {
        pack = after(all.get(i + 2), pack, initial, stack);
        changes.put(tokens.size(), pack);
        i += 3;
      } else {
        tokens.add(all.get(i));
      }
    }
    return new Packing(tokens, changes);
  }

  /** Largest alignment of members at a token, in bytes; 0 for no limit. */
  int at(int position) {
    return changes.floorEntry(position).getValue();
  }

  private static int after(Token literal, int pack, int initial, Deque<Saved> stack) {
    String text = new String(Literals.string(literal), StandardCharsets.UTF_8);
    Matcher m = PACK.matcher(text);
    if (!m.matches()) {
      throw literal.error("malformed #pragma " + text);
    }
    int now = pack;
    if ("push".equals(m.group("what"))) {
      stack.push(new Saved(m.group("name"), pack));
    } else if ("pop".equals(m.group("what"))) {
      now = pop(m.group("name"), pack, stack);
    } else if (m.group("n") == null) {
      return initial;
    }
    String given = m.group("n") == null ? m.group("pushed") : m.group("n");
    return given == null ? now : alignment(given, literal);
  }

  /**
   * Restores the alignment that was saved last, or that was saved last under a name. If no such
   * alignment was saved, nothing changes, as in gcc.
   */
  private static int pop(String name, int pack, Deque<Saved> stack) {
    if (stack.isEmpty() || name != null && stack.stream().noneMatch(s -> name.equals(s.name))) {
      return pack;
    }
    Saved saved = stack.pop();
    while (name != null && !name.equals(saved.name)) {
      saved = stack.pop();
    }
    return saved.pack;
  }

  private static int alignment(String text, Token at) {
    return switch (text) {
      case "0", "1", "2", "4", "8", "16" -> Integer.parseInt(text);
      default -> throw at.error("alignment must be a small power of two, not " + text);
    };
  }
}
