package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Symbol;
import java.util.Optional;

/**
 * The word in memory that holds the preempt_count of the thread under test, a folded NEED_RESCHED
 * flag included. The word is read whole; no macro of kernelsrc masks it.
 *
 * @param address address of the word
 * @param before value of the word before the call
 */
record KernelWord(long address, long before) {

  /** Reads the word between two calls, when no reschedule is pending. */
  static KernelWord of(Machine machine) {
    machine.perform(machine.symbol("lab_find_threads"));
    Optional<Symbol> perCpu = machine.image().symbol("__preempt_count");
    long address =
        perCpu.isPresent()
            ? machine.symbol("__preempt_count")
            : machine.memory().peek(machine.symbol("lab_threads") + Long.BYTES, Long.BYTES);
    return new KernelWord(address, machine.memory().peek(address, Integer.BYTES));
  }

  /**
   * Returns a description of the change of the word's bits other than the folded flag; empty if
   * these bits have not changed.
   */
  Optional<String> changed(Machine machine) {
    long flag = 0x8000_0000L;
    long now = machine.memory().peek(address, Integer.BYTES);
    return ((now ^ before) & ~flag) == 0
        ? Optional.empty()
        : Optional.of(String.format("the word is %#x, and was %#x", now, before));
  }
}
