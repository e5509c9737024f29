package fastpath.lab.silicon;

import java.util.stream.Stream;

/** The kinds of instructions that the stepper does not run, identified by a word in its reply. */
enum SiliconRefusal {
  TRAP_FLAG("trap-flag", "popf sets the trap flag, which the stepper steps by"),
  PRIVILEGED_FLAGS(
      "privileged-flags", "popf changes IF or IOPL, which the host CPU keeps in user mode"),
  INTERRUPT("interrupt", "a software interrupt goes through the host kernel's gates"),
  FAR_TRANSFER("far-transfer", "a far transfer goes through the host kernel's descriptors"),
  KERNEL_ENTRY("kernel-entry", "the instruction enters the host's kernel"),
  VSYSCALL("vsyscall", "the page at 0xffffffffff600000 belongs to the host's kernel");

  private final String word;
  private final String text;

  SiliconRefusal(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** Returns the reason in words. */
  String text() {
    return text;
  }

  /**
   * Returns the refusal that a word in the stepper's reply names.
   *
   * @throws fastpath.lab.workshop.LabException if no refusal has that word
   */
  static SiliconRefusal of(String word) {
    return Stream.of(values())
        .filter(refusal -> refusal.word.equals(word))
        .findFirst()
        .orElseThrow(() -> Reply.unexpected("why=" + word));
  }
}
