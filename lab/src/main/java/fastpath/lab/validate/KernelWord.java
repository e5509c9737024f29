package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Symbol;
import java.util.Optional;

/**
 * The whole word that holds the count of the thread under test, the folded flag included, as memory
 * has it. No macro of kernelsrc masks it.
 *
 * @param address of the word
 * @param before what it was
 */
record KernelWord(long address, long before) {

  /** Between two calls, when nobody wants a reschedule. */
  static KernelWord of(Machine machine) {
    machine.perform(machine.symbol("lab_find_threads"));
    Optional<Symbol> perCpu = machine.image().symbol("__preempt_count");
    long address =
        perCpu.isPresent()
            ? machine.symbol("__preempt_count")
            : machine.memory().peek(machine.symbol("lab_threads") + Long.BYTES, Long.BYTES);
    return new KernelWord(address, machine.memory().peek(address, Integer.BYTES));
  }

  /** Where it differs from what it was by more than the flag. */
  Optional<String> changed(Machine machine) {
    long flag = 0x8000_0000L;
    long now = machine.memory().peek(address, Integer.BYTES);
    return ((now ^ before) & ~flag) == 0
        ? Optional.empty()
        : Optional.of(String.format("the word is %#x, and was %#x", now, before));
  }
}
