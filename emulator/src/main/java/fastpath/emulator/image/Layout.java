package fastpath.emulator.image;

import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which input sections are kept and where they are placed: text begins at the base;
 * read-only data, data and zeros follow on pages of their own; per-CPU data begins at 0. .eh_frame
 * has an address but is not loaded; debug sections have no addresses.
 */
final class Layout {
  private static final long PAGE = 4096;
  static final long LARGEST = 256L << 20;

  /** The kinds of segments, in the order of their addresses. */
  enum Kind {
    TEXT("text", Memory.READ | Memory.EXECUTE),
    READ_ONLY("read_only", Memory.READ),
    UNWIND("unwind", 0),
    TEXT_WRITABLE("text_writable", Memory.READ | Memory.WRITE | Memory.EXECUTE),
    DATA("data", Memory.READ | Memory.WRITE),
    PER_CPU("per_cpu", Memory.READ | Memory.WRITE),
    DEBUG("debug", 0);

    private final String segment;
    final int permissions;

    Kind(String segment, int permissions) {
      this.segment = segment;
      this.permissions = permissions;
    }

    /** Returns the segment's name in messages. */
    String segment() {
      return segment;
    }
  }

  final List<ObjectFile> objects;
  final OutputSection.Placement[][] placements;
  final Map<Kind, List<OutputSection>> byKind = new EnumMap<>(Kind.class);
  private final Map<String, OutputSection> byName = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  Layout(List<ObjectFile> objects) {
    this.objects = objects;
    placements = new OutputSection.Placement[objects.size()][];
    for (Kind k : Kind.values()) {
      byKind.put(k, new ArrayList<>());
    }
    Set<String> groups = new HashSet<>();
    for (int i = 0; i < placements.length; i++) {
      ObjectFile o = objects.get(i);
      boolean[] dropped = droppedByGroups(o, groups);
      placements[i] = new OutputSection.Placement[o.sections().size()];
      for (ObjectSection s : o.sections()) {
        if (s.isUnreadable()) {
          remarks.add(
              o.name() + ": " + s.name() + " is compressed otherwise than by zlib, and not read");
        } else if (!dropped[s.index()] && isKept(s)) {
          placements[i][s.index()] = section(s.name(), s).add(i, s);
        }
      }
    }
  }

  /** Returns remarks on what was left out, each as one line. */
  List<String> remarks() {
    return remarks;
  }

  private static boolean[] droppedByGroups(ObjectFile o, Set<String> seen) {
    boolean[] dropped = new boolean[o.sections().size()];
    for (ObjectFile.Group g : o.groups()) {
      if (g.comdat() && !seen.add(g.signature())) {
        for (int member : g.members()) {
          dropped[member] = true;
        }
      }
    }
    return dropped;
  }

  private static boolean isKept(ObjectSection s) {
    String name = s.name();
    if ((s.flags() & ObjectSection.EXCLUDE) != 0
        || name.startsWith(".discard")
        || name.startsWith(".note")) {
      return false;
    }
    return s.isAllocated() || name.startsWith(".debug_");
  }

  private OutputSection section(String name, ObjectSection like) {
    boolean nobits = !like.hasBytes();
    // Sections of one name may have contents or not; those without contents (.bss) are placed last.
    String key = nobits ? name + "\0" : name;
    OutputSection found = byName.get(key);
    if (found == null) {
      found = new OutputSection(name, nobits);
      byName.put(key, found);
      byKind.get(kind(name, like.flags())).add(found);
    }
    return found;
  }

  private static Kind kind(String name, long flags) {
    if ((flags & ObjectSection.ALLOC) == 0) {
      return Kind.DEBUG;
    }
    if (name.equals(".eh_frame")) {
      return Kind.UNWIND;
    }
    if (OutputSection.isPerCpu(name)) {
      return Kind.PER_CPU;
    }
    boolean write = (flags & ObjectSection.WRITE) != 0;
    if ((flags & ObjectSection.EXECUTE) != 0) {
      return write ? Kind.TEXT_WRITABLE : Kind.TEXT;
    }
    return write ? Kind.DATA : Kind.READ_ONLY;
  }

  /**
   * Returns the permissions of a segment. The text of a kernel with alternatives is writable,
   * because the kernel patches its own text at boot.
   */
  int permissions(Kind kind) {
    boolean patched = kind == Kind.TEXT && byName.containsKey("__altinstructions");
    return kind.permissions | (patched ? Memory.WRITE : 0);
  }

  /** Returns a data section that the linker itself makes: ".bss" for common symbols, or ".got". */
  OutputSection synthetic(String name, boolean nobits) {
    OutputSection found = byName.get(nobits ? name + "\0" : name);
    if (found == null) {
      found = new OutputSection(name, nobits);
      found.flags = ObjectSection.ALLOC | ObjectSection.WRITE;
      byName.put(nobits ? name + "\0" : name, found);
      byKind.get(Kind.DATA).add(found);
    }
    return found;
  }

  /**
   * Assigns an address to every section.
   *
   * @param perCpuBase address at which per-CPU data begins
   * @return address of the page after the last section
   */
  long assign(long textBase, long perCpuBase) {
    long at = textBase;
    long perCpu = 0;
    for (Map.Entry<Kind, List<OutputSection>> e : byKind.entrySet()) {
      List<OutputSection> sections = e.getValue();
      Kind kind = e.getKey();
      sections.sort(
          (a, b) -> a.nobits != b.nobits ? (a.nobits ? 1 : -1) : rank(a.name) - rank(b.name));
      long next = kind == Kind.PER_CPU ? perCpuBase : OutputSection.up(at, PAGE);
      for (OutputSection s : sections) {
        if (kind == Kind.DEBUG) {
          continue;
        }
        s.address = next = OutputSection.up(next, s.align);
        next += s.size;
        perCpu = kind == Kind.PER_CPU ? next : perCpu;
        long total = kind == Kind.PER_CPU ? next + at - textBase : next - textBase + perCpu;
        if (s.size < 0 || total < 0 || total > LARGEST) {
          throw new LinkException("section " + s.name + " makes the image larger than 256 MiB");
        }
      }
      at = kind == Kind.PER_CPU ? at : next;
    }
    return OutputSection.up(at, PAGE);
  }

  /**
   * Returns the rank of an input section: sections with the plain name come first and cold parts
   * last; within a rank the order of the objects is kept.
   */
  private static int rank(String name) {
    return switch (name) {
      case ".text", ".rodata", ".data", ".data..percpu..first", ".data.percpu..first" -> 0;
      case ".text.unlikely" -> 2;
      default -> 1;
    };
  }

  /**
   * Returns the size in bytes of the range from the first section's address to the end of the last
   * section.
   */
  static long extent(List<OutputSection> sections, boolean withZeros) {
    long end = sections.getFirst().address;
    for (OutputSection s : sections) {
      if (withZeros || !s.nobits) {
        end = s.address + s.size;
      }
    }
    return end - sections.getFirst().address;
  }
}
