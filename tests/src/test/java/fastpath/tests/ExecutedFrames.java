package fastpath.tests;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the pushes and stack bytes of one call from the executed opcodes and the values of rsp
 * alone: independent of unwind tables, micro-ops and the analysis of functions. A push of a
 * callee-saved register counts as a save unless the same register has been pushed before and not
 * popped since.
 */
final class ExecutedFrames implements Tracer {
  private static final int REX_B = 0x41;
  private static final int PUSH = 0x50;
  private static final int POP = 0x58;
  private static final Set<Integer> CALLEE_SAVED = Set.of(3, 5, 12, 13, 14, 15);

  private final Image image;
  private final long stackBytes;
  private final Set<Integer> saved = new HashSet<>();
  private Symbol function;
  private long entryRsp;
  private boolean left;
  private boolean called;
  private long callee;
  private long pushes;
  private long deepest;

  ExecutedFrames(Image image, long stackBytes) {
    this.image = image;
    this.stackBytes = stackBytes;
  }

  /** Discards the previous call's counts; the next call is of the given function. */
  void begin(Symbol next, long rsp) {
    function = next;
    entryRsp = rsp;
    left = false;
    called = false;
    callee = 0;
    pushes = 0;
    deepest = 0;
    saved.clear();
  }

  long pushes() {
    return pushes;
  }

  long stackBytes() {
    return deepest;
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    long rsp = cpu.get(State.RSP);
    if (called) {
      called = Long.compareUnsigned(rsp, callee) <= 0;
      return;
    }
    left |= !isOwn(insn.address());
    if (left) {
      return;
    }
    byte[] code = memory.read(insn.address(), insn.length());
    if (isCall(code)) {
      called = true;
      callee = rsp;
      return;
    }
    count(code);
    long depth = entryRsp - rsp;
    deepest = Long.compareUnsigned(depth, stackBytes) > 0 ? deepest : Math.max(deepest, depth);
  }

  /**
   * True if an address is in the function, in its cold part, or in code without a symbol, such as
   * fix-up code.
   */
  private boolean isOwn(long address) {
    if (Long.compareUnsigned(address - function.value(), function.size()) < 0) {
      return true;
    }
    String name = image.symbolAt(address).map(Symbol::name).orElse("");
    return name.isEmpty() || name.equals(function.name() + ".cold");
  }

  private void count(byte[] code) {
    boolean high = (code[0] & 0xff) == REX_B;
    int opcode = code[high ? 1 : 0] & 0xff;
    int register = (opcode & 7) + (high ? 8 : 0);
    if (code.length != (high ? 2 : 1) || !CALLEE_SAVED.contains(register)) {
      return;
    }
    switch (opcode & 0xf8) {
      case PUSH -> pushes += saved.add(register) ? 1 : 0;
      case POP -> saved.remove(register);
      default -> {}
    }
  }

  /** True if an instruction is a call, direct or indirect, after any prefixes. */
  private static boolean isCall(byte[] code) {
    int at = 0;
    while (at < code.length - 1 && isPrefix(code[at] & 0xff)) {
      at++;
    }
    int opcode = code[at] & 0xff;
    return opcode == 0xe8 || opcode == 0xff && at + 1 < code.length && (code[at + 1] >> 3 & 7) == 2;
  }

  private static boolean isPrefix(int b) {
    return (b & 0xe7) == 0x26
        || b >= 0x64 && b <= 0x67
        || b >= 0xf2 && b <= 0xf3
        || (b & 0xf0) == 0x40;
  }
}
