package fastpath.emulator.isa;

/**
 * The rows of near branches with an operand size of 16, which AMD's CPUs execute with the prefix 66
 * and without REX.W (APM vol. 3, 1.2.2). Targets are below 64 KiB, and return addresses have two
 * bytes. The rows include loops whose condition is chosen by the prefixes F2 and F3.
 */
final class AmdBranchRows {
  private AmdBranchRows() {}

  static void write(Table t) {
    Meaning jump = l -> l.jump(l.read(0));
    near(t, "jmp", "EB cb", "rel8", Flow.JUMP).means(jump);
    near(t, "jmp", "E9 cw", "rel16", Flow.JUMP).means(jump);
    near(t, "jmp", "FF /4", "r/m16", Flow.INDIRECT_JUMP)
        .means(l -> l.jump(l.pure(16, Fn.ZX, l.read(0))));
    near(t, "call", "E8 cw", "rel16", Flow.CALL)
        .means(l -> {
          StackRows.push(l, l.next());
          l.jump(l.read(0));
        });
    near(t, "call", "FF /2", "r/m16", Flow.INDIRECT_CALL)
        .means(l -> {
          int target = l.pure(16, Fn.ZX, l.read(0));
          StackRows.push(l, l.next());
          l.jump(target);
        });
    near(t, "ret", "C3", "", Flow.RET).means(l -> ret(l, 2));
    near(t, "ret", "C2 iw", "uimm16", Flow.RET)
        .means(l -> ret(l, 2 + ((Operand.Imm) l.insn().operand(0)).value()));
    for (int cc = 0; cc < 16; cc++) {
      Fn condition = Fn.of(Condition.of(cc));
      String name = ConditionRows.jump(cc);
      Meaning meaning = l -> l.branch(l.pure(condition, l.flags()), l.read(0));
      near(t, name, "7" + Integer.toHexString(cc) + " cb", "rel8", Flow.BRANCH).means(meaning);
      near(t, name, "0F 8" + Integer.toHexString(cc) + " cw", "rel16", Flow.BRANCH).means(meaning);
    }
    for (String address : new String[] {"", "67 "}) {
      loop(t, "loopne", address + "E0 cb", Fn.COND_NE, true);
      loop(t, "loope", address + "E1 cb", Fn.COND_E, true);
      loop(t, "loop", address + "E2 cb", null, true);
      for (boolean narrow : new boolean[] {true, false}) {
        loop(t, "loope", address + "F3 E0 cb", Fn.COND_E, narrow);
        loop(t, "loopne", address + "F2 E1 cb", Fn.COND_NE, narrow);
      }
      near(t, address.isEmpty() ? "jrcxz" : "jecxz", address + "E3 cb", "rel8", Flow.BRANCH)
          .means(ControlRows::branchIfZero);
    }
  }

  private static Rows near(Table t, String name, String encoding, String operands, Flow flow) {
    Form.Suffix suffix =
        flow == Flow.BRANCH
            ? Form.Suffix.NEVER
            : flow == Flow.RET ? Form.Suffix.ALWAYS : Form.Suffix.MEMORY;
    return t.row(name, encoding, operands)
        .sized(16)
        .default64()
        .suffix(suffix)
        .flow(flow)
        .only(CpuProfile.AMD, MakerDifference.NEAR16);
  }

  private static void loop(Table t, String name, String encoding, Fn condition, boolean narrow) {
    Meaning meaning = l -> ControlRows.loop(l, condition);
    if (narrow) {
      near(t, name, encoding, "rel8", Flow.BRANCH).means(meaning);
    } else {
      t.row(name, encoding, "rel8")
          .flow(Flow.BRANCH)
          .only(CpuProfile.AMD, MakerDifference.LOOP_REPEATED)
          .means(meaning);
    }
  }

  private static void ret(Lift l, long bytes) {
    int target = l.pure(16, Fn.ZX, l.load(l.get(State.RSP), 2));
    l.put(State.RSP, l.pure(Fn.ADD, l.get(State.RSP), l.imm(bytes)));
    l.jump(target);
  }
}
