package fastpath.emulator.translate;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.translate.passage.Translatable;

/** Gives tests of other packages access to the translator's state. */
public final class TranslatedCode {
  private TranslatedCode() {}

  /** Returns true if a passage begins at an address. */
  public static boolean beginsAt(Translator translator, long address) {
    return translator.passages().stream().anyMatch(p -> p.start() == address);
  }

  /**
   * Returns true if an instruction can be translated; otherwise the interpreter executes it by
   * design.
   */
  public static boolean isMadeFor(Lifted insn) {
    return insn.insn().insn().form().flow() != Flow.STOP && Translatable.covers(insn);
  }
}
