package fastpath.emulator.translate;

/** A place where a passage is left. */
final class Exit {
  final Block block;

  /** Instructions of the block that have retired. */
  final int retired;

  /** Whether the called function's own code goes on. */
  final boolean own;

  final long rip;

  /** Whether the instruction at rip is the interpreter's to execute. */
  final boolean hands;

  /** Whether control goes where {@link Link#target} says, and the tracker has yet to follow. */
  final boolean departs;

  /** The number of the entry that leads back to where it was left, or {@link #NONE}. */
  final int entry;

  static final int NONE = -1;

  /** The edge that the passage is left by, or null. */
  final Edge edge;

  /** How often it was left here since counting began. */
  long count;

  Exit(
      Block block,
      int retired,
      boolean own,
      long rip,
      boolean hands,
      boolean departs,
      int entry,
      Edge edge) {
    this.block = block;
    this.retired = retired;
    this.own = own;
    this.rip = rip;
    this.hands = hands;
    this.departs = departs;
    this.entry = entry;
    this.edge = edge;
  }
}
