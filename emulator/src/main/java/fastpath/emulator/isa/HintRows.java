package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/**
 * The rows of instructions that have no effect in this machine: nops, fences, hints and cache
 * control.
 */
final class HintRows {
  private static final Meaning NOTHING = l -> {};

  private HintRows() {}

  static void write(Table t) {
    t.row("pause", "F3 90", "").differs(MakerDifference.PAUSE_EXTENDED).means(NOTHING);
    t.row("nop", "90", "").action(Action.NO_OPERATION).means(NOTHING);
    t.row("endbr64", "F3 0F 1E FA", "").action(Action.END_BRANCH).means(NOTHING);
    t.row("endbr32", "F3 0F 1E FB", "").action(Action.END_BRANCH).means(NOTHING);
    t.wide("nop", "0F 1F /0", "r/mv").action(Action.NO_OPERATION).means(NOTHING);
    fence(t, "lfence", 0xe8, Uop.Fence.Kind.LFENCE);
    fence(t, "mfence", 0xf0, Uop.Fence.Kind.MFENCE);
    fence(t, "sfence", 0xf8, Uop.Fence.Kind.SFENCE);
    t.row("cldemote", "NP 0F 1C /0", "m8").suffix(Suffix.NEVER).means(NOTHING);
    t.wide32("nop", "F2 0F 1C /0", "mv")
        .ignores66()
        .att("repnz nop")
        .decodeOnly()
        .action(Action.NO_OPERATION)
        .means(NOTHING);
    t.wide32("nop", "F3 0F 1C /0", "mv")
        .ignores66()
        .att("repz nop")
        .decodeOnly()
        .action(Action.NO_OPERATION)
        .means(NOTHING);
    t.row("nop", "0F 1C /0", "r/m16")
        .sized(16)
        .decodeOnly()
        .action(Action.NO_OPERATION)
        .means(NOTHING);
    t.wide32("nop", "0F 1C /0", "rmv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    t.row("nop", "66 0F 1C /0", "m64")
        .sized(64)
        .decodeOnly()
        .action(Action.NO_OPERATION)
        .means(NOTHING);
    t.wide("nop", "0F 19 /r", "r/mv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    t.wide("nop", "0F 1D /r", "r/mv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    t.wide("nop", "0F 1E /r", "r/mv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    // Without shadow stacks the instruction is a nop, and the register keeps its value (SDM
    // RDSSPD/RDSSPQ).
    t.row("rdsspd", "F3 0F 1E /1", "rm32").sized(32).means(NOTHING);
    t.row("rdsspq", "F3 0F 1E /1", "rm64").sized(64).means(NOTHING);
    for (int digit = 1; digit < 8; digit++) {
      t.wide("nop", "0F 1F /" + digit, "r/mv")
          .decodeOnly()
          .action(Action.NO_OPERATION)
          .means(NOTHING);
      t.wide("nop", "0F 1C /" + digit, "r/mv")
          .decodeOnly()
          .action(Action.NO_OPERATION)
          .means(NOTHING);
    }
    hint(t, "prefetchnta", "0F 18 /0");
    hint(t, "prefetcht0", "0F 18 /1");
    hint(t, "prefetcht1", "0F 18 /2");
    hint(t, "prefetcht2", "0F 18 /3");
    for (int digit = 0; digit < 8; digit++) {
      // The memory forms /4 to /7 are hints that are not assigned yet; /6 and /7 will be prefetchit
      // (SDM PREFETCHh).
      t.wide("nop", "0F 18 /" + digit, digit < 4 ? "rmv" : "r/mv")
          .decodeOnly()
          .action(Action.NO_OPERATION)
          .means(NOTHING);
    }
    hint(t, "prefetch", "0F 0D /0");
    hint(t, "prefetchw", "0F 0D /1");
    hint(t, "prefetchwt1", "0F 0D /2");
    for (int digit = 3; digit < 8; digit++) {
      hint(t, "prefetch", "0F 0D /" + digit).decodeOnly();
    }
    // The opcodes are MPX instructions on CPUs with MPX, which cpuid does not report here, and nops
    // on other CPUs (SDM vol. 1, E.2).
    t.wide("nop", "0F 1A /r", "r/mv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    t.wide("nop", "0F 1B /r", "r/mv").decodeOnly().action(Action.NO_OPERATION).means(NOTHING);
    line(t, "clflush", "NP 0F AE /7");
    line(t, "clflushopt", "66 0F AE /7");
    line(t, "clwb", "66 0F AE /6");
    hint(t, "invlpg", "0F 01 /7").privileged();
    t.row("invd", "0F 08", "").privileged().means(NOTHING);
    t.row("wbnoinvd", "F3 0F 09", "").privileged().means(NOTHING);
    t.row("wbinvd", "0F 09", "").privileged().means(NOTHING);
    t.row("serialize", "NP 0F 01 E8", "").means(l -> l.add(new Uop.Fence(Uop.Fence.Kind.MFENCE)));
  }

  /** The CPU ignores ModRM.rm (SDM LFENCE, MFENCE, SFENCE). */
  private static void fence(Table t, String name, int modrm, Uop.Fence.Kind kind) {
    Meaning meaning = l -> l.add(new Uop.Fence(kind));
    t.row(name, "NP 0F AE " + Table.hex(modrm), "").means(meaning);
    for (int rm = 1; rm < 8; rm++) {
      t.row(name, "NP 0F AE " + Table.hex(modrm + rm), "").decodeOnly().means(meaning);
    }
  }

  /** The machine has no cache, but the address is checked as for a load of a byte (SDM CLFLUSH). */
  private static void line(Table t, String name, String encoding) {
    t.row(name, encoding, "m").suffix(Suffix.NEVER).means(l -> l.load(l.address(0), 1));
  }

  private static Rows hint(Table t, String name, String encoding) {
    return t.row(name, encoding, "m").suffix(Suffix.NEVER).means(NOTHING);
  }
}
