package fastpath.lab.workshop;

import fastpath.emulator.image.LinkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code ar} archives (SVR4 and GNU variants, thin archives included), as far as linking
 * needs their contents.
 */
final class Archive {
  private static final String MAGIC = "!<arch>\n";

  /**
   * Magic string of a thin archive, whose headers name the members' files by paths relative to the
   * archive's folder.
   */
  private static final String THIN = "!<thin>\n";

  private static final int HEADER = 60;
  private static final int NAME_BYTES = 16;
  private static final int SIZE_AT = 48;
  private static final int SIZE_BYTES = 10;
  private static final int LONGEST_NAME = 1024;

  /** Size limit of a member's file in bytes. */
  private static final int MOST_BYTES = 1 << 30;

  private final String name;
  private final byte[] bytes;
  private final boolean thin;
  private final Map<String, byte[]> members = new LinkedHashMap<>();

  /** Archives from which a thin archive takes members. */
  private final Map<String, byte[]> nested = new HashMap<>();

  private String longNames = "";

  private Archive(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    this.thin = isThin(bytes);
  }

  static boolean isThin(byte[] bytes) {
    return startsWith(bytes, THIN);
  }

  static boolean isArchive(byte[] bytes) {
    return startsWith(bytes, MAGIC) || startsWith(bytes, THIN);
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    return bytes.length >= magic.length()
        && new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
  }

  /**
   * Returns the contents of the members, by the name {@code archive(member)}.
   *
   * @param archive path of the archive
   * @throws LinkException if the archive is truncated, a header is damaged, or a thin archive's
   *     member is missing
   */
  static Map<String, byte[]> members(String archive, byte[] bytes) {
    Archive a = new Archive(archive, bytes);
    a.read();
    return a.members;
  }

  private void read() {
    int at = MAGIC.length();
    while (at + HEADER <= bytes.length) {
      String field = field(bytes, at, NAME_BYTES);
      boolean table = field.equals("/") || field.equals("//") || field.equals("/SYM64/");
      int stored = table || !thin ? size(bytes, at) : 0;
      if (field.equals("//")) {
        longNames = new String(bytes, at + HEADER, stored, StandardCharsets.ISO_8859_1);
      } else if (!table) {
        String member = name + "(" + memberName(field) + ")";
        byte[] content =
            thin ? outside(field) : Arrays.copyOfRange(bytes, at + HEADER, at + HEADER + stored);
        members.put(members.containsKey(member) ? member + "@" + at : member, content);
      }
      at += HEADER + stored + (stored & 1);
    }
    if (at < bytes.length) {
      throw damaged("cut off in a member's header");
    }
  }

  /**
   * Returns the content of a thin archive's member, whose header names a file, or by {@code
   * /NAME:OFFSET} a member of another archive.
   */
  private byte[] outside(String field) {
    String file = memberName(field);
    int colon = field.indexOf(':');
    if (!field.matches("/\\d+:\\d{1,10}")) {
      return file(file);
    }
    byte[] archive = nested.computeIfAbsent(file, this::file);
    // The offset is the position of the member's header in the other archive.
    long at = Long.parseLong(field.substring(colon + 1));
    if (!startsWith(archive, MAGIC) || at > archive.length - HEADER) {
      throw damaged("no member at " + at + " of " + file);
    }
    int content = (int) at + HEADER;
    return Arrays.copyOfRange(archive, content, content + size(archive, (int) at));
  }

  private byte[] file(String file) {
    try {
      Path path = Path.of(name).resolveSibling(file);
      if (!Files.isRegularFile(path)) {
        throw new LinkException(name + ": no file " + path + ", which this thin archive names");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
          throw new LinkException(name + ": more than 1 GiB in " + path);
        }
        return content;
      }
    } catch (InvalidPathException e) {
      throw damaged("'" + file + "' is not a path");
    } catch (IOException e) {
      throw new LinkException(name + ": " + file + " cannot be read");
    }
  }

  /**
   * Returns the name of a member. A name longer than the header's field is in the table of long
   * names, at the offset that the field gives.
   */
  private String memberName(String field) {
    if (field.matches("/\\d+(:\\d+)?")) {
      int colon = field.indexOf(':');
      String digits = field.substring(1, colon < 0 ? field.length() : colon);
      long from = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
      int to = from < longNames.length() ? longNames.indexOf("/\n", (int) from) : -1;
      if (to < 0 || to - from > LONGEST_NAME) {
        throw damaged("no long name " + field);
      }
      return longNames.substring((int) from, to);
    }
    return field.endsWith("/") ? field.substring(0, field.length() - 1) : field;
  }

  /** Returns the size of a member's content in bytes, given the offset of its header. */
  private int size(byte[] archive, int header) {
    String text = field(archive, header + SIZE_AT, SIZE_BYTES);
    int most = archive.length - header - HEADER;
    if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most) {
      throw damaged("a member's size is '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private LinkException damaged(String what) {
    return new LinkException(name + ": not a whole archive: " + what);
  }

  private static String field(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.ISO_8859_1).strip();
  }
}
