package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.STATUS;

/**
 * The rows of instructions that wait for a store or for a time. The wait ends at once in this
 * machine. The class also has the rows of a store that bypasses the caches.
 */
final class WaitRows {
  private WaitRows() {}

  static void write(Table t) {
    t.row("monitor", "67 0F 01 C8", "acc32,ecx,edx")
        .keepsOrder()
        .privileged()
        .means(WaitRows::monitor);
    t.row("monitor", "0F 01 C8", "acc64,ecx,edx")
        .keepsOrder()
        .privileged()
        .means(WaitRows::monitor);
    t.row("mwait", "0F 01 C9", "eax,ecx").keepsOrder().privileged().means(l -> {});
    t.row("umonitor", "F3 0F AE /6", "rm64").means(l -> l.load(l.read(0), 1));
    t.row("umwait", "F2 0F AE /6", "rm32").means(WaitRows::over);
    t.row("tpause", "66 0F AE /6", "rm32").means(WaitRows::over);
    t.wide32("movdiri", "NP 0F 38 F9 /r", "mv,rv")
        .weaklyOrdered()
        .means(l -> l.write(0, l.read(1)));
  }

  /** The address is checked like that of a load (SDM MONITOR). */
  private static void monitor(Lift l) {
    Reg address = ((Operand.RegOp) l.insn().operand(0)).reg();
    int value = l.readRegister(address);
    l.load(address.bits() == 32 ? l.pure(32, Fn.ZX, value) : value, 1);
  }

  /**
   * CF is cleared, because the wait does not end by the operating system's time limit (SDM UMWAIT,
   * TPAUSE).
   */
  private static void over(Lift l) {
    l.setFlags(l.imm(0), STATUS);
  }
}
