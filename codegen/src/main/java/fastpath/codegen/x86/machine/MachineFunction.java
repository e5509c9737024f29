package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function of machine instructions. */
public final class MachineFunction {
  /** Where a stack slot lives. */
  public enum Area {
    /** In this function's frame. */
    LOCAL,
    /** In the caller's: offset from the stack pointer on entry; 0 is the return address. */
    INCOMING,
    /** At the bottom of the frame: arguments for callees, offset from the stack pointer. */
    OUTGOING
  }

  /** A place on the stack. {@code offset} counts for INCOMING and OUTGOING only. */
  public record StackSlot(Area area, long size, int align, long offset) {}

  /** What was selected from. */
  public final Function source;

  /** Block 0 is the entry; the order is that of placement after package finish. */
  public final ArrayList<MachineBlock> blocks = new ArrayList<>();

  /** Stack slots; operands name them by their position. */
  public final List<StackSlot> slots = new ArrayList<>();

  /** Whether an address in the frame is kept in a register: then the frame stands throughout. */
  public boolean slotEscapes;

  private int[] bits = new int[64];
  private int count = Registers.FIRST_VIRTUAL;
  private int blockNumber;

  /** A function without blocks. */
  public MachineFunction(Function source) {
    this.source = source;
  }

  /** A fresh virtual register for values of up to 32 or 64 bits. */
  public int newRegister(int width) {
    if (count == bits.length) {
      bits = Arrays.copyOf(bits, count * 2);
    }
    bits[count] = width <= 32 ? 32 : 64;
    return count++;
  }

  /** 32 or 64: how much of the register its copies must carry. */
  public int bits(int register) {
    return register < Registers.FIRST_VIRTUAL ? 64 : bits[register];
  }

  /** All registers, hardware and virtual, are below this. */
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
