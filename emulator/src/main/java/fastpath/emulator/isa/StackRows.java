package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;

/** The rows of push, pop and stack frames. */
final class StackRows {
  /** The flags that popf at privilege level 0 loads: all but RF, VM, VIF and VIP (SDM POPF). */
  static final long POPF = 0x247fd5;

  private StackRows() {}

  static void write(Table t) {
    t.stack("push", "50+rd", "rv").action(Action.PUSH).means(l -> push(l, l.read(0)));
    t.stack("push", "6A ib", "imm8").action(Action.PUSH).means(l -> push(l, l.read(0)));
    t.stack("push", "68 iz", "immz").action(Action.PUSH).means(l -> push(l, l.read(0)));
    t.stack("push", "FF /6", "r/mv").action(Action.PUSH).means(l -> push(l, l.read(0)));
    segment(t, Action.PUSH, "push", "0F A0", "fs", l -> push(l, l.get(State.FS)));
    segment(t, Action.PUSH, "push", "0F A8", "gs", l -> push(l, l.get(State.GS)));
    t.stack("pop", "58+rd", "rv").action(Action.POP).means(StackRows::pop);
    t.stack("pop", "8F /0", "r/mv").action(Action.POP).means(StackRows::pop);
    segment(t, Action.POP, "pop", "0F A1", "fs", l -> popSegment(l, Reg.FS));
    segment(t, Action.POP, "pop", "0F A9", "gs", l -> popSegment(l, Reg.GS));
    sizes(t, Action.PUSH_FLAGS, "pushf", "9C", StackRows::pushFlags, "pushfq");
    sizes(t, Action.POP_FLAGS, "popf", "9D", StackRows::popFlags, "popfq");
    sizes(t, Action.OTHER, "leave", "C9", StackRows::leave, "leaveq");
    for (int bits : new int[] {64, 16}) {
      t.row("enter", "C8 iw ib", "uimm16,uimm8")
          .sized(bits)
          .default64()
          .keepsOrder()
          .means(StackRows::enter);
    }
  }

  private static void sizes(
      Table t, Action action, String name, String opcode, Meaning meaning, String alias) {
    t.row(name, opcode, "").sized(64).default64().alias(alias).action(action).means(meaning);
    t.row(name + "w", opcode, "").sized(16).default64().action(action).means(meaning);
  }

  private static void segment(
      Table t, Action action, String name, String encoding, String register, Meaning meaning) {
    t.row(name, encoding, register).sized(64).default64().action(action).means(meaning);
    t.row(name, encoding, register)
        .sized(16)
        .default64()
        .suffix(Form.Suffix.ALWAYS)
        .action(action)
        .means(meaning);
  }

  /** Stores the value below rsp and moves rsp to the value. */
  static void push(Lift l, int value) {
    int bytes = l.width() / 8;
    int rsp = l.pure(Fn.SUB, l.get(State.RSP), l.imm(bytes));
    l.store(rsp, value, bytes);
    l.put(State.RSP, rsp);
  }

  static void pushWide(Lift l, int value) {
    int rsp = l.pure(Fn.SUB, l.get(State.RSP), l.imm(8));
    l.store(rsp, value, 8);
    l.put(State.RSP, rsp);
  }

  /**
   * The address of a memory destination that uses rsp is computed after rsp is incremented (SDM
   * POP).
   */
  private static void pop(Lift l) {
    int bytes = l.width() / 8;
    int value = l.load(l.get(State.RSP), bytes);
    int rsp = l.pure(Fn.ADD, l.get(State.RSP), l.imm(bytes));
    switch (l.insn().operand(0)) {
      case Mem mem -> {
        boolean stack = mem.base() != null && mem.base().full() == Reg.RSP;
        int address = stack ? l.addressPlus(0, l.imm(bytes)) : l.address(0);
        l.store(address, value, bytes);
        l.put(State.RSP, rsp);
      }
      case RegOp op -> {
        if (op.reg() == Reg.SP) {
          l.put(State.RSP, l.pure(16, Fn.INSERT, rsp, value));
        } else {
          l.put(State.RSP, rsp);
          l.write(0, value);
        }
      }
      case Operand.Imm imm -> throw new IllegalStateException();
      case Operand.Rel rel -> throw new IllegalStateException();
    }
  }

  private static void popSegment(Lift l, Reg segment) {
    int bytes = l.width() / 8;
    int value = l.load(l.get(State.RSP), bytes);
    l.put(State.RSP, l.pure(Fn.ADD, l.get(State.RSP), l.imm(bytes)));
    MoveRows.loadSegment(l, segment.number(), value);
  }

  /** Returns the image of RFLAGS that pushf stores, without RF and VM (SDM PUSHF). */
  private static void pushFlags(Lift l) {
    push(l, l.pure(Fn.AND, l.flags(), l.imm(0xfcffffL)));
  }

  private static void popFlags(Lift l) {
    int bytes = l.width() / 8;
    int value = l.load(l.get(State.RSP), bytes);
    l.put(State.RSP, l.pure(Fn.ADD, l.get(State.RSP), l.imm(bytes)));
    l.setFlags(value, bytes == 2 ? POPF & 0xffff : POPF);
  }

  private static void leave(Lift l) {
    int bytes = l.width() / 8;
    int value = l.load(l.get(State.RBP), bytes);
    l.put(State.RSP, l.pure(Fn.ADD, l.get(State.RBP), l.imm(bytes)));
    l.writeRegister(Reg.gpr(5, l.width()), value);
  }

  private static void enter(Lift l) {
    long size = ((Operand.Imm) l.insn().operand(0)).value();
    int level = (int) ((Operand.Imm) l.insn().operand(1)).value() & 31;
    int bytes = l.width() / 8;
    int frame = l.pure(Fn.SUB, l.get(State.RSP), l.imm(bytes));
    l.store(frame, l.get(State.RBP), bytes);
    int top = frame;
    for (int i = 1; i <= level; i++) {
      top = l.pure(Fn.SUB, l.get(State.RSP), l.imm((long) bytes * (i + 1)));
      int from = l.pure(Fn.SUB, l.get(State.RBP), l.imm((long) bytes * i));
      l.store(top, i == level ? frame : l.load(from, bytes), bytes);
    }
    int rsp = l.pure(Fn.SUB, top, l.imm(size));
    l.add(
        new Uop.Writable(
            rsp,
            1)); // The instruction enter raises #PF if a write at the final rsp would fault (SDM
    // ENTER).
    l.writeRegister(Reg.gpr(5, l.width()), frame);
    l.put(State.RSP, rsp);
  }
}
