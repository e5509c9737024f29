package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import java.util.ArrayList;
import java.util.List;

/** Instructions of one inline context that run one after another. */
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

  /** Number of the block, from 0 in the order of discovery; the passage begins at block 0. */
  public int index() {
    return index;
  }

  /** The calls that were inlined to get here. */
  public InlineContext context() {
    return context;
  }

  /** Guest address of the first instruction. */
  public long address() {
    return address;
  }

  /** The instructions in order; empty if already the first one is left to the interpreter. */
  public List<Code> codes() {
    return codes;
  }

  /** The edges that lead here, those from unreachable blocks included. */
  public List<Edge> incoming() {
    return incoming;
  }

  /** How control leaves the block. */
  public Terminator terminator() {
    return terminator;
  }

  void terminate(Terminator how) {
    terminator = how;
  }

  /** Number of instructions. */
  public int size() {
    return codes.size();
  }

  /** The last instruction; the block must not be empty. */
  public Code last() {
    return codes.getLast();
  }

  /**
   * The only block with an edge to this one; null if there are several or the passage begins here.
   */
  public BasicBlock onlyPredecessor() {
    return index != 0 && incoming.size() == 1 ? incoming.getFirst().from() : null;
  }
}
