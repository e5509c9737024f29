package fastpath.codegen.x86.finish;

import fastpath.codegen.ir.Function;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineDominators;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineFunction.Area;
import fastpath.codegen.x86.machine.MachineFunction.StackSlot;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Decides the contents of the stack frame, the blocks that need the frame, and the places of its
 * prologue and epilogues. Calls are not treated specially: a block needs the frame if it uses a
 * callee-saved register or a slot of the frame, or must align the stack for a call.
 */
public final class FramePlan {
  /** The order in which gcc pushes registers. */
  private static final int[] PUSH_ORDER = {15, 14, 13, 12, Registers.RBP, Registers.RBX};

  /**
   * The size limit of a frame in bytes, so that displacements in the frame and to its arguments fit
   * 32 bits.
   */
  private static final long MOST_BYTES = (1L << 30) - (1L << 12);

  /**
   * The largest number of bytes of code to copy; gcc's limit is eight short jumps (--param
   * max-grow-copy-bb-insns).
   */
  private static final int COPIED_BYTES = 16;

  /** The registers whose use needs the frame. */
  private static final int NEED_FRAME = Registers.CALLEE_SAVED | 1 << Registers.RSP;

  /**
   * The layout of a stack frame.
   *
   * @param pushed the pushed registers in order; with a frame pointer rbp is the first
   * @param area the size in bytes of the area below the pushes
   * @param framePointer true if rbp points to its saved value
   * @param dynamic true if the stack pointer changes between prologue and epilogue
   * @param aligned true if the prologue aligns the stack pointer to 16 bytes
   * @param offsets the offsets of the slots in bytes: for incoming slots from the stack pointer on
   *     entry, for other slots from the stack pointer after the prologue
   */
  public record Frame(
      int[] pushed,
      long area,
      boolean framePointer,
      boolean dynamic,
      boolean aligned,
      long[] offsets) {
    /**
     * Returns the distance in bytes from the stack pointer after the prologue to the stack pointer
     * on entry.
     */
    long size() {
      return area + 8L * pushed.length;
    }

    boolean isEmpty() {
      return pushed.length == 0 && area == 0;
    }
  }

  private final MachineFunction function;
  private final FrameStrategy strategy;
  private final int stackAlign;

  private FramePlan(MachineFunction function, FrameStrategy strategy, int stackAlign) {
    this.function = function;
    this.strategy = strategy;
    this.stackAlign = stackAlign;
  }

  /**
   * Inserts PROLOGUE and EPILOGUE, sets {@link MachineBlock#framed}, and returns the frame.
   *
   * @param stackAlign alignment of the stack at calls, in bytes
   */
  public static Frame plan(MachineFunction function, FrameStrategy strategy, int stackAlign) {
    return new FramePlan(function, strategy, stackAlign).run();
  }

  private Frame run() {
    function.renumber();
    if (strategy == FrameStrategy.SHRINK_WRAPPED) {
      new CopySinking(function).run();
    }
    Frame frame = layOut();
    if (frame.isEmpty()) {
      return frame;
    }
    BitSet need = new BitSet();
    for (MachineBlock block : function.blocks) {
      if (needsFrame(block)) {
        need.set(block.index);
      }
    }
    boolean wrap =
        strategy == FrameStrategy.SHRINK_WRAPPED && !function.slotEscapes && !isDynamic();
    MachineBlock start = wrap ? latestStart(need) : function.entry();
    markFramed(start, wrap ? need : null);
    takeDown();
    start.insns.add(0, new MachineInsn(Kind.PROLOGUE, Opcode.PSEUDO, function.source.loc));
    start.framed = false;
    return frame;
  }

  private Frame layOut() {
    int written = 0;
    boolean calls = false;
    for (MachineBlock block : function.blocks) {
      for (MachineInsn insn : block.insns) {
        written |= writtenRegisters(insn);
        calls |= insn.kind == Kind.CALL;
      }
    }
    boolean framePointer = strategy == FrameStrategy.FRAME_POINTER || isDynamic();
    List<Integer> pushed = new ArrayList<>();
    if (framePointer) {
      pushed.add(Registers.RBP);
    }
    for (int register : PUSH_ORDER) {
      if ((written >> register & 1) != 0 && !(framePointer && register == Registers.RBP)) {
        pushed.add(register);
      }
    }
    return area(pushed.stream().mapToInt(Integer::intValue).toArray(), calls, framePointer);
  }

  private Frame area(int[] pushed, boolean calls, boolean framePointer) {
    long[] offsets = new long[function.slots.size()];
    long at = 0;
    for (int k = 0; k < offsets.length; k++) {
      StackSlot slot = function.slots.get(k);
      if (slot.area() == Area.OUTGOING) {
        offsets[k] = slot.offset();
        at = Math.max(at, slot.offset() + slot.size());
      }
    }
    if (isDynamic()) {
      at = (at + 15) & -16;
    }
    long arguments = at;
    boolean aligned = calls || isDynamic();
    for (int k = 0; k < offsets.length; k++) {
      StackSlot slot = function.slots.get(k);
      if (slot.area() == Area.LOCAL) {
        at = -Math.floorDiv(-at, slot.align()) * slot.align();
        offsets[k] = at;
        at += slot.size();
        aligned |= slot.align() > 8;
      } else if (slot.area() == Area.INCOMING) {
        offsets[k] = slot.offset();
      } else if (slot.area() == Area.DYNAMIC) {
        offsets[k] = arguments;
      }
    }
    at = (at + 7) & ~7L;
    if (at > MOST_BYTES) {
      throw tooLarge(at);
    }
    if (aligned && (8 + 8L * pushed.length + at) % stackAlign != 0) {
      at += 8;
    }
    boolean realigned = function.source.has(Function.Attr.ALIGNED_FRAME);
    return new Frame(pushed, at, framePointer, isDynamic(), realigned, offsets);
  }

  private boolean isDynamic() {
    return function.source.has(Function.Attr.DYNAMIC_FRAME);
  }

  private CompileException tooLarge(long bytes) {
    Function source = function.source;
    return new CompileException(
        source.loc,
        "the frame of '%s' is too large: %d bytes of locals and arguments, the most is %d"
            .formatted(source.name, bytes, MOST_BYTES));
  }

  private static int writtenRegisters(MachineInsn insn) {
    int[] mask = {insn.kind == Kind.ASM ? insn.clobbers : 0};
    insn.visit((r, role) -> {
      if ((role & MachineInsn.DEF) != 0) {
        mask[0] |= 1 << r;
      }
    });
    return mask[0] & Registers.CALLEE_SAVED;
  }

  private boolean needsFrame(MachineBlock block) {
    boolean[] need = {false};
    for (MachineInsn insn : block.insns) {
      need[0] |= insn.kind == Kind.CALL || writtenRegisters(insn) != 0;
      // An instruction that reads the stack pointer needs the frame set up (gcc:
      // requires_stack_frame_p).
      insn.visit((r, role) -> need[0] |= (NEED_FRAME >> r & 1) != 0);
      for (MachineOperand operand : insn.operands) {
        need[0] |=
            operand instanceof MachineOperand.Memory m
                && m.slot() >= 0
                && function.slots.get(m.slot()).area() != Area.INCOMING;
      }
    }
    return need[0];
  }

  private MachineBlock latestStart(BitSet need) {
    MachineDominators dominators = new MachineDominators(function);
    MachineBlock start = null;
    for (int k = need.nextSetBit(0); k >= 0; k = need.nextSetBit(k + 1)) {
      MachineBlock block = function.blocks.get(k);
      start = start == null ? block : dominators.common(start, block);
    }
    if (start == null) {
      return function.entry();
    }
    while (start != function.entry()
        && (dominators.isInLoop(start) || !canStartAt(start, dominators))) {
      start = dominators.idom(start);
    }
    return start;
  }

  /**
   * True if the blocks that follow a start and can also be reached without it are so small that gcc
   * would duplicate them. Otherwise gcc's frame starts earlier, where it covers both paths (gcc:
   * can_dup_for_shrink_wrapping).
   */
  private boolean canStartAt(MachineBlock start, MachineDominators dominators) {
    BitSet seen = new BitSet();
    ArrayDeque<MachineBlock> work = new ArrayDeque<>(start.succs);
    while (!work.isEmpty()) {
      MachineBlock block = work.pop();
      if (!seen.get(block.index)) {
        seen.set(block.index);
        if (!dominators.dominates(start, block) && CodeSize.of(block) > COPIED_BYTES) {
          return false;
        }
        work.addAll(block.succs);
      }
    }
    return true;
  }

  /**
   * A block is inside the frame if it comes after the start and can reach a block that needs the
   * frame.
   */
  private void markFramed(MachineBlock start, BitSet need) {
    BitSet reaching = new BitSet();
    ArrayDeque<MachineBlock> work = new ArrayDeque<>();
    if (need == null) {
      reaching.set(0, function.blocks.size());
    } else {
      need.stream().forEach(k -> work.add(function.blocks.get(k)));
    }
    while (!work.isEmpty()) {
      MachineBlock block = work.pop();
      if (!reaching.get(block.index)) {
        reaching.set(block.index);
        if (block != start) {
          work.addAll(block.preds);
        }
      }
    }
    BitSet after = new BitSet();
    work.add(start);
    while (!work.isEmpty()) {
      MachineBlock block = work.pop();
      if (!after.get(block.index)) {
        after.set(block.index);
        work.addAll(block.succs);
      }
    }
    for (MachineBlock block : function.blocks) {
      block.framed = block == start || reaching.get(block.index) && after.get(block.index);
    }
  }

  private void takeDown() {
    for (MachineBlock block : List.copyOf(function.blocks)) {
      if (!block.framed) {
        continue;
      }
      Kind end = block.terminator().kind;
      if (end == Kind.RETURN || end == Kind.TAIL) {
        block.insertAtEnd(epilogue(block));
      }
      for (int k = 0; k < block.succs.size(); k++) {
        MachineBlock succ = block.succs.get(k);
        if (!succ.framed) {
          leave(block, k, succ);
        }
      }
    }
    function.renumber();
  }

  /** Inserts an epilogue on an edge from a block inside the frame to a block outside the frame. */
  private void leave(MachineBlock block, int k, MachineBlock succ) {
    if (block.succs.size() == 1 && block.terminator().kind == Kind.JUMP) {
      block.insertAtEnd(epilogue(block));
      return;
    }
    MachineBlock edge = function.newBlock(Math.min(block.frequency, succ.frequency));
    edge.framed = true;
    edge.insns.add(epilogue(succ));
    edge.insns.add(new MachineInsn(Kind.JUMP, Opcode.JMP, succ.insns.get(0).loc));
    edge.succs.add(succ);
    block.succs.set(k, edge);
  }

  private MachineInsn epilogue(MachineBlock block) {
    return new MachineInsn(Kind.EPILOGUE, Opcode.PSEUDO, block.terminator().loc);
  }
}
