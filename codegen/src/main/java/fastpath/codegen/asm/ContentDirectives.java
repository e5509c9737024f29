package fastpath.codegen.asm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parses the directives that add contents to the current section. */
final class ContentDirectives {
  private static final int OCTA_BYTES = 16;

  private final Directives directives;

  ContentDirectives(Directives directives) {
    this.directives = directives;
  }

  /** Handles a directive that adds contents; true if the word is such a directive. */
  boolean apply(String word, String rest) {
    switch (word) {
      case ".byte", ".dc.b" -> data(1, rest);
      case ".word", ".short", ".value", ".hword", ".2byte", ".dc.w" -> data(2, rest);
      case ".long", ".int", ".4byte", ".dc.l" -> data(4, rest);
      case ".quad", ".8byte", ".dc.a" -> data(8, rest);
      case ".octa" -> octa(rest);
      case ".uleb128", ".sleb128" -> leb(word.equals(".sleb128"), rest);
      case ".ascii" -> strings(rest, false);
      case ".asciz", ".string", ".string8" -> strings(rest, true);
      case ".zero", ".skip", ".space" -> skip(rest);
      case ".fill" -> fill(rest);
      case ".dcb.b" -> blocks(1, rest);
      case ".dcb", ".dcb.w" -> blocks(2, rest);
      case ".dcb.l" -> blocks(4, rest);
      case ".ds.b" -> blocks(1, count(rest));
      case ".ds", ".ds.w" -> blocks(2, count(rest));
      case ".ds.l", ".ds.s" -> blocks(4, count(rest));
      case ".ds.d" -> blocks(8, count(rest));
      case ".nops" -> nops(rest);
      case ".align", ".balign" -> align(rest, false, 1);
      case ".balignw" -> align(rest, false, 2);
      case ".balignl" -> align(rest, false, 4);
      case ".p2align" -> align(rest, true, 1);
      case ".p2alignw" -> align(rest, true, 2);
      case ".p2alignl" -> align(rest, true, 4);
      case ".org" -> org(rest);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void data(int width, String rest) {
    List<RelocatableExpr> values = new ArrayList<>();
    for (String s : Strings.list(rest)) {
      values.add(directives.expr(s));
    }
    if (!values.isEmpty()) {
      directives.section().add(new Item.Data(width, List.copyOf(values)));
    }
  }

  private void leb(boolean signed, String rest) {
    for (String s : Strings.list(rest)) {
      directives.section().add(new Item.Leb(signed, directives.expr(s)));
    }
  }

  private void strings(String rest, boolean terminated) {
    for (String s : Strings.list(rest)) {
      byte[] text = Strings.literal(s);
      directives
          .section()
          .add(new Item.Bytes(terminated ? Arrays.copyOf(text, text.length + 1) : text));
    }
  }

  private void skip(String rest) {
    List<String> parts = Strings.list(rest);
    RelocatableExpr count = directives.expr(Strings.part(parts, 0));
    long fill = parts.size() > 1 ? directives.number(parts.get(1)) : 0;
    if (count.isConstant()) {
      directives.section().add(new Item.Space(count.addend(), (int) fill));
    } else {
      directives.section().add(new Item.Fill(directives.absolute(count), 1, fill));
    }
  }

  private void fill(String rest) {
    List<String> parts = Strings.list(rest);
    long width = parts.size() > 1 ? directives.number(parts.get(1)) : 1;
    if (width < 0) {
      throw new TermParser.Failure("negative size: " + width);
    }
    long value = parts.size() > 2 ? directives.number(parts.get(2)) : 0;
    // GNU as takes fill values of at most 4 bytes and fills wider ones with zeros.
    long kept = width > 4 ? value & 0xffffffffL : value;
    directives
        .section()
        .add(
            new Item.Fill(
                directives.absolute(directives.expr(Strings.part(parts, 0))),
                (int) Math.min(8, width),
                kept));
  }

  /** {@code .dcb}: a number of equal values of one width. */
  private void blocks(int width, String rest) {
    List<String> parts = Strings.list(rest);
    long count = directives.number(Strings.part(parts, 0));
    long value = parts.size() > 1 ? directives.number(parts.get(1)) : 0;
    directives.section().add(new Item.Fill(RelocatableExpr.constant(count), width, value));
  }

  /** The directive {@code .ds} has no operand for a value. */
  private static String count(String rest) {
    if (Strings.list(rest).size() > 1) {
      throw new TermParser.Failure("expected one number: '" + rest + "'");
    }
    return rest;
  }

  private void nops(String rest) {
    List<String> parts = Strings.list(rest);
    long count = directives.number(Strings.part(parts, 0));
    long longest = parts.size() > 1 ? directives.number(parts.get(1)) : 0;
    directives.section().add(new Item.Bytes(Nops.bytes(count, longest)));
  }

  private void align(String rest, boolean power, int width) {
    List<String> parts = Strings.list(rest);
    long n =
        parts.isEmpty() || parts.getFirst().isEmpty() ? 0 : directives.number(parts.getFirst());
    long bytes = power ? n < 0 || n > 30 ? -1 : 1L << n : Math.max(1, n);
    if (bytes < 0 || bytes > 1 << 30 || Long.bitCount(bytes) != 1) {
      throw new TermParser.Failure("alignment not a power of 2");
    }
    boolean filled = parts.size() > 1 && !parts.get(1).isEmpty();
    Item.Pattern fill = filled ? new Item.Pattern(width, fill(width, parts.get(1))) : null;
    long max = parts.size() > 2 && !parts.get(2).isEmpty() ? directives.number(parts.get(2)) : 0;
    directives.section().add(new Item.Align((int) bytes, fill, (int) max));
  }

  private long fill(int width, String text) {
    return directives.number(text) & -1L >>> 64 - 8 * width;
  }

  private void org(String rest) {
    List<String> parts = Strings.list(rest);
    directives
        .section()
        .add(
            new Item.Org(
                directives.expr(Strings.part(parts, 0)),
                parts.size() > 1 ? (int) directives.number(parts.get(1)) : 0));
  }

  /** A number that is too long for an expression is accepted if it is the whole operand. */
  private void octa(String rest) {
    for (String s : Strings.list(rest)) {
      boolean hex = s.matches("0[xX][0-9a-fA-F]{1,32}");
      BigInteger value =
          hex ? new BigInteger(s.substring(2), 16) : BigInteger.valueOf(directives.number(s));
      byte[] bytes = new byte[OCTA_BYTES];
      for (int i = 0; i < OCTA_BYTES; i++) {
        bytes[i] = value.shiftRight(8 * i).byteValue();
      }
      directives.section().add(new Item.Bytes(bytes));
    }
  }
}
