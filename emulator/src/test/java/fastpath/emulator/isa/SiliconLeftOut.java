package fastpath.emulator.isa;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows that are left out of the comparison with the CPU, each with the reason: user mode cannot
 * execute the row, or gets other results.
 */
record SiliconLeftOut(String row, String fault, String because) {
  /**
   * The rows, by mnemonic or by mnemonic and the start of the operands. The component fault is the
   * fault that the manual specifies for user mode, which is tested; "" if the row is not run at
   * all.
   */
  private static final List<SiliconLeftOut> ALL =
      List.of(
          new SiliconLeftOut("hlt", "#GP", "privileged"),
          new SiliconLeftOut("cli", "#GP", "needs IOPL"),
          new SiliconLeftOut("sti", "#GP", "needs IOPL"),
          new SiliconLeftOut("in", "#GP", "needs IOPL or the I/O permission map"),
          new SiliconLeftOut("out", "#GP", "needs IOPL or the I/O permission map"),
          new SiliconLeftOut("ins", "#GP", "needs IOPL or the I/O permission map"),
          new SiliconLeftOut("outs", "#GP", "needs IOPL or the I/O permission map"),
          new SiliconLeftOut("clts", "#GP", "privileged"),
          new SiliconLeftOut("invd", "#GP", "privileged"),
          new SiliconLeftOut("wbinvd", "#GP", "privileged"),
          new SiliconLeftOut("wbnoinvd", "#GP", "privileged"),
          new SiliconLeftOut("invlpg", "#GP", "privileged"),
          new SiliconLeftOut("invpcid", "#GP", "privileged"),
          new SiliconLeftOut("rdmsr", "#GP", "privileged"),
          new SiliconLeftOut("wrmsr", "#GP", "privileged"),
          new SiliconLeftOut("rdpmc", "#GP", "privileged while CR4.PCE is 0"),
          new SiliconLeftOut("swapgs", "#GP", "privileged"),
          new SiliconLeftOut("sysret", "#GP", "privileged"),
          new SiliconLeftOut("mov r64, CR", "#GP", "privileged"),
          new SiliconLeftOut("mov CR", "#GP", "privileged"),
          new SiliconLeftOut("mov r64, DR", "#GP", "privileged"),
          new SiliconLeftOut("mov DR", "#GP", "privileged"),
          new SiliconLeftOut("lmsw", "#GP", "privileged"),
          new SiliconLeftOut("lgdt", "#GP", "privileged"),
          new SiliconLeftOut("lidt", "#GP", "privileged"),
          new SiliconLeftOut("lldt", "#GP", "privileged"),
          new SiliconLeftOut("ltr", "#GP", "privileged"),
          new SiliconLeftOut("clac", "#UD", "only at privilege level 0"),
          new SiliconLeftOut("stac", "#UD", "only at privilege level 0"),
          new SiliconLeftOut("monitor", "#UD", "only at privilege level 0"),
          new SiliconLeftOut("mwait", "#UD", "only at privilege level 0"),
          new SiliconLeftOut("sgdt", "", "UMIP: the host's kernel answers in its place"),
          new SiliconLeftOut("sidt", "", "UMIP: the host's kernel answers in its place"),
          new SiliconLeftOut("sldt", "", "UMIP: the host's kernel answers in its place"),
          new SiliconLeftOut("smsw", "", "UMIP: the host's kernel answers in its place"),
          new SiliconLeftOut("str", "", "UMIP: the host's kernel answers in its place"),
          new SiliconLeftOut("syscall", "", "enters the host's kernel"),
          new SiliconLeftOut("int", "", "goes through the host's interrupt gates"),
          new SiliconLeftOut("iret", "", "returns as descriptors of the host allow"),
          new SiliconLeftOut("iretq", "", "returns as descriptors of the host allow"),
          new SiliconLeftOut("iretw", "", "returns as descriptors of the host allow"),
          new SiliconLeftOut("mov Sreg", "", "loads a descriptor of the host"),
          new SiliconLeftOut("pop FS", "", "loads a descriptor of the host"),
          new SiliconLeftOut("pop GS", "", "loads a descriptor of the host"),
          new SiliconLeftOut("lar", "", "reads a descriptor of the host"),
          new SiliconLeftOut("lsl", "", "reads a descriptor of the host"),
          new SiliconLeftOut("verr", "", "reads a descriptor of the host"),
          new SiliconLeftOut("verw", "", "reads a descriptor of the host"),
          new SiliconLeftOut("cpuid", "", "ours is a CPU of its own"),
          new SiliconLeftOut("rdtsc", "", "ours counts instructions"),
          new SiliconLeftOut("rdtscp", "", "ours counts instructions"),
          new SiliconLeftOut("rdpid", "", "the number of the host's CPU"),
          new SiliconLeftOut("rdrand", "", "ours never has a random number"),
          new SiliconLeftOut("rdseed", "", "ours never has a random number"));

  /** Instructions of extensions that a CPU may lack; such a CPU raises #UD in all cases. */
  private static final Set<String> EXTENSIONS =
      Set.copyOf(
          Arrays.asList(
              ("adcx adox andn bextr blsi blsmsk blsr bzhi mulx pdep pext rorx sarx shlx shrx movbe"
                      + " crc32 popcnt rdfsbase rdgsbase wrfsbase wrgsbase clflushopt clwb serialize"
                      + " movdiri umonitor umwait tpause cmpxchg16b")
                  .split(" ")));

  private static final Set<String> BASES = Set.of("rdfsbase", "rdgsbase", "wrfsbase", "wrgsbase");

  /** Returns why a row is left out; null if the row is compared. */
  static SiliconLeftOut of(Form form) {
    if (BASES.contains(form.mnemonic()) && !SiliconHost.keepsBases()) {
      return new SiliconLeftOut(form.mnemonic(), "", "the host's kernel keeps no such base");
    }
    String text = form.mnemonic() + " " + form.operandNotation();
    for (SiliconLeftOut one : ALL) {
      if (one.row.contains(" ") ? text.startsWith(one.row) : form.mnemonic().equals(one.row)) {
        return one;
      }
    }
    return null;
  }

  static boolean isExtension(Form form) {
    return EXTENSIONS.contains(form.mnemonic());
  }
}
