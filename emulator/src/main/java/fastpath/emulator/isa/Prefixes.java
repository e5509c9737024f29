package fastpath.emulator.isa;

import java.util.List;

/**
 * The prefixes of an instruction that its operands do not imply.
 *
 * @param lock true for the prefix F0
 * @param repeat effect of the prefix F3 or F2 on a string instruction
 * @param others prefixes without effect and hints, in the order of the bytes, with objdump's names:
 *     "data16", "cs", "rex.W", "repz", "bnd", "notrack", "addr32"
 */
public record Prefixes(boolean lock, Repeat repeat, List<String> others) {
  public static final Prefixes NONE = new Prefixes(false, Repeat.NONE, List.of());
  public static final Prefixes LOCK = new Prefixes(true, Repeat.NONE, List.of());
  public static final Prefixes REP = new Prefixes(false, Repeat.REP, List.of());
  public static final Prefixes REPE = new Prefixes(false, Repeat.REPE, List.of());
  public static final Prefixes REPNE = new Prefixes(false, Repeat.REPNE, List.of());

  public Prefixes {
    others = List.copyOf(others);
  }
}
