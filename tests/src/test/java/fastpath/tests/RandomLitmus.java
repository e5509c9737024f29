package fastpath.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of small random litmus tests: loads, stores, increments, exchanges, fences and
 * branches of all operand sizes.
 */
final class RandomLitmus {
  private static final String[] LETTERS = {"a", "b", "c", "d"};
  private static final List<String> INTERRUPTED =
      List.of("cli", "cli", "sti", "sti", "hlt", "movl $1,%ebx", "movl 0x30000fa8,%eax");

  private static final char[] SUFFIXES = {'b', 'w', 'l', 'q'};

  private final Random random;
  private final boolean oneVariable;
  private int labels;

  /** The instructions that send an interrupt; empty for a test without interrupts. */
  private final List<String> send;

  private RandomLitmus(Random random, List<String> send) {
    this.random = random;
    this.send = send;
    oneVariable = random.nextBoolean();
  }

  /** Returns a test in herd's X86_64 format. */
  static String test(Random random) {
    return new RandomLitmus(random, List.of()).text();
  }

  /**
   * Returns a test of two CPUs, with instructions that turn interrupts on and off, halt, and read
   * the frame of an interrupt of the first CPU.
   *
   * @param send the instructions with which the last CPU may end
   */
  static String interrupted(Random random, List<String> send) {
    return new RandomLitmus(random, send).text();
  }

  private String text() {
    int cpus = send.isEmpty() && random.nextInt(4) == 0 ? 3 : 2;
    int most = cpus == 3 || !send.isEmpty() ? 2 : 4;
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < cpus; i++) {
      columns.add(column(2 + random.nextInt(most)));
    }
    if (!send.isEmpty() && random.nextBoolean()) {
      columns.getLast().addAll(send);
    }
    StringBuilder text =
        new StringBuilder("X86_64 random\n{ uint64_t x[2]; uint64_t y[2]; 0:rcx=2; 1:rbx=1; }\n");
    row(text, columns.size(), i -> "P" + i);
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int r = 0; r < rows; r++) {
      int row = r;
      row(text, cpus, i -> row < columns.get(i).size() ? columns.get(i).get(row) : "");
    }
    return text.append("locations [x; y;]\n").toString();
  }

  private static void row(
      StringBuilder text, int cpus, java.util.function.IntFunction<String> cell) {
    for (int i = 0; i < cpus; i++) {
      text.append(i == 0 ? "" : " | ").append(cell.apply(i));
    }
    text.append(" ;\n");
  }

  private List<String> column(int operations) {
    List<String> column = new ArrayList<>();
    String pending = "";
    for (int i = 0; i < operations; i++) {
      int size = random.nextInt(4);
      String label = pending;
      pending = "";
      if (i + 1 < operations && random.nextInt(6) == 0) {
        pending = "L" + labels++;
        column.add(label(label) + "testl %e" + letter() + "x,%e" + letter() + "x");
        column.add((random.nextBoolean() ? "jne " : "je ") + pending);
        label = "";
      }
      column.add(label(label) + operation(size, SUFFIXES[size], register(size, letter())));
    }
    column.add(label(pending) + "nop");
    return column;
  }

  private static String label(String label) {
    return label.isEmpty() ? "" : label + ": ";
  }

  private String letter() {
    return LETTERS[random.nextInt(LETTERS.length)];
  }

  private static String register(int size, String letter) {
    return switch (size) {
      case 0 -> "%" + letter + "l";
      case 1 -> "%" + letter + "x";
      case 2 -> "%e" + letter + "x";
      default -> "%r" + letter + "x";
    };
  }

  /**
   * Returns an operand that is mostly aligned, so that accesses overlap; else it is anywhere within
   * the two words of a variable.
   */
  private String place(int size) {
    int bytes = 1 << size;
    int kind = random.nextInt(8);
    int offset =
        kind < 5
            ? 0
            : kind < 7
                ? bytes * random.nextInt(Math.max(1, 4 / bytes))
                : 9 - bytes + random.nextInt(Math.max(1, bytes - 1));
    return (oneVariable || random.nextBoolean() ? "x" : "y") + (offset == 0 ? "" : "+" + offset);
  }

  private String operation(int size, char suffix, String register) {
    String place = place(size);
    if (!send.isEmpty() && random.nextInt(3) == 0) {
      return INTERRUPTED.get(random.nextInt(INTERRUPTED.size()));
    }
    String lock = random.nextBoolean() ? "lock " : "";
    int value = 1 + random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "mov" + suffix + " $" + value + "," + place;
      case 3, 4, 5 -> "mov" + suffix + " " + place + "," + register;
      case 6 -> "mov" + suffix + " " + register + "," + place;
      case 7 -> lock + "inc" + suffix + " " + place;
      case 8 -> lock + "add" + suffix + " " + register + "," + place;
      case 9 -> "xchg" + suffix + " " + register + "," + place;
      case 10 -> lock + "cmpxchg" + suffix + " " + register + "," + place;
      default -> List.of("mfence", "mfence", "sfence", "lfence").get(random.nextInt(4));
    };
  }
}
