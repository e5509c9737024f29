package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/** The rows of jumps, calls, returns, loops and interrupts. */
final class ControlRows {
  /** The flags that sysret loads: all but RF and VM (SDM SYSRET). */
  private static final long SYSRET_FLAGS = 0x3c7fd5;

  private ControlRows() {}

  static void write(Table t) {
    near(t, "jmp", "EB cb", "rel8", Flow.JUMP)
        .alias("jmpq")
        .means(l -> l.jump(l.read(0)))
        .longForm(near(t, "jmp", "E9 cd", "rel32", Flow.JUMP).means(l -> l.jump(l.read(0))));
    near(t, "jmp", "FF /4", "r/m64", Flow.INDIRECT_JUMP)
        .suffix(Suffix.NEVER)
        .means(l -> l.jumpTo(l.read(0)));
    near(t, "call", "E8 cd", "rel32", Flow.CALL).alias("callq").means(ControlRows::call);
    near(t, "call", "FF /2", "r/m64", Flow.INDIRECT_CALL)
        .differs(MakerDifference.NEAR16, MakerDifference.CALL_NOWHERE)
        .suffix(Suffix.NEVER)
        .means(ControlRows::callIndirect);
    near(t, "ret", "C3", "", Flow.RET).alias("retq").means(l -> ret(l, 8));
    near(t, "ret", "C2 iw", "uimm16", Flow.RET)
        .alias("retq")
        .means(l -> ret(l, 8 + ((Operand.Imm) l.insn().operand(0)).value()));
    loop(t, "loopne", "E0 cb", Fn.COND_NE, "loopnz");
    loop(t, "loope", "E1 cb", Fn.COND_E, "loopz");
    loop(t, "loop", "E2 cb", null);
    near(t, "jecxz", "67 E3 cb", "rel8", Flow.BRANCH).means(ControlRows::branchIfZero);
    near(t, "jrcxz", "E3 cb", "rel8", Flow.BRANCH).means(ControlRows::branchIfZero);
    trap(t, "int3", "CC", "", Uop.Trap.Kind.BP);
    trap(t, "int", "CD ib", "uimm8", Uop.Trap.Kind.INT);
    trap(t, "ud2", "0F 0B", "", Uop.Trap.Kind.UD).alias("ud2a");
    undefinedOpcode(t, "ud1", "0F B9");
    undefinedOpcode(t, "ud0", "0F FF");
    trap(t, "hlt", "F4", "", Uop.Trap.Kind.HLT).privileged();
    t.row("syscall", "0F 05", "").flow(Flow.STOP).means(ControlRows::systemCall);
    for (int bits : new int[] {64, 32}) {
      Rows row = t.row("sysret", "0F 07", "").sized(bits).suffix(Suffix.ALWAYS).flow(Flow.STOP);
      (bits == 32 ? row.ignores66() : row)
          .privileged()
          .differs(MakerDifference.SYSRET_NOWHERE)
          .means(ControlRows::systemReturn);
    }
    t.row("iretq", "CF", "").sized(64).flow(Flow.STOP).means(ControlRows::interruptReturn);
    trap(t, "iret", "CF", "", Uop.Trap.Kind.PRIVILEGED).sized(32);
    trap(t, "iretw", "CF", "", Uop.Trap.Kind.PRIVILEGED).sized(16);
  }

  private static Rows near(Table t, String name, String encoding, String operands, Flow flow) {
    return t.row(name, encoding, operands).flow(flow).differs(MakerDifference.NEAR16);
  }

  private static void undefinedOpcode(Table t, String name, String encoding) {
    t.wide(name, encoding + " /r", "rv,r/mv")
        .flow(Flow.STOP)
        .only(CpuProfile.INTEL, MakerDifference.UD_LENGTH)
        .means(l -> l.trap(Uop.Trap.Kind.UD, 0));
    trap(t, name, encoding, "", Uop.Trap.Kind.UD).only(CpuProfile.AMD, MakerDifference.UD_LENGTH);
  }

  private static void call(Lift l) {
    int target = l.read(0);
    StackRows.pushWide(l, l.next());
    l.jump(target);
  }

  private static void callIndirect(Lift l) {
    int target = l.read(0);
    int slot = l.pure(Fn.SUB, l.get(State.RSP), l.imm(8));
    l.add(new Uop.Writable(slot, 8));
    l.add(
        switch (l.cpu()) {
          case INTEL -> new Uop.Canonical(target, slot, l.next());
          case AMD -> new Uop.Canonical(target);
        });
    l.jump(target);
    StackRows.pushWide(l, l.next());
  }

  private static void ret(Lift l, long bytes) {
    int target = l.load(l.get(State.RSP), 8);
    l.put(State.RSP, l.pure(Fn.ADD, l.get(State.RSP), l.imm(bytes)));
    l.jumpTo(target);
  }

  /**
   * Continues at the guest's entry point if the guest has set one; otherwise the host has executed
   * the system call (SDM SYSCALL).
   */
  private static void systemCall(Lift l) {
    l.add(new Uop.Trap(Uop.Trap.Kind.SYSCALL, l.length()));
    int entry = l.get(State.LSTAR);
    l.jump(l.pure(Fn.SELECT, entry, entry, l.next()));
  }

  /**
   * RIP is loaded from rcx, and RFLAGS from r11 (SDM SYSRET). The machine does not execute at
   * privilege level 3. Execution continues at rcx at the kernel's privilege level, and CS and SS
   * remain the kernel's.
   */
  private static void systemReturn(Lift l) {
    l.add(new Uop.Trap(Uop.Trap.Kind.SYSRET, l.width()));
    int target = l.get(State.RCX);
    switch (l.cpu()) {
      case INTEL -> l.jumpTo(target);
      case AMD -> l.jump(target);
    }
    l.setFlags(l.get(State.R11), SYSRET_FLAGS);
  }

  /** Pops RIP, CS, RFLAGS, RSP and SS for a return to the same privilege level (SDM IRET). */
  private static void interruptReturn(Lift l) {
    l.add(new Uop.Trap(Uop.Trap.Kind.IRETQ, 0));
    int rsp = l.get(State.RSP);
    int[] frame = new int[5];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = l.load(l.pure(Fn.ADD, rsp, l.imm(8L * i)), 8);
    }
    l.put(State.CS, l.pure(16, Fn.ZX, frame[1]));
    l.put(State.SS, l.pure(16, Fn.ZX, frame[4]));
    l.put(State.RSP, frame[3]);
    l.setFlags(frame[2], StackRows.POPF);
    l.jump(frame[0]);
  }

  /** Returns the count register: rcx, or with the address-size prefix the zero-extended ecx. */
  private static int counter(Lift l) {
    int rcx = l.get(State.RCX);
    return l.insn().addressBits() == 32 ? l.pure(32, Fn.ZX, rcx) : rcx;
  }

  private static void loop(Table t, String name, String encoding, Fn condition, String... aliases) {
    Meaning meaning = l -> loop(l, condition);
    MakerDifference[] differences =
        condition == null
            ? new MakerDifference[] {MakerDifference.NEAR16}
            : new MakerDifference[] {MakerDifference.NEAR16, MakerDifference.LOOP_REPEATED};
    t.row(name, encoding, "rel8")
        .alias(aliases)
        .flow(Flow.BRANCH)
        .differs(differences)
        .means(meaning);
    t.row(name, "67 " + encoding, "rel8")
        .att(name + "l")
        .flow(Flow.BRANCH)
        .differs(differences)
        .means(meaning);
  }

  /**
   * Decrements rcx, and branches to the operand if rcx is not 0 and the condition, if any, holds.
   */
  static void loop(Lift l, Fn condition) {
    int bits = l.insn().addressBits();
    int count = l.pure(bits, Fn.SUB, l.get(State.RCX), l.imm(1));
    l.put(State.RCX, count);
    int more = l.pure(Fn.IS_ZERO, l.pure(Fn.IS_ZERO, count));
    if (condition != null) {
      more = l.pure(Fn.AND, more, l.pure(condition, l.flags()));
    }
    l.branch(more, l.read(0));
  }

  static void branchIfZero(Lift l) {
    l.branch(l.pure(Fn.IS_ZERO, counter(l)), l.read(0));
  }

  private static Rows trap(
      Table t, String name, String encoding, String operands, Uop.Trap.Kind kind) {
    return t.row(name, encoding, operands)
        .flow(Flow.STOP)
        .means(l -> {
          boolean vector = !l.insn().operands().isEmpty();
          l.trap(kind, vector ? (int) ((Operand.Imm) l.insn().operand(0)).value() : 0);
        });
  }
}
