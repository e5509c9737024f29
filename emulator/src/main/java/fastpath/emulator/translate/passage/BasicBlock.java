package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import java.util.ArrayList;
import java.util.List;

/** A basic block: instructions of one inline context that run one after another. */
public final class BasicBlock {
  private final int index;
  private final InlineContext context;
  private final long address;
  private final List<Code> codes = new ArrayList<>();
  private final List<Edge> incoming = new ArrayList<>();
  private Terminator terminator;

  BasicBlock(int index, InlineContext context, long address) {
    this.index = index;
    this.context = context;
    this.address = address;
  }

  /**
   * Returns the number of the block, from 0 in the order of discovery; the passage begins at block
   * 0.
   */
  public int index() {
    return index;
  }

  /** Returns the inline context of the block: the chain of inlined calls that leads to it. */
  public InlineContext context() {
    return context;
  }

  /** Returns the guest address of the first instruction. */
  public long address() {
    return address;
  }

  /**
   * Returns the instructions in order; empty if the interpreter has to execute the first
   * instruction.
   */
  public List<Code> codes() {
    return codes;
  }

  /** Returns the edges that lead to this block, including those from unreachable blocks. */
  public List<Edge> incoming() {
    return incoming;
  }

  /** Returns the terminator: how control leaves the block. */
  public Terminator terminator() {
    return terminator;
  }

  void terminate(Terminator how) {
    terminator = how;
  }

  /** Returns the number of instructions in the block. */
  public int size() {
    return codes.size();
  }

  /** Returns the last instruction; the block must not be empty. */
  public Code last() {
    return codes.getLast();
  }

  /**
   * Returns the only block with an edge to this one; null if there are several edges or the passage
   * begins at this block.
   */
  public BasicBlock onlyPredecessor() {
    return index != 0 && incoming.size() == 1 ? incoming.getFirst().from() : null;
  }
}
