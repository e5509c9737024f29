package fastpath.emulator.isa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instruction table, which creates instructions by mnemonic. */
public final class Isa {
  private static final List<Form> ALL = List.copyOf(Table.build());
  private static final List<Form> FORMS = of(CpuProfile.INTEL);

  private Isa() {}

  /** The rows by mnemonic in lower case, aliases included; made on first use. */
  private static final class ByMnemonic {
    static final Map<String, List<Form>> ROWS = new HashMap<>(1024);

    static {
      for (Form form : FORMS) {
        add(form.mnemonic, form);
        form.aliases.forEach(alias -> add(alias, form));
      }
    }

    private static void add(String name, Form form) {
      ROWS.computeIfAbsent(name, key -> new ArrayList<>(4)).add(form);
    }
  }

  /**
   * Returns every row that Intel's CPUs have; if several rows fit an instruction, the first is
   * preferred.
   */
  public static List<Form> forms() {
    return FORMS;
  }

  /**
   * Returns every row that a maker's CPUs have; if several rows fit an instruction, the first is
   * preferred.
   */
  public static List<Form> forms(CpuProfile cpu) {
    return cpu == CpuProfile.INTEL ? FORMS : of(cpu);
  }

  /** Returns every row of all makers' CPUs. */
  public static List<Form> all() {
    return ALL;
  }

  private static List<Form> of(CpuProfile cpu) {
    return ALL.stream().filter(form -> form.existsOn(cpu)).toList();
  }

  /**
   * Creates an instruction, in the row and encoding that GNU as chooses.
   *
   * @param mnemonic the manual's mnemonic in lower case: "add", "movzx", "cmovne", "setne", "jne"
   * @param intelOrder the operands, destination first; the operands of string instructions may be
   *     omitted
   * @throws IllegalArgumentException if no row accepts the operands; the message names the operands
   */
  public static Insn make(String mnemonic, Operand... intelOrder) {
    return make(Prefixes.NONE, mnemonic, intelOrder);
  }

  /** Creates an instruction with prefixes, in the row and encoding that GNU as chooses. */
  public static Insn make(Prefixes prefixes, String mnemonic, Operand... intelOrder) {
    List<Form> rows = ByMnemonic.ROWS.get(mnemonic);
    if (rows == null) {
      throw new IllegalArgumentException("no instruction " + mnemonic);
    }
    return Match.choose(rows, prefixes, Arrays.asList(intelOrder), mnemonic);
  }
}
