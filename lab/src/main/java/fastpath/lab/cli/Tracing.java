package fastpath.lab.cli;

import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import fastpath.lab.workshop.AnnotatedListing;
import java.io.PrintStream;
import java.util.Arrays;

/** Prints every retired instruction with the registers and memory that it changed. */
final class Tracing implements Tracer {
  private static final int LISTING_COLUMNS = 40;

  private final Image image;
  private final PrintStream out;
  private final long[] before = new long[State.COUNT];
  private boolean on = true;
  private boolean first = true;

  Tracing(Image image, PrintStream out) {
    this.image = image;
    this.out = out;
  }

  /** Stops printing the trace. */
  void pause() {
    on = false;
  }

  /** Starts printing the trace again. */
  void start() {
    on = true;
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    if (on) {
      if (first) {
        assumeBefore(insn, cpu);
        first = false;
      }
      print(insn, cpu, memory);
    }
    for (State state : State.values()) {
      before[state.index()] = cpu.get(state);
    }
  }

  /**
   * Assumes the state before the first instruction, which is not known: the state after the
   * instruction, except for rsp if the instruction is a push or a call.
   */
  private void assumeBefore(Decoded insn, Cpu cpu) {
    for (State state : State.values()) {
      before[state.index()] = cpu.get(state);
    }
    if (insn.insn().isPush() || insn.insn().isCall()) {
      before[State.RSP.index()] += Long.BYTES;
    }
  }

  private void print(Decoded insn, Cpu cpu, Memory memory) {
    String listing = AnnotatedListing.text(image, insn).replaceAll("\\s+", " ");
    StringBuilder line = new StringBuilder();
    line.append(Long.toHexString(insn.address())).append("  ").append(listing);
    line.append(" ".repeat(Math.max(1, LISTING_COLUMNS - listing.length())));
    for (State state : State.values()) {
      long value = cpu.get(state);
      if (state != State.RIP && state != State.SELECTOR && value != before[state.index()]) {
        line.append(' ').append(state.text());
        line.append('=').append(Long.toHexString(value));
      }
    }
    appendStores(line, insn, memory);
    out.println(line.toString().stripTrailing());
  }

  /**
   * Appends the stores of an instruction; evaluates the instruction's micro-ops on the state before
   * the instruction, to find the addresses of the stores.
   */
  private void appendStores(StringBuilder line, Decoded insn, Memory memory) {
    var lifted = Lifter.lift(insn);
    long[] temps = new long[lifted.temps()];
    for (Uop uop : lifted.uops()) {
      switch (uop) {
        case Uop.Imm imm -> temps[imm.dst()] = imm.value();
        case Uop.Get get -> temps[get.dst()] = before[get.state().index()];
        case Uop.Pure pure ->
            temps[pure.dst()] =
                pure.fn()
                    .apply(
                        pure.bits(), at(temps, pure.a()), at(temps, pure.b()), at(temps, pure.c()));
        case Uop.Store store -> {
          long address = temps[store.addr()];
          line.append(" [").append(Long.toHexString(address)).append("]=");
          line.append(Long.toHexString(memory.peek(address, store.bytes())));
        }
        case Uop.Load load -> Arrays.fill(temps, load.dst(), load.dst() + 1, 0);
        case Uop.Put ignored -> {}
        case Uop.SetFlags ignored -> {}
        case Uop.Lock ignored -> {}
        case Uop.Fence ignored -> {}
        case Uop.Jump ignored -> {}
        case Uop.Branch ignored -> {}
        case Uop.Divide ignored -> {}
        case Uop.Aligned ignored -> {}
        case Uop.Canonical ignored -> {}
        case Uop.Writable ignored -> {}
        case Uop.Trap ignored -> {}
      }
    }
  }

  private static long at(long[] temps, int index) {
    return index < 0 ? 0 : temps[index];
  }
}
