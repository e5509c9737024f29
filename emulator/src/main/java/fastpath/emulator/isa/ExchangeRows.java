package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.STATUS;

import fastpath.emulator.isa.Operand.Mem;

/** The rows of exchanges and of compare-and-exchange. */
final class ExchangeRows {
  private ExchangeRows() {}

  static void write(Table t) {
    t.wide("xchg", "90+rd", "rv,accv").commutes().action(Action.EXCHANGE).means(ExchangeRows::xchg);
    t.row("xchg", "86 /r", "r/m8,r8")
        .commutes()
        .lockable()
        .action(Action.EXCHANGE)
        .means(ExchangeRows::xchg);
    t.wide("xchg", "87 /r", "r/mv,rv")
        .commutes()
        .lockable()
        .action(Action.EXCHANGE)
        .means(ExchangeRows::xchg);
    t.row("xadd", "0F C0 /r", "r/m8,r8")
        .action(Action.EXCHANGE_ADD)
        .lockable()
        .means(ExchangeRows::xadd);
    t.wide("xadd", "0F C1 /r", "r/mv,rv")
        .action(Action.EXCHANGE_ADD)
        .lockable()
        .means(ExchangeRows::xadd);
    t.row("cmpxchg", "0F B0 /r", "r/m8,r8").lockable().means(ExchangeRows::cmpxchg);
    t.wide("cmpxchg", "0F B1 /r", "r/mv,rv").lockable().means(ExchangeRows::cmpxchg);
    t.row("cmpxchg8b", "0F C7 /1", "m64")
        .sized(32)
        .ignores66()
        .suffix(Form.Suffix.NEVER)
        .lockable()
        .means(ExchangeRows::pair8);
    t.row("cmpxchg16b", "0F C7 /1", "m128")
        .sized(64)
        .suffix(Form.Suffix.NEVER)
        .lockable()
        .means(ExchangeRows::pair16);
  }

  /** An xchg with a memory operand is locked, with or without a lock prefix (SDM XCHG). */
  private static void xchg(Lift l) {
    if (l.insn().operand(0) instanceof Mem) {
      l.lock();
    }
    int a = l.readZeroExtended(0);
    int b = l.readZeroExtended(1);
    l.write(0, b);
    l.write(1, a);
  }

  /** If both operands are the same register, the destination's new value is kept. */
  private static void xadd(Lift l) {
    int a = l.readZeroExtended(0);
    int b = l.read(1);
    int sum = l.sized(Fn.ADD, a, b);
    l.write(1, a);
    l.write(0, sum);
    l.setFlags(l.sized(Fn.ADD_FLAGS, a, b), STATUS);
  }

  /**
   * The destination is written in both cases (SDM CMPXCHG): with the source, or with the value that
   * was read. The accumulator is written only on failure, so that its upper half is kept on
   * success. The upper half of a 32-bit destination register is kept on failure on the CPUs that
   * were tested.
   */
  private static void cmpxchg(Lift l) {
    int old = l.readZeroExtended(0);
    int expected = l.readRegister(l.sizedRegister(0));
    int source = l.readZeroExtended(1);
    int flags = l.sized(Fn.SUB_FLAGS, expected, old);
    int equal = l.pure(Fn.COND_E, flags);
    int accumulator = l.get(State.RAX);
    int failed =
        switch (l.width()) {
          case 8 -> l.pure(8, Fn.INSERT, accumulator, old);
          case 16 -> l.pure(16, Fn.INSERT, accumulator, old);
          default -> old;
        };
    if (l.insn().operand(0) instanceof Mem) {
      l.write(0, l.pure(Fn.SELECT, equal, source, old));
      l.put(State.RAX, l.pure(Fn.SELECT, equal, accumulator, failed));
    } else {
      l.put(State.RAX, l.pure(Fn.SELECT, equal, accumulator, failed));
      int kept = l.width() == 32 ? l.read(0) : old;
      l.write(0, l.pure(Fn.SELECT, equal, source, kept));
    }
    l.setFlags(flags, STATUS);
  }

  /**
   * Compares edx:eax with memory and stores ecx:ebx; memory is read and written in one access, so
   * that a fault cannot occur between two halves.
   */
  private static void pair8(Lift l) {
    int half = l.imm(32);
    int old = l.read(0);
    int expected = join(l, State.RDX, State.RAX, half);
    int equal = l.pure(Fn.IS_ZERO, l.pure(Fn.XOR, expected, old));
    l.write(0, l.pure(Fn.SELECT, equal, join(l, State.RCX, State.RBX, half), old));
    l.put(State.RAX, l.pure(Fn.SELECT, equal, l.get(State.RAX), l.pure(32, Fn.ZX, old)));
    l.put(State.RDX, l.pure(Fn.SELECT, equal, l.get(State.RDX), l.pure(Fn.SHR, old, half)));
    l.setFlags(l.pure(Fn.SHL, equal, l.imm(6)), Flags.ZF);
  }

  private static int join(Lift l, State high, State low, int half) {
    return l.pure(Fn.OR, l.pure(Fn.SHL, l.get(high), half), l.pure(32, Fn.ZX, l.get(low)));
  }

  /**
   * Compares rdx:rax with memory and stores rcx:rbx; the operand must be aligned, so that a fault
   * concerns both halves or none.
   */
  private static void pair16(Lift l) {
    int address = l.address(0);
    l.add(new Uop.Aligned(address, 16));
    int next = l.pure(Fn.ADD, address, l.imm(8));
    int low = l.load(address, 8);
    int high = l.load(next, 8);
    int rax = l.get(State.RAX);
    int rdx = l.get(State.RDX);
    int differs = l.pure(Fn.OR, l.pure(Fn.XOR, rax, low), l.pure(Fn.XOR, rdx, high));
    l.store(address, l.pure(Fn.SELECT, differs, low, l.get(State.RBX)), 8);
    l.store(next, l.pure(Fn.SELECT, differs, high, l.get(State.RCX)), 8);
    l.put(State.RAX, l.pure(Fn.SELECT, differs, low, rax));
    l.put(State.RDX, l.pure(Fn.SELECT, differs, high, rdx));
    l.setFlags(l.pure(Fn.RESULT_FLAGS, differs), Flags.ZF);
  }
}
