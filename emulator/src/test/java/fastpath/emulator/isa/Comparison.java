package fastpath.emulator.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the emulator's decoding with objdump's listing, instruction by instruction; each
 * instruction is decoded with the bytes that follow it available. Differences are counted by
 * objdump's mnemonic, with a few examples of each.
 */
final class Comparison {
  private static final int SHOWN_OF_A_KIND = 3;
  private static final int BATCH = 1 << 14;

  private final List<Binutils.Line> pending = new ArrayList<>();
  private final Map<String, Integer> different = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private int instructions;
  private int sameLength;
  private int sameText;
  private int listed;
  private int bothBad;

  /** Adds the next line of a listing. */
  void add(Binutils.Line line) {
    if (!pending.isEmpty()
        && (pending.size() == BATCH || end(pending.getLast()) != line.address())) {
      boolean goesOn = end(pending.getLast()) == line.address();
      compare(goesOn ? pending.size() - CodeBytes.LONGEST : pending.size());
    }
    pending.add(line);
  }

  /** Compares the remaining lines after the last line was added. */
  Comparison finish() {
    compare(pending.size());
    return this;
  }

  int instructions() {
    return instructions;
  }

  int differences() {
    return different.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the counts, and examples of the differences. */
  @Override
  public String toString() {
    return "%d instructions, %d lengths equal, %d texts equal and executed, %d listed, %d bad; different %s%s"
        .formatted(
            instructions,
            sameLength,
            sameText,
            listed,
            bothBad,
            different,
            examples.isEmpty() ? "" : "\n" + String.join("\n", examples));
  }

  private static long end(Binutils.Line line) {
    return line.address() + line.bytes().length;
  }

  /** Compares the first pending lines and removes them. */
  private void compare(int count) {
    if (pending.isEmpty()) {
      return;
    }
    long start = pending.getFirst().address();
    byte[] code = new byte[(int) (end(pending.getLast()) - start)];
    for (Binutils.Line line : pending) {
      System.arraycopy(line.bytes(), 0, code, (int) (line.address() - start), line.bytes().length);
    }
    for (Binutils.Line line : pending.subList(0, count)) {
      compare(line, code, (int) (line.address() - start));
    }
    pending.subList(0, count).clear();
  }

  private void compare(Binutils.Line line, byte[] code, int at) {
    instructions++;
    boolean bad = line.text().contains("(bad)") || line.text().startsWith(".byte");
    try {
      Decoded decoded = Decoder.decode(code, at, code.length, line.address());
      String symbol = line.text().contains(" <") ? "" : null;
      String ours = Att.print(decoded.insn(), decoded.next(), address -> symbol);
      sameLength += decoded.length() == line.bytes().length ? 1 : 0;
      if (withoutSymbols(ours).equals(withoutSymbols(line.text()))) {
        sameText++;
      } else {
        differs(line, ours);
      }
    } catch (IsaException e) {
      refused(line, code, at, bad, e);
    }
  }

  /** Handles bytes for which no row has a meaning; a row that is only listed may decode them. */
  private void refused(Binutils.Line line, byte[] code, int at, boolean bad, IsaException e) {
    Listed listed = Listed.decode(code, at, code.length, line.address());
    if (listed == null) {
      sameLength += bad ? 1 : 0;
      bothBad += bad ? 1 : 0;
      if (!bad) {
        differs(line, e.getMessage());
      }
      return;
    }
    sameLength += listed.length() == line.bytes().length ? 1 : 0;
    String symbol = line.text().contains(" <") ? "" : null;
    String ours = listed.text(address -> symbol);
    if (withoutSymbols(ours).equals(withoutSymbols(line.text()))) {
      this.listed++;
    } else {
      differs(line, ours);
    }
  }

  private void differs(Binutils.Line line, String ours) {
    String kind = line.text().split(" ", 2)[0];
    if (different.merge(kind, 1, Integer::sum) <= SHOWN_OF_A_KIND) {
      examples.add(line + " but ours " + ours);
    }
  }

  private static String withoutSymbols(String text) {
    int start = text.indexOf(" <");
    return (start < 0 ? text : text.substring(0, start)).strip();
  }
}
