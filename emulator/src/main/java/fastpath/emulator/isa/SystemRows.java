package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/** The rows of system instructions that kernel code executes. */
final class SystemRows {
  private SystemRows() {}

  static void write(Table t) {
    trap(t, "cpuid", "0F A2", Uop.Trap.Kind.CPUID);
    trap(t, "swapgs", "0F 01 F8", Uop.Trap.Kind.SWAPGS).privileged();
    trap(t, "rdmsr", "0F 32", Uop.Trap.Kind.RDMSR).privileged();
    trap(t, "wrmsr", "0F 30", Uop.Trap.Kind.WRMSR).privileged();
    trap(t, "rdpmc", "0F 33", Uop.Trap.Kind.PRIVILEGED).privileged();
    t.row("clts", "0F 06", "").privileged().means(SystemRows::clts);
    t.row("rdtsc", "0F 31", "").means(SystemRows::readTsc);
    t.row("rdtscp", "0F 01 F9", "")
        .means(l -> {
          readTsc(l);
          l.put(State.RCX, l.get(State.TSC_AUX));
        });
    t.row("rdpid", "F3 0F C7 /7", "rm64").means(l -> l.write(0, l.get(State.TSC_AUX)));
    random(t, "rdrand", "NFx 0F C7 /6");
    random(t, "rdseed", "NFx 0F C7 /7");
    t.row("invpcid", "66 0F 38 82 /r", "r64,m128")
        .suffix(Suffix.NEVER)
        .privileged()
        .means(SystemRows::invpcid);
    base(t, "fsbase", 0, State.FS_BASE);
    base(t, "gsbase", 1, State.GS_BASE);
  }

  private static Rows trap(Table t, String name, String encoding, Uop.Trap.Kind kind) {
    return t.row(name, encoding, "").means(l -> l.trap(kind, 0));
  }

  /**
   * A random number is never available, so that runs are repeatable: CF and the destination are 0
   * (SDM RDRAND, RDSEED).
   */
  private static void random(Table t, String name, String encoding) {
    t.wide(name, encoding, "rmv")
        .means(l -> {
          l.write(0, l.imm(0));
          l.setFlags(l.imm(0), Flags.STATUS);
        });
  }

  /** The machine has nothing to invalidate, but the descriptor is read. */
  private static void invpcid(Lift l) {
    l.load(l.address(1), 8);
    l.load(l.addressPlus(1, l.imm(8)), 8);
  }

  private static void clts(Lift l) {
    l.put(State.CR0, l.pure(Fn.AND, l.get(State.CR0), l.imm(~8L)));
  }

  private static void readTsc(Lift l) {
    int tsc = l.get(State.TSC);
    l.put(State.RAX, l.pure(32, Fn.ZX, tsc));
    l.put(State.RDX, l.pure(Fn.SHR, tsc, l.imm(32)));
  }

  private static void base(Table t, String name, int number, State state) {
    t.wide32("rd" + name, "F3 0F AE /" + number, "rmv")
        .ignores66()
        .suffix(Suffix.NEVER)
        .means(l -> {
          int value = l.get(state);
          l.write(0, l.width() == 32 ? l.pure(32, Fn.ZX, value) : value);
        });
    t.wide32("wr" + name, "F3 0F AE /" + (number + 2), "rmv")
        .ignores66()
        .suffix(Suffix.NEVER)
        .means(l -> {
          int value = l.readZeroExtended(0);
          if (l.width() == 64) {
            l.add(new Uop.Canonical(value));
          }
          l.put(state, value);
        });
  }
}
