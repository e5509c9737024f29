package fastpath.tests;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.listing.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares our listings of objects with those of objdump, line by line, and counts the
 * instructions.
 */
public final class Listings {
  /**
   * A line of a listing: address, bytes and text; the continuation lines of a long instruction have
   * no text.
   */
  private static final Pattern LINE = Pattern.compile(" *\\w+:\t((?:[0-9a-f]{2} )+) *(\t.*)?");

  private static final int BYTES_TEXT = 3;

  private record Instruction(int length, String text) {}

  private final Path folder;
  private final List<String> differences = new ArrayList<>();
  private int instructions;
  private int lengthsDiffer;
  private int textsDiffer;

  /**
   * @param folder the folder for temporary copies of the objects
   */
  public Listings(Path folder) {
    this.folder = folder;
  }

  /** Compares the listings of objects, which are given by their names in messages. */
  public void compare(Map<String, byte[]> objects) throws IOException, InterruptedException {
    List<String> names = List.copyOf(objects.keySet());
    List<String> command = new ArrayList<>(List.of("objdump", "-d"));
    for (String name : names) {
      Path file = Files.createTempFile(folder, "listed", ".o");
      Files.write(file, objects.get(name));
      command.add(file.toString());
    }
    String all = Tools.run(command.toArray(String[]::new));
    List<String> theirs =
        Stream.of(all.split("\n\\S+:     file format elf64-x86-64\n")).skip(1).toList();
    for (int i = 0; i < names.size(); i++) {
      String ours = Listing.of(ObjectFile.read(names.get(i), objects.get(names.get(i))), false);
      compare(names.get(i), ours.strip(), theirs.get(i).strip());
    }
  }

  private void compare(String name, String ours, String theirs) {
    List<Instruction> mine = instructions(ours);
    List<Instruction> expected = instructions(theirs);
    instructions += expected.size();
    lengthsDiffer += Math.abs(mine.size() - expected.size());
    for (int i = 0; i < Math.min(mine.size(), expected.size()); i++) {
      String text = mine.get(i).text;
      lengthsDiffer += mine.get(i).length == expected.get(i).length ? 0 : 1;
      textsDiffer += text.equals(expected.get(i).text) ? 0 : 1;
    }
    if (!ours.equals(theirs)) {
      differences.add(name + ": " + firstLine(ours, theirs));
    }
  }

  private static List<Instruction> instructions(String listing) {
    List<Instruction> found = new ArrayList<>();
    listing
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> {
          int bytes = line.group(1).length() / BYTES_TEXT;
          if (line.group(2) != null) {
            found.add(new Instruction(bytes, line.group(2).strip()));
          } else if (!found.isEmpty()) {
            Instruction begun = found.removeLast();
            found.add(new Instruction(begun.length + bytes, begun.text));
          }
        });
    return found;
  }

  private static String firstLine(String ours, String theirs) {
    List<String> a = ours.lines().toList();
    List<String> b = theirs.lines().toList();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return "ours '" + a.get(i) + "', objdump '" + b.get(i) + "'";
      }
    }
    return "one is longer: " + a.size() + " and " + b.size() + " lines";
  }

  /**
   * Returns the first difference of each object whose listings differ; "" if no listing differs.
   */
  public String differences() {
    return String.join("\n", differences);
  }

  /** Returns the counts as text. */
  @Override
  public String toString() {
    return "%d instructions, %d lengths differ, %d texts differ"
        .formatted(instructions, lengthsDiffer, textsDiffer);
  }
}
