package fastpath.lab.btf;

import fastpath.emulator.image.LinkException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of one kernel, or of a kernel and one of its modules, in the BPF Type Format. A type is
 * parsed on first use.
 */
public final class Btf {
  /** The name of the section. */
  public static final String SECTION = ".BTF";

  static final int MAGIC = 0xeb9f;

  /** The size of the section's header in bytes. */
  static final int HEADER = 24;

  private static final int TYPE_BYTES = 12;
  private static final int MOST_TYPES = 1 << 20;

  private final ByteBuffer b;
  private final int strings;
  private final int stringsEnd;

  /** The offset of each type in the section, by the type's number; type 0 is void. */
  private int[] offsets = new int[1 << 16];

  private int count = 1;

  /** The number of the first type in which functions are looked up. */
  private int firstFunction = 1;

  private final Map<Integer, BtfType> known = new HashMap<>();

  private Btf(byte[] section) {
    b = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    int header = b.getInt(4);
    strings = Math.addExact(header, b.getInt(16));
    stringsEnd = Math.addExact(strings, b.getInt(20));
    int at = Math.addExact(header, b.getInt(8));
    int end = Math.addExact(at, b.getInt(12));
    require(header >= HEADER && at >= header && end >= at && end <= section.length, "types");
    require(strings >= header && stringsEnd >= strings && stringsEnd <= section.length, "names");
    while (at < end) {
      if (count == offsets.length) {
        require(count < MOST_TYPES, "number of types");
        offsets = Arrays.copyOf(offsets, 2 * count);
      }
      require(at + TYPE_BYTES <= end, "a type is cut off");
      offsets[count++] = at;
      at += TYPE_BYTES + extra(at);
    }
    require(at == end, "a type is cut off");
  }

  /**
   * Reads the types in a section {@code .BTF}.
   *
   * @return empty if the section is empty
   * @throws LinkException if the section is damaged; the message begins with {@code .BTF}
   */
  public static Optional<Btf> read(byte[] section) {
    if (section.length == 0) {
      return Optional.empty();
    }
    try {
      require(section.length >= HEADER, "header");
      Btf btf = new Btf(section);
      require((btf.b.getShort(0) & 0xffff) == MAGIC, "magic number");
      return Optional.of(btf);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw damaged("it leads outside");
    }
  }

  /**
   * Reads the types of a module, whose section continues the kernel's: its types are numbered from
   * the kernel's last type on, and the offsets of its names begin behind the kernel's names
   * (Documentation/bpf/btf.rst, split BTF). Functions are the module's alone; all other types are
   * the kernel's and the module's.
   *
   * @param kernel the section {@code .BTF} of the kernel that the module was built for
   * @return empty if one of the sections is empty
   * @throws LinkException if a section is damaged; the message begins with {@code .BTF}
   */
  public static Optional<Btf> ofModule(byte[] module, byte[] kernel) {
    Optional<Btf> base = module.length == 0 ? Optional.empty() : read(kernel);
    return base.flatMap(types -> {
      Optional<Btf> joined = read(SplitBtf.join(kernel, module));
      joined.ifPresent(all -> all.firstFunction = types.count);
      return joined;
    });
  }

  static LinkException damaged(String what) {
    return new LinkException(".BTF: damaged: " + what);
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw damaged(what);
    }
  }

  private int info(int at) {
    return b.getInt(at + 4);
  }

  private int kind(int at) {
    return info(at) >>> 24 & 0x1f;
  }

  private int length(int at) {
    return info(at) & 0xffff;
  }

  /** Returns the size in bytes of the data behind a type's header. */
  private int extra(int at) {
    return switch (kind(at)) {
      case 1, 14, 17 -> 4;
      case 3 -> 12;
      case 4, 5, 15, 19 -> 12 * length(at);
      case 6, 13 -> 8 * length(at);
      case 2, 7, 8, 9, 10, 11, 12, 16, 18 -> 0;
      default -> throw damaged("kind " + kind(at));
    };
  }

  /** Returns the number of types, including void. */
  int count() {
    return count;
  }

  /** Returns the type that has a number. */
  BtfType type(int number) {
    return known.computeIfAbsent(number, this::parse);
  }

  private BtfType parse(int number) {
    if (number == 0) {
      return new BtfType.Other("void");
    }
    require(number > 0 && number < count, "type number " + number);
    int at = offsets[number];
    String name = text(b.getInt(at));
    int third = b.getInt(at + 8);
    boolean flag = info(at) < 0;
    return switch (kind(at)) {
      case 1 -> integer(at, name, third);
      case 2 -> new BtfType.Pointer(name, third);
      case 3 -> new BtfType.Array(name, b.getInt(at + 12), b.getInt(at + 20));
      case 4, 5 -> new BtfType.Composite(name, kind(at) == 5, third, members(at, flag));
      case 6 -> new BtfType.Enumeration(name, third, flag, values(at, 8));
      case 7 -> new BtfType.Forward(name, flag);
      case 8 -> new BtfType.Typedef(name, third);
      case 9 -> new BtfType.Qualified(name, BtfType.Qualifier.VOLATILE, third);
      case 10 -> new BtfType.Qualified(name, BtfType.Qualifier.CONST, third);
      case 11 -> new BtfType.Qualified(name, BtfType.Qualifier.RESTRICT, third);
      case 12 -> new BtfType.Function(name, third);
      case 13 -> new BtfType.Prototype(name, third, parameters(at));
      case 14 -> new BtfType.Variable(name, third);
      case 16 -> new BtfType.Floating(name, third);
      case 18 -> new BtfType.Qualified(name, BtfType.Qualifier.TAG, third);
      case 19 -> new BtfType.Enumeration(name, third, flag, values(at, 12));
      default -> new BtfType.Other(name);
    };
  }

  private BtfType integer(int at, String name, int size) {
    int encoding = b.getInt(at + TYPE_BYTES) >>> 24 & 0xf;
    return new BtfType.Int(name, size, (encoding & 1) != 0, (encoding & 4) != 0);
  }

  private List<BtfType.Member> members(int at, boolean withBits) {
    List<BtfType.Member> all = new ArrayList<>();
    for (int i = 0; i < length(at); i++) {
      int member = at + TYPE_BYTES + 12 * i;
      int offset = b.getInt(member + 8);
      all.add(
          new BtfType.Member(
              text(b.getInt(member)),
              b.getInt(member + 4),
              withBits ? offset & 0xffffff : offset,
              withBits ? offset >>> 24 : 0));
    }
    return all;
  }

  private List<BtfType.Enumerator> values(int at, int bytes) {
    List<BtfType.Enumerator> all = new ArrayList<>();
    for (int i = 0; i < length(at); i++) {
      int value = at + TYPE_BYTES + bytes * i;
      long low = b.getInt(value + 4);
      long number = bytes == 8 ? low : low & 0xffffffffL | (long) b.getInt(value + 8) << 32;
      all.add(new BtfType.Enumerator(text(b.getInt(value)), number));
    }
    return all;
  }

  private List<BtfType.Parameter> parameters(int at) {
    List<BtfType.Parameter> all = new ArrayList<>();
    for (int i = 0; i < length(at); i++) {
      int parameter = at + TYPE_BYTES + 8 * i;
      all.add(new BtfType.Parameter(text(b.getInt(parameter)), b.getInt(parameter + 4)));
    }
    return all;
  }

  private String text(int offset) {
    int from = strings + offset;
    require(offset >= 0 && from >= strings && from < stringsEnd, "a name lies outside");
    int to = from;
    while (to < stringsEnd && b.get(to) != 0) {
      to++;
    }
    return new String(b.array(), from, to - from, StandardCharsets.UTF_8);
  }

  /** Returns the prototype of a function; empty if the section does not describe the function. */
  public Optional<FunctionType> function(String name) {
    try {
      for (int i = firstFunction; i < count; i++) {
        if (kind(offsets[i]) == 12 && isName(b.getInt(offsets[i]), name)) {
          return FunctionType.of(this, name, b.getInt(offsets[i] + 8));
        }
      }
      return Optional.empty();
    } catch (IndexOutOfBoundsException e) {
      throw damaged("it leads outside");
    }
  }

  /** True if a structure or union has the tag, whether defined or only declared. */
  boolean hasComposite(String name) {
    for (int i = 1; i < count; i++) {
      int kind = kind(offsets[i]);
      if ((kind == 4 || kind == 5 || kind == 7) && isName(b.getInt(offsets[i]), name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isName(int offset, String name) {
    int at = strings + offset;
    for (int i = 0; i < name.length(); i++) {
      if (at + i >= stringsEnd || b.get(at + i) != name.charAt(i)) {
        return false;
      }
    }
    return at + name.length() < stringsEnd && b.get(at + name.length()) == 0;
  }

  /**
   * Returns by name the numbers of the types, functions and variables that have one of the names,
   * and of the enumerations that have an enumerator with one of the names. Types with the same name
   * are in ascending order of their numbers.
   */
  Map<String, List<Integer>> named(java.util.Set<String> names) {
    Map<String, List<Integer>> found = new HashMap<>();
    for (int i = 1; i < count; i++) {
      int at = offsets[i];
      String name = text(b.getInt(at));
      if (names.contains(name)) {
        found.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      }
      if (kind(at) == 6 || kind(at) == 19) {
        int bytes = kind(at) == 6 ? 8 : 12;
        for (int k = 0; k < length(at); k++) {
          String value = text(b.getInt(at + TYPE_BYTES + bytes * k));
          if (names.contains(value)) {
            found.computeIfAbsent(value, n -> new ArrayList<>()).add(i);
          }
        }
      }
    }
    return found;
  }
}
