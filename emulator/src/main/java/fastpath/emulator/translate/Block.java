package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import java.util.ArrayList;
import java.util.List;

/** Instructions that run one after another, in one context. */
final class Block {
  final int index;
  final Context context;
  final long address;
  final List<Code> codes = new ArrayList<>();
  final List<Edge> incoming = new ArrayList<>();
  Ending ending;

  /** Status flags that something computes with before they are overwritten. */
  long wanted;

  /** Status flags that may still be seen from outside: by a fault, a stop or an exit. */
  long visible;

  /** Status flags that nothing in the loop around it sets. */
  long settled;

  /** How often the simple loop that it is the head of is written, one after another. */
  int copies = 1;

  /** Most instructions from here to where the budget is next looked at. */
  int longest;

  Block(int index, Context context, long address) {
    this.index = index;
    this.context = context;
    this.address = address;
  }

  int size() {
    return codes.size();
  }

  Code last() {
    return codes.getLast();
  }

  /** Whether any status flag of before is seen or computed with, from here on. */
  boolean needsFlags() {
    return (wanted | visible) != 0;
  }

  /** The one block that this one follows, or null. */
  Block only() {
    return index != 0 && incoming.size() == 1 ? incoming.getFirst().from : null;
  }
}
