package fastpath.lab.vmlinux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes kallsyms in the layouts that scripts/kallsyms.c has had. */
final class MadeKallsyms {
  /** The layouts of kallsyms in different kernel releases. */
  enum Layout {
    /** The layout up to 4.5: absolute addresses before the names, and markers of 8 bytes. */
    ABSOLUTE,
    /**
     * The layout from 4.6 on without absolute per-CPU symbols: offsets from a base before the
     * names.
     */
    RELATIVE,
    /** The layout of 4.6 to 6.1 with absolute per-CPU symbols. */
    PER_CPU,
    /** The layout of 6.2 and 6.3: a table of sequence numbers before the tokens. */
    SEQUENCES,
    /** The layout from 6.4 on: the addresses behind the token index. */
    BEHIND
  }

  private static final String[] WORDS = {"gcd", "init_", "current_", "__"};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private MadeKallsyms() {}

  /** Returns the bytes of kallsyms, with other bytes before and behind. */
  static byte[] bytes(List<Kallsyms.Entry> symbols, Layout layout, int longNames) {
    MadeKallsyms k = new MadeKallsyms();
    k.out.writeBytes("0 1 2 3 4 5 6 7 8 9 is not it".getBytes(StandardCharsets.US_ASCII));
    k.out.writeBytes(new byte[67]);
    k.align();
    k.write(symbols, layout, longNames);
    k.out.writeBytes(new byte[64]);
    return k.out.toByteArray();
  }

  private void write(List<Kallsyms.Entry> symbols, Layout layout, int longNames) {
    long base =
        symbols.stream().mapToLong(Kallsyms.Entry::address).filter(a -> a < 0).min().orElseThrow();
    if (layout == Layout.ABSOLUTE) {
      symbols.forEach(s -> word(s.address(), 8));
    } else if (layout != Layout.BEHIND) {
      offsets(symbols, layout, base);
    }
    word(symbols.size(), 4);
    align();
    int markerBytes = layout == Layout.ABSOLUTE ? 8 : 4;
    ByteArrayOutputStream markers = new ByteArrayOutputStream();
    int start = out.size();
    for (int i = 0; i < symbols.size(); i++) {
      if (i % 256 == 0) {
        for (int b = 0; b < markerBytes; b++) {
          markers.write(out.size() - start >> 8 * Math.min(b, 3));
        }
      }
      name(symbols.get(i), longNames);
    }
    align();
    out.writeBytes(markers.toByteArray());
    align();
    if (layout == Layout.SEQUENCES) {
      out.writeBytes(new byte[3 * symbols.size()]);
      align();
    }
    tokens();
    if (layout == Layout.BEHIND) {
      offsets(symbols, layout, base);
      out.writeBytes(new byte[3 * symbols.size()]);
    }
  }

  private void offsets(List<Kallsyms.Entry> symbols, Layout layout, long base) {
    for (Kallsyms.Entry s : symbols) {
      long relative = s.address() - base;
      boolean absolute = s.address() >= 0;
      word(layout == Layout.RELATIVE ? relative : absolute ? s.address() : -1 - relative, 4);
    }
    align();
    word(base, 8);
  }

  private void name(Kallsyms.Entry s, int longNames) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    String text = s.type() + s.name() + (s.name().equals("gcd") ? "x".repeat(longNames) : "");
    for (int i = 0; i < text.length(); ) {
      int word = word(text, i);
      coded.write(word < 0 ? text.charAt(i) : 128 + word);
      i += word < 0 ? 1 : WORDS[word].length();
    }
    if (coded.size() > 127) {
      out.write(0x80 | coded.size() & 0x7f);
      out.write(coded.size() >> 7);
    } else {
      out.write(coded.size());
    }
    out.writeBytes(coded.toByteArray());
  }

  private static int word(String text, int at) {
    for (int i = 0; i < WORDS.length; i++) {
      if (text.startsWith(WORDS[i], at)) {
        return i;
      }
    }
    return -1;
  }

  private void tokens() {
    int start = out.size();
    int[] index = new int[256];
    for (int i = 0; i < 256; i++) {
      index[i] = out.size() - start;
      String text = i > ' ' && i < 127 ? "" + (char) i : "";
      text = i >= 128 && i < 128 + WORDS.length ? WORDS[i - 128] : text;
      out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
      out.write(0);
    }
    align();
    for (int i : index) {
      word(i, 2);
    }
    align();
  }

  private void word(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> 8 * i));
    }
  }

  private void align() {
    while (out.size() % 8 != 0) {
      out.write(0);
    }
  }
}
