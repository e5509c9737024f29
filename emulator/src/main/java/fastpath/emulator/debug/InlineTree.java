package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the functions, including inlined ones, that contain an address (DWARF 2 to 5). */
public final class InlineTree {
  /**
   * A function with code of its own, or the body of an inlined function; {@code ranges} holds pairs
   * of start and end addresses.
   */
  record Node(
      long[] ranges,
      long entry,
      long lineUnit,
      int callFile,
      int callLine,
      String producer,
      Unit unit,
      List<Node> inlined) {
    boolean contains(long address) {
      return contain(ranges, address);
    }
  }

  /** True if one of some pairs of start and end addresses contains an address. */
  static boolean contain(long[] ranges, long address) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (address - ranges[i] >= 0 && address - ranges[i + 1] < 0) {
        return true;
      }
    }
    return false;
  }

  /** A function's name, or a reference to the entry with the name. */
  record Name(String name, long origin) {}

  private final Units units;
  private final long base;
  private final List<InlineTree> beside;

  private InlineTree(Units units, long base, List<InlineTree> beside) {
    this.units = units;
    this.base = base;
    this.beside = beside;
  }

  /**
   * Parses .debug_info and .debug_line; of a large .debug_info only what is looked up.
   *
   * @param base number that is added to the addresses in the sections
   * @throws DebugException if a section is malformed
   */
  public static InlineTree parse(DebugSections sections, long base) {
    return parse(sections, base, Units.LARGE);
  }

  static InlineTree parse(DebugSections sections, long base, int large) {
    return new InlineTree(new Units(sections, large), base, List.of());
  }

  /** Joins the information of several trees. */
  public static InlineTree join(List<InlineTree> trees) {
    InlineTree first = trees.getFirst();
    return new InlineTree(first.units, first.base, trees.subList(1, trees.size()));
  }

  /**
   * Returns the functions at an address, innermost first; the last one is the function that the
   * others are inlined into. The list is empty if no function is known at the address.
   */
  public List<Frame> at(long address) {
    List<Frame> frames = own(address - base);
    for (int i = 0; frames.isEmpty() && i < beside.size(); i++) {
      frames = beside.get(i).at(address);
    }
    return frames;
  }

  /** Returns the compiler's description of itself (DW_AT_producer) for the code at an address. */
  public Optional<String> producer(long address) {
    Node n = find(units.functions(address - base), address - base);
    return n != null
        ? Optional.ofNullable(n.producer())
        : beside.stream().flatMap(tree -> tree.producer(address).stream()).findFirst();
  }

  /** Returns the type of the result of the function at an address; empty if it is not known. */
  public Optional<ValueType> result(long address) {
    Node n = find(units.functions(address - base), address - base);
    return n != null
        ? ResultTypes.of(n.unit(), n.entry())
        : beside.stream().flatMap(tree -> tree.result(address).stream()).findFirst();
  }

  private List<Frame> own(long address) {
    List<Node> chain = new ArrayList<>();
    for (Node n = find(units.functions(address), address);
        n != null;
        n = find(n.inlined(), address)) {
      chain.add(n);
    }
    List<Frame> frames = new ArrayList<>();
    if (chain.isEmpty()) {
      return frames;
    }
    Optional<LineTable.Row> row = units.lines(chain.getFirst().lineUnit()).at(address);
    String file = row.map(LineTable.Row::file).orElse("");
    int line = row.map(LineTable.Row::line).orElse(0);
    for (Node n : chain.reversed()) {
      frames.add(new Frame(name(n.entry()), file, line));
      file = units.lines(n.lineUnit()).file(n.lineUnit(), n.callFile());
      line = n.callLine();
    }
    return frames;
  }

  private static Node find(List<Node> among, long address) {
    for (Node n : among) {
      if (n.contains(address)) {
        return n;
      }
    }
    return null;
  }

  private String name(long entry) {
    // The number of references that are followed is bounded, because the references in a hostile
    // file may form a cycle.
    for (int i = 0; i < 8; i++) {
      Name n = units.name(entry);
      if (n == null) {
        return "";
      }
      if (n.name() != null) {
        return n.name();
      }
      entry = n.origin();
    }
    return "";
  }
}
