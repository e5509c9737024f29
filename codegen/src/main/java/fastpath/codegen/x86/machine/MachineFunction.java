package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function of machine instructions. */
public final class MachineFunction {
  /** Area of the stack in which a slot lies. */
  public enum Area {
    /** In this function's frame. */
    LOCAL,
    /**
     * In the caller's frame. The offset counts from the stack pointer on entry; 0 is the return
     * address.
     */
    INCOMING,
    /**
     * At the bottom of the frame: arguments for callees. The offset counts from the stack pointer.
     */
    OUTGOING
  }

  /** A stack slot. {@code offset} is used for INCOMING and OUTGOING only. */
  public record StackSlot(Area area, long size, int align, long offset) {}

  /** The function in IR from which this one was selected. */
  public final Function source;

  /** Block 0 is the entry; the order is that of placement after package finish. */
  public final ArrayList<MachineBlock> blocks = new ArrayList<>();

  /** Stack slots; operands refer to them by index. */
  public final List<StackSlot> slots = new ArrayList<>();

  /**
   * True if an address in the frame is kept in a register, so that the frame must be set up
   * throughout.
   */
  public boolean slotEscapes;

  private int[] bits = new int[64];
  private int count = Registers.FIRST_VIRTUAL;
  private int blockNumber;

  /** A function without blocks. */
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

  /** Width that copies of a register must preserve: 32 or 64. */
  public int bits(int register) {
    return register < Registers.FIRST_VIRTUAL ? 64 : bits[register];
  }

  /** Upper limit of register numbers, exclusive, hardware and virtual. */
  public int registerLimit() {
    return count;
  }

  /** Adds a stack slot and returns its position. */
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

  /** The block at which control enters. */
  public MachineBlock entry() {
    return blocks.get(0);
  }

  /** Drops unreachable blocks, numbers the others, and recomputes predecessors from successors. */
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
