package fastpath.emulator.translate;

/** A place where a passage is left. */
final class Exit {
  final Way way;

  /** How often it was left here since counting began. */
  long count;

  Exit(Way way) {
    this.way = way;
  }
}
