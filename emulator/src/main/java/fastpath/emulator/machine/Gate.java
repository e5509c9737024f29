package fastpath.emulator.machine;

import fastpath.emulator.isa.State;

/**
 * A present gate of the interrupt descriptor table (SDM vol. 3A, 6.14.1).
 *
 * @param selector selector of the handler's code segment
 * @param stack index into the task-state segment's interrupt stack table; 0 to stay on the stack in
 *     use
 * @param trap true for a trap gate, which leaves IF unchanged
 */
public record Gate(long handler, int selector, int stack, boolean trap) {
  /** The size of a gate in bytes. */
  public static final int BYTES = 16;

  private static final int PRESENT = 0x80;
  private static final int TYPE = 0x1f;
  private static final int INTERRUPT_GATE = 0xe;
  private static final int TRAP_GATE = 0xf;

  /**
   * Returns the gate of a vector; null if the table ends before the vector, or the gate is not
   * present.
   */
  public static Gate of(int vector, Cpu cpu, Memory memory) {
    long offset = (long) BYTES * vector;
    if (offset + BYTES - 1 > cpu.get(State.IDTR_LIMIT)) {
      return null;
    }
    try {
      return parse(
          memory.peek(cpu.get(State.IDTR_BASE) + offset, 8),
          memory.peek(cpu.get(State.IDTR_BASE) + offset + 8, 8));
    } catch (GuestFault f) {
      return null;
    }
  }

  private static Gate parse(long low, long high) {
    int attributes = (int) (low >>> 40) & 0xff;
    int type = attributes & TYPE;
    if ((attributes & PRESENT) == 0 || type != INTERRUPT_GATE && type != TRAP_GATE) {
      return null;
    }
    long handler = low & 0xffff | low >>> 32 & 0xffff0000L | high << 32;
    return new Gate(
        handler, (int) (low >>> 16) & 0xffff, (int) (low >>> 32) & 7, type == TRAP_GATE);
  }
}
