package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import java.util.ArrayList;
import java.util.List;

/** InstructionCode that run one after another, in one context. */
public final class BasicBlock {
  public final int index;
  public final InlineContext context;
  public final long address;
  public final List<Code> codes = new ArrayList<>();
  public final List<Edge> incoming = new ArrayList<>();
  public Terminator ending;

  /** Status flags that something computes with before they are overwritten. */
  public long wanted;

  /** Status flags that may still be seen from outside: by a fault, a stop or an exit. */
  public long visible;

  /** Status flags that nothing in the loop around it sets. */
  public long settled;

  /** How often the simple loop that it is the head of is written, one after another. */
  public int copies = 1;

  /** Most instructions from here to where the budget is next looked at. */
  public int longest;

  public BasicBlock(int index, InlineContext context, long address) {
    this.index = index;
    this.context = context;
    this.address = address;
  }

  public int size() {
    return codes.size();
  }

  public Code last() {
    return codes.getLast();
  }

  /** Whether any status flag of before is seen or computed with, from here on. */
  public boolean needsFlags() {
    return (wanted | visible) != 0;
  }

  /** The one block that this one follows, or null. */
  public BasicBlock only() {
    return index != 0 && incoming.size() == 1 ? incoming.getFirst().from : null;
  }
}
