package fastpath.emulator.isa;

import fastpath.emulator.isa.IsaException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares how objdump and the emulator decode strings of bytes; one run of objdump decodes a blob
 * of many strings.
 */
final class Agreement {
  /**
   * Bytes of a string and its padding, which resynchronises objdump: wherever objdump continues,
   * the prefixes and the nop end where the next string begins.
   */
  private static final int SLOT = RandomBytes.LENGTH + 15;

  static final String UNEXPLAINED = "unexplained: ";

  private static final int SHOWN = 4;

  /** Reasons for a difference, regardless of whether the emulator decodes the string. */
  private static final List<Map.Entry<String, Pattern>> EITHER =
      List.of(
          entry(
              "objdump gives prefixes before which a REX stands no line in common with it",
              "^((es|cs|ss|ds|fs|gs|data16|addr32|lock|repn?z|rex(\\.W?R?X?B?)?) )+\\|"),
          entry(
              "F2 before bsf and bsr is ignored by the CPU (tried)", "\\| (\\S+ )*repnz .*bs[fr] "),
          entry(
              "fwait is an instruction; objdump takes several for prefixes of what they wait for",
              "^((rex[.\\w]*|[c-gs]s|data16|addr32|lock|repn?z) )*f.*\\| unsupported instruction x87 at \\w+: 9b$"),
          entry(
              "without MPX 0F 1A and 0F 1B are nops (SDM vol. 1, E.2)",
              "\\bbnd\\w+ .*\\| .*\\bnop"),
          entry(
              "the CPU ignores ModRM.rm of a fence (SDM MFENCE; tried)",
              "\\(bad\\).*\\| .*[ms]fence"),
          entry(
              "66 and F2 before wbinvd are ignored by the CPU (tried)",
              "\\(bad\\).*\\| (\\S+ )*(data16|repnz) (\\S+ )*wbinvd"),
          entry("3DNow! is refused whatever else is wrong", "unsupported instruction mmx"),
          entry(
              "VEX and EVEX are refused whether or not AVX has the opcode",
              "\\(bad\\).*unsupported instruction avx"),
          entry(
              "sets left out are told by opcode and prefix, not by all of ModRM",
              "\\(bad\\).*unsupported instruction (sse|x87|system|fxsave)"));

  /**
   * Reasons for a difference where objdump decodes an instruction and the emulator decodes none.
   */
  private static final List<Map.Entry<String, Pattern>> THEIRS =
      Stream.concat(
              EITHER.stream(),
              Stream.of(
                  entry("lock before what takes none is #UD (SDM LOCK)", "\\block\\b"),
                  entry(
                      "no such segment register, or cs, is #UD (SDM MOV)", "%\\?|,%cs +(#.*)?\\|"),
                  entry(
                      "no such control or debug register is #UD (SDM MOV)",
                      "%cr([15679]|1\\d)\\b|%db([89]|1\\d)\\b"),
                  entry(
                      "66, F2, F3 or REX before VEX or EVEX is #UD (SDM vol. 2A, 2.3.2 and 2.7)",
                      "\\b(data16|repn?z|rex[.\\w]*)( \\w+)* [vk]\\w+"),
                  entry("F2 and F3 before pmovmskb are reserved", "rep.*pmovmskb"),
                  entry(
                      "66, F2 and F3 before a fence are #UD (SDM: NP; tried)",
                      "\\b(data16|repn?z) (\\w+ )*[lms]fence\\b"),
                  entry("what 66, F2 and F3 make of cldemote", "nop[wlq] .*: (\\S+ )*0f 1c"),
                  entry(
                      "AMD's and VIA's",
                      "^.*\\b(extrq|insertq|movntss|movntsd|xsha\\w*|xcrypt-\\w+|xstore\\S*|montmul"
                          + "|v\\w+ .*\\| .*: ([0-9a-f]{2} )*8f)\\b")))
          .toList();

  private static Map.Entry<String, Pattern> entry(String reason, String text) {
    return Map.entry(reason, Pattern.compile(text));
  }

  private final Binutils binutils;
  private final Path blob;
  private int sameText;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, List<String>> examples = new TreeMap<>();

  Agreement(Path dir) {
    this.binutils = new Binutils(dir);
    this.blob = dir.resolve("blob");
  }

  /** Returns the numbers of strings by the result of the comparison. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** Returns examples of the differences without a known reason, one a line. */
  String unexplained() {
    StringBuilder text = new StringBuilder();
    examples.forEach((kind, shown) -> {
      if (kind.startsWith(UNEXPLAINED)) {
        text.append(kind).append('\n').append(String.join("\n", shown)).append('\n');
      }
    });
    return text.toString();
  }

  /** Returns the counts, the most frequent first. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining("\n"))
        + "\n"
        + sameText
        + " texts equal";
  }

  void check(List<byte[]> strings) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(strings.size() * SLOT);
    for (byte[] string : strings) {
      all.writeBytes(string);
      for (int i = 0; i < 14; i++) {
        all.write(0x66);
      }
      all.write(0x90);
    }
    byte[] code = all.toByteArray();
    Files.write(blob, code);
    int[] seen = {0};
    binutils.listing(
        "blob",
        line -> {
          if (line.address() % SLOT == 0) {
            seen[0]++;
            count(line, code);
          }
        },
        "-D",
        "-b",
        "binary",
        "-m",
        "i386:x86-64",
        "-M",
        "intel64");
    if (seen[0] != strings.size()) {
      throw new AssertionError(seen[0] + " of " + strings.size() + " strings in the listing");
    }
  }

  private void count(Binutils.Line line, byte[] code) {
    int at = (int) line.address();
    String ours;
    int length = 0;
    Reason reason = null;
    try {
      Decoded decoded = Decoder.decode(code, at, code.length, at);
      ours = Att.print(decoded);
      length = decoded.length();
      sameText += length == line.bytes().length && ours.strip().equals(line.text().strip()) ? 1 : 0;
    } catch (IsaException e) {
      ours = e.getMessage();
      reason = e.reason();
      length = reason == Reason.UNSUPPORTED ? e.bytes().length : 0;
    }
    boolean bad = isBad(line.text());
    String kind =
        bad && length == 0
            ? "neither"
            : !bad && length == line.bytes().length ? "both" : reason(line, ours, length);
    counts.merge(kind, 1, Integer::sum);
    List<String> shown = examples.computeIfAbsent(kind, key -> new ArrayList<>());
    if (shown.size() < SHOWN) {
      byte[] string = Arrays.copyOfRange(code, at, at + RandomBytes.LENGTH);
      shown.add(Binutils.hex(string) + " | " + line.text() + " | " + ours);
    }
  }

  private static boolean isBad(String text) {
    return text.contains("(bad)") || text.startsWith(".byte");
  }

  /** Returns the reason why only one side decodes an instruction, or why the lengths differ. */
  private static String reason(Binutils.Line line, String ours, int length) {
    for (Map.Entry<String, Pattern> known : length == 0 ? THEIRS : EITHER) {
      if (known.getValue().matcher(line.text() + " | " + ours).find()) {
        return known.getKey();
      }
    }
    return UNEXPLAINED + ours.split(" at ")[0] + " / " + line.text().split(" +")[0];
  }
}
