package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function as machine instructions. */
public final class MachineFunction {
  /** The area of the stack in which a slot is. */
  public enum Area {
    /** The slot is in this function's frame. */
    LOCAL,
    /**
     * The slot is in the caller's frame. The offset counts from the stack pointer on entry; 0 is
     * the return address.
     */
    INCOMING,
    /**
     * The slot is at the bottom of the frame, for an argument of a callee. The offset counts from
     * the stack pointer.
     */
    OUTGOING,
    /**
     * The slot is the object of the last DYNAMIC_ALLOCA, above the outgoing arguments. The slot has
     * no room in the frame.
     */
    DYNAMIC
  }

  /** A stack slot. {@code offset} is used for INCOMING and OUTGOING only. */
  public record StackSlot(Area area, long size, int align, long offset) {}

  /** The IR function from which this function was selected. */
  public final Function source;

  /**
   * The blocks; block 0 is the entry, and after package {@code finish} the order is that of
   * emission.
   */
  public final ArrayList<MachineBlock> blocks = new ArrayList<>();

  /** The stack slots, to which operands refer by index. */
  public final List<StackSlot> slots = new ArrayList<>();

  /**
   * True if a register holds an address in the frame, so that the frame must be set up in the whole
   * function.
   */
  public boolean slotEscapes;

  private int[] bits = new int[64];
  private int count = Registers.FIRST_VIRTUAL;
  private int blockNumber;

  /** Creates a function without blocks. */
  public MachineFunction(Function source) {
    this.source = source;
  }

  /** Creates a virtual register for values of up to 32 or 64 bits. */
  public int newRegister(int width) {
    if (count == bits.length) {
      bits = Arrays.copyOf(bits, count * 2);
    }
    bits[count] = width <= 32 ? 32 : 64;
    return count++;
  }

  /** Returns the width in bits that copies of a register must preserve: 32 or 64. */
  public int bits(int register) {
    return register < Registers.FIRST_VIRTUAL ? 64 : bits[register];
  }

  /** The upper limit of register numbers, hardware and virtual, exclusive. */
  public int registerLimit() {
    return count;
  }

  /** Adds a stack slot and returns its index. */
  public int newSlot(Area area, long size, int align, long offset) {
    slots.add(new StackSlot(area, size, align, offset));
    return slots.size() - 1;
  }

  /** Adds an empty block at the end. */
  public MachineBlock newBlock(double frequency) {
    MachineBlock block = new MachineBlock("." + blockNumber++, frequency);
    block.index = blocks.size();
    blocks.add(block);
    return block;
  }

  /** The block in which the function is entered. */
  public MachineBlock entry() {
    return blocks.get(0);
  }

  /**
   * Removes unreachable blocks, numbers the others, and recomputes predecessors from successors.
   */
  public void renumber() {
    for (MachineBlock block : blocks) {
      block.preds.clear();
      block.index = -1;
    }
    ArrayList<MachineBlock> work = new ArrayList<>(List.of(entry()));
    entry().index = 0;
    while (!work.isEmpty()) {
      for (MachineBlock succ : work.removeLast().succs) {
        if (succ.index < 0) {
          succ.index = 0;
          work.add(succ);
        }
      }
    }
    blocks.removeIf(block -> block.index < 0);
    for (int i = 0; i < blocks.size(); i++) {
      MachineBlock block = blocks.get(i);
      block.index = i;
      for (MachineBlock succ : block.succs) {
        succ.preds.add(block);
      }
    }
  }

  /** The largest frequency of a block. */
  public double maxFrequency() {
    double max = 0;
    for (MachineBlock block : blocks) {
      max = Math.max(max, block.frequency);
    }
    return max;
  }
}
