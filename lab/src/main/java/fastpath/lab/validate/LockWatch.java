package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that a scenario stores to words that other CPUs change only by locked instructions (SDM
 * volume 3, 9.1.2). The scenario declares these words by its variable {@code lab_shared}.
 */
final class LockWatch {
  private static final String SHARED = "lab_shared";
  private static final int MOST = 3;

  private final Machine machine;
  private final long from;
  private final long size;
  private final List<Convention.Finding> findings = new ArrayList<>();
  private OperandAddresses addresses;

  LockWatch(Machine machine) {
    this.machine = machine;
    from = machine.image().symbol(SHARED).map(Symbol::value).orElse(0L);
    size = machine.image().symbol(SHARED).map(Symbol::size).orElse(0L);
  }

  /** Starts watching, before the next call is made. */
  void begin(long[] entered) {
    addresses = new OperandAddresses(machine.cpu(), entered);
  }

  List<Convention.Finding> findings() {
    return List.copyOf(findings);
  }

  /** Called when an instruction of the call has retired. */
  void retired(Decoded insn, Cpu cpu) {
    if (size == 0) {
      return;
    }
    boolean plain = Stream.of(Lifter.lift(insn).uops()).noneMatch(Uop.Lock.class::isInstance);
    if (plain && OperandAddresses.stores(insn) && findings.size() < MOST) {
      addresses
          .of(insn)
          .filter(address -> address - from >= 0 && address - from < size)
          .forEach(address ->
              findings.add(
                  new Convention.Finding(Check.LOCKED, machine.image().symbolize(insn.address()))));
    }
    addresses.retired(cpu);
  }
}
