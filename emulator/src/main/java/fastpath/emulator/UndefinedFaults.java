package fastpath.emulator;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.UndefinedSymbols;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.util.List;
import java.util.Optional;

/** Recognises faults at the address of a symbol that no file of the image defines. */
final class UndefinedFaults {
  private static final int SHORTEST_CALL = 2;
  private static final int LONGEST_CALL = 8;

  private final Image image;
  private final Cpu cpu;
  private final Memory memory;
  private final Engine engine;

  UndefinedFaults(Image image, Cpu cpu, Memory memory, Engine engine) {
    this.image = image;
    this.cpu = cpu;
    this.memory = memory;
    this.engine = engine;
  }

  /**
   * Returns the given fault, or a fault that names the undefined symbol and the place of the access
   * if the address is that of such a symbol.
   */
  GuestFault named(GuestFault f) {
    if (f.kind() != Fault.Kind.PAGE) {
      return f;
    }
    UndefinedSymbols undefined = image.undefined();
    // A per-CPU or thread-local variable is addressed relative to a segment's base.
    return undefined
        .at(f.address())
        .or(() -> undefined.at(f.address() - cpu.get(State.GS_BASE)))
        .or(() -> undefined.at(f.address() - cpu.get(State.FS_BASE)))
        .map(name -> new GuestFault(Fault.Kind.UNDEFINED, f.address(), f.errorCode(), who(name, f)))
        .orElse(f);
  }

  private String who(String name, GuestFault f) {
    if (f.address() != cpu.get(State.RIP)) {
      return name + " (" + f.getMessage() + ")";
    }
    Optional<Long> call = returnAddress().flatMap(this::call);
    if (call.isPresent()) {
      return name + ", called from " + image.symbolize(call.get());
    }
    List<String> jumps = jumps(f.address());
    return name
        + (jumps.isEmpty()
            ? ", reached by a jump"
            : ", jumped to from " + String.join(" or ", jumps));
  }

  /** Returns the places of executed direct jumps to an address. */
  private List<String> jumps(long address) {
    return engine.executed().stream()
        .map(e -> e.insn().insn())
        .filter(insn ->
            insn.insn().operands().stream()
                .anyMatch(o -> o instanceof Operand.Rel rel && rel.target() == address))
        .map(insn -> image.symbolize(insn.address()))
        .sorted()
        .toList();
  }

  private Optional<Long> returnAddress() {
    try {
      return Optional.of(memory.load(cpu.get(State.RSP), Long.BYTES));
    } catch (GuestFault f) {
      return Optional.empty();
    }
  }

  /** Finds the call instruction that ends at a return address; direct calls are preferred. */
  private Optional<Long> call(long back) {
    for (int length : new int[] {5, 6, 7, 3, 4, SHORTEST_CALL, LONGEST_CALL}) {
      Optional<Long> found =
          image
              .decode(back - length)
              .filter(insn -> insn.next() == back)
              .filter(insn -> {
                Flow flow = Lifter.lift(insn).flow();
                return flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
              })
              .map(insn -> insn.address());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
