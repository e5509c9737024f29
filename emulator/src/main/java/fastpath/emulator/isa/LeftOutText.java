package fastpath.emulator.isa;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Recognises statements of unsupported extensions: by a register of the extension, or by name. */
final class LeftOutText {
  /**
   * A pattern for each extension name of {@link LeftOut}; the first pattern that matches counts.
   */
  private static final List<Map.Entry<String, Pattern>> SETS =
      List.of(
          entry("avx512", ".*%(zmm|k[0-7]\\b).*"),
          entry("avx", "v\\w+ .*%[xy]mm.*|v(zeroupper|zeroall|ldmxcsr|stmxcsr)\\b.*"),
          entry("sse", ".*%xmm.*|(ld|st)mxcsr\\b.*"),
          entry("mmx", ".*%mm[0-7].*|f?emms\\b.*"),
          entry("mpx", ".*%bnd[0-3].*"),
          entry("fxsave, xsave", "(fx|x)(save|rstor)\\w*\\b.*|x[gs]etbv\\b.*"),
          entry(
              "x87",
              ".*%st\\b.*|f(i?(ld|st|add|sub|mul|div|com)\\w*|n?(init|clex|st[cs]w|stenv|save)"
                  + "|u?comi?p?p?|wait|xch|chs|abs|tst|xam|nop|rstor|sqrt|rndint|scale|sin|cos"
                  + "|sincos|ptan|patan|prem1?|xtract|2xm1|yl2x|yl2xp1|free|decstp|incstp)\\b.*"),
          entry("far branch", "(l(jmp|call|ret)|retf)[wlq]?\\b.*"),
          entry("int1", "(int1|icebp)\\b.*"),
          entry("transactions", "x(begin|end|abort|test)\\b.*"),
          entry("movdir64b", "(movdir64b|enqcmds?)\\b.*"));

  private LeftOutText() {}

  private static Map.Entry<String, Pattern> entry(String set, String text) {
    return Map.entry(set, Pattern.compile(text));
  }

  /**
   * Returns the extension of a statement without prefixes that matches no row; null if none is
   * recognised.
   */
  static String set(String mnemonic, String operands) {
    String text = mnemonic + " " + operands.strip();
    for (Map.Entry<String, Pattern> set : SETS) {
      if (set.getValue().matcher(text).matches()) {
        return set.getKey();
      }
    }
    return null;
  }
}
