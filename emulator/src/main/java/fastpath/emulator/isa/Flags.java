package fastpath.emulator.isa;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bits of RFLAGS (SDM vol. 1, 3.4.3). */
public final class Flags {
  public static final long CF = 1;
  public static final long PF = 1 << 2;
  public static final long AF = 1 << 4;
  public static final long ZF = 1 << 6;
  public static final long SF = 1 << 7;
  public static final long IF = 1 << 9;
  public static final long DF = 1 << 10;
  public static final long OF = 1 << 11;
  public static final long AC = 1 << 18;

  /** The six status flags: CF, PF, AF, ZF, SF and OF. */
  public static final long STATUS = CF | PF | AF | ZF | SF | OF;

  private static final Map<Long, String> NAMES =
      ImmutableMap.of(CF, "CF", PF, "PF", AF, "AF", ZF, "ZF", SF, "SF", OF, "OF");

  private Flags() {}

  /**
   * Returns the names of the status flags in a mask, from bit 0 upwards, such as {@code CF ZF};
   * {@code -} for none.
   */
  public static String text(long mask) {
    List<String> names = new ArrayList<>();
    for (long bit = CF; bit <= OF; bit <<= 1) {
      if ((mask & bit) != 0 && NAMES.containsKey(bit)) {
        names.add(NAMES.get(bit));
      }
    }
    return names.isEmpty() ? "-" : String.join(" ", names);
  }
}
