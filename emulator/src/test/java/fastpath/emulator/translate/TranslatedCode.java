package fastpath.emulator.translate;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.translate.passage.Translatable;

/** What tests of other packages may know of a translator. */
public final class TranslatedCode {
  private TranslatedCode() {}

  /** Whether there is translated code that begins at an address. */
  public static boolean beginsAt(Translator translator, long address) {
    return translator.passages().stream().anyMatch(p -> p.start() == address);
  }

  /** Whether an instruction is translated; if not, it is the interpreter's by design. */
  public static boolean isMadeFor(Lifted insn) {
    return insn.insn().insn().form().flow() != Flow.STOP && Translatable.covers(insn);
  }
}
