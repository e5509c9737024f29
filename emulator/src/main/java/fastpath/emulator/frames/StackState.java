package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.AtEntry;
import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.State;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The known values of the registers and of the stack before an instruction; immutable.
 *
 * @param registers the values of the general-purpose registers, by encoding number
 * @param slots the words of the stack about which something is known
 */
record StackState(StackValue[] registers, Map<Place, Slot> slots) {
  private static final int WORD = 8;

  /**
   * The known value of one word of the stack.
   *
   * @param storedAt address of the instruction that stored the word
   * @param flags true if the word is an image of RFLAGS
   */
  record Slot(StackValue value, long storedAt, boolean flags) {}

  /** Returns the state at a function's entry. */
  static StackState entry() {
    StackValue[] registers = new StackValue[State.GENERAL];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = new AtEntry(i);
    }
    registers[State.RSP.index()] = new Place(StackValue.ENTRY, 0);
    return new StackState(registers, Map.of());
  }

  StackValue get(State register) {
    return registers[register.index()];
  }

  StackState with(int register, StackValue value) {
    StackValue[] changed = registers.clone();
    changed[register] = value;
    return new StackState(changed, slots);
  }

  /** Returns the state after a call that changes all caller-saved registers. */
  StackState afterCall() {
    return afterCall(CalleeSaved.others());
  }

  /**
   * Returns the state after a call. The callee may also change a list head in the frame whose
   * pointers pointed to the head itself.
   *
   * @param changes the registers that the callee may change, as bits by encoding number
   */
  StackState afterCall(int changes) {
    StackValue[] changed = registers.clone();
    for (int i = 0; i < changed.length; i++) {
      if ((changes >> i & 1) != 0) {
        changed[i] = StackValue.UNKNOWN;
      }
    }
    Map<Place, Slot> kept = new HashMap<>(slots);
    kept.entrySet().removeIf(e -> isEmptyList(e.getKey(), e.getValue().value()));
    return new StackState(changed, kept);
  }

  /**
   * True if a word is one of the two pointers of a list head in the frame that points to itself.
   */
  private static boolean isEmptyList(Place at, StackValue value) {
    return value instanceof Place to && (to.equals(at) || to.plus(WORD).equals(at));
  }

  /**
   * Returns the state after a store: the words that the stored bytes overlap lose their values, and
   * a store of a whole word sets the word to {@code slot}.
   */
  StackState stored(Place at, int bytes, Slot slot) {
    Map<Place, Slot> changed = new HashMap<>(slots);
    changed
        .keySet()
        .removeIf(p ->
            p.base() == at.base()
                && p.offset() < at.offset() + bytes
                && at.offset() < p.offset() + WORD);
    if (bytes == WORD) {
      changed.put(at, slot);
    }
    return new StackState(registers, changed);
  }

  /**
   * True if a word above rsp, other than the one at a place, holds the caller's value of the
   * register.
   */
  boolean isSavedElsewhere(int register, Place place) {
    for (Map.Entry<Place, Slot> slot : slots.entrySet()) {
      if (slot.getValue().value().equals(new AtEntry(register))
          && !slot.getKey().equals(place)
          && isAboveStackPointer(slot.getKey())) {
        return true;
      }
    }
    return false;
  }

  private boolean isAboveStackPointer(Place place) {
    return !(get(State.RSP) instanceof Place rsp)
        || rsp.base() != place.base()
        || rsp.offset() <= place.offset();
  }

  /** True if rbp points to the place where the caller's rbp is saved. */
  boolean hasFramePointer() {
    return get(State.RBP) instanceof Place place && holdsFramePointer(place);
  }

  /** True if the caller's rbp is saved at a place. */
  boolean holdsFramePointer(Place place) {
    Slot slot = slots.get(place);
    return slot != null && slot.value().equals(new AtEntry(State.RBP.index()));
  }

  /**
   * Returns the state that holds at an instruction that control may reach with either of two
   * states.
   *
   * @param rsp the stack pointer at the join
   */
  StackState meet(StackState other, StackValue rsp) {
    StackValue[] met = new StackValue[registers.length];
    for (int i = 0; i < met.length; i++) {
      met[i] = StackValue.meet(registers[i], other.registers[i]);
    }
    met[State.RSP.index()] = rsp;
    Map<Place, Slot> both = new HashMap<>(slots);
    both.entrySet().removeIf(e -> !e.getValue().equals(other.slots.get(e.getKey())));
    return new StackState(met, both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StackState s
        && Arrays.equals(registers, s.registers)
        && slots.equals(s.slots);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(registers) + slots.hashCode();
  }
}
