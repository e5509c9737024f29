package fastpath.lab.workshop;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The common archive format of {@code ar} (SVR4 and GNU variants), as far as linking needs it. */
final class Archive {
  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;
  private static final int NAME_BYTES = 16;
  private static final int SIZE_AT = 48;
  private static final int SIZE_BYTES = 10;
  private static final int LONGEST_NAME = 1024;

  private Archive() {}

  static boolean isArchive(byte[] bytes) {
    return bytes.length >= MAGIC.length()
        && new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  /**
   * The members by {@code archive(member)}.
   *
   * @throws LinkException if it is cut off or a header is damaged
   */
  static Map<String, byte[]> members(String archive, byte[] bytes) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    String longNames = "";
    int at = MAGIC.length();
    while (at + HEADER <= bytes.length) {
      String name = field(bytes, at, NAME_BYTES);
      int size = size(archive, field(bytes, at + SIZE_AT, SIZE_BYTES), bytes.length - at - HEADER);
      byte[] content = Arrays.copyOfRange(bytes, at + HEADER, at + HEADER + size);
      if (name.equals("//")) {
        longNames = new String(content, StandardCharsets.ISO_8859_1);
      } else if (!name.equals("/") && !name.equals("/SYM64/")) {
        String member = archive + "(" + memberName(archive, name, longNames) + ")";
        members.put(members.containsKey(member) ? member + "@" + at : member, content);
      }
      at += HEADER + size + (size & 1);
    }
    if (at < bytes.length) {
      throw new LinkException(archive + ": not a whole archive: cut off in a member's header");
    }
    return members;
  }

  /**
   * Moves from members to objects what defines a symbol that is still undefined, until none does; a
   * weak reference asks for nothing (gABI, chapter 4).
   */
  static void pull(List<ObjectFile> objects, List<ObjectFile> members) {
    Set<ObjectFile> taken = new HashSet<>();
    boolean again = !members.isEmpty();
    while (again) {
      Set<String> wanted = undefined(objects);
      List<ObjectFile> found =
          members.stream()
              .filter(m -> !taken.contains(m) && defined(m).stream().anyMatch(wanted::contains))
              .limit(1)
              .toList();
      objects.addAll(found);
      taken.addAll(found);
      again = !found.isEmpty();
    }
    if (objects.isEmpty()) {
      objects.addAll(members);
    }
  }

  private static Set<String> undefined(List<ObjectFile> objects) {
    Set<String> names = new HashSet<>();
    for (ObjectFile object : objects) {
      for (Symbol symbol : object.symbols()) {
        if (symbol.section() == Symbol.UNDEFINED && symbol.binding() != Symbol.Binding.WEAK) {
          names.add(symbol.name());
        }
      }
    }
    objects.forEach(object -> names.removeAll(defined(object)));
    return names;
  }

  private static Set<String> defined(ObjectFile object) {
    Set<String> names = new HashSet<>();
    for (Symbol symbol : object.symbols()) {
      if (symbol.section() != Symbol.UNDEFINED && symbol.binding() != Symbol.Binding.LOCAL) {
        names.add(symbol.name());
      }
    }
    return names;
  }

  /** A name longer than its field is in the table of long names, which it gives the offset in. */
  private static String memberName(String archive, String name, String longNames) {
    if (name.matches("/\\d+")) {
      long from = Long.parseLong(name.substring(1));
      int to = from < longNames.length() ? longNames.indexOf("/\n", (int) from) : -1;
      if (to < 0 || to - from > LONGEST_NAME) {
        throw new LinkException(archive + ": not a whole archive: no long name " + name);
      }
      return longNames.substring((int) from, to);
    }
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static int size(String archive, String text, int most) {
    if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most) {
      throw new LinkException(archive + ": not a whole archive: a member's size is '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static String field(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.ISO_8859_1).strip();
  }
}
