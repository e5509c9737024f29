package fastpath.emulator.image;

import fastpath.emulator.debug.DebugSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Links objects into an {@link Image}. */
public final class Linker {
  /** The names of tracer functions, whose calls become nops if no file defines them. */
  public static final Set<String> TRACER = TracerCalls.NAMES;

  private Linker() {}

  /**
   * Links relocatable objects, and loads executables and shared objects beside them.
   *
   * @throws LinkException if the link fails, for example because of an undefined or doubly defined
   *     symbol or a relocation that does not fit
   */
  public static Image link(List<ObjectFile> objects, LinkOptions options) {
    Map<Boolean, List<ObjectFile>> isLinked =
        objects.stream().collect(Collectors.partitioningBy(ObjectFile::isExecutable));
    LinkedFiles linked = new LinkedFiles(isLinked.get(true));
    Layout layout = new Layout(isLinked.get(false));
    Symbols symbols = new Symbols(layout, linked);
    Relocator relocator = new Relocator(layout, symbols);
    relocator.prepare(options.traps());
    if (options.traps()) {
      linked.prepare(symbols);
    }
    linked.place((relocator.needsLow() ? LinkOptions.low() : options).textBase());
    symbols.undefined().place(layout.assign(linked.behind(), linked.perCpu().length));
    linked.relocate(symbols);
    return build(layout, linked, symbols, relocator);
  }

  private static Image build(
      Layout layout, LinkedFiles linked, Symbols symbols, Relocator relocator) {
    List<Section> sections = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    Map<OutputSection, Integer> indexes = new IdentityHashMap<>();
    Map<String, Image.Contents> lazy = new HashMap<>();
    long unwind = 0;
    byte[] perCpu = linked.perCpu();
    for (Map.Entry<Layout.Kind, List<OutputSection>> e : layout.byKind.entrySet()) {
      Layout.Kind kind = e.getKey();
      List<OutputSection> group = e.getValue();
      for (OutputSection s : group) {
        indexes.put(s, sections.size());
        sections.add(new Section(s.name, s.address, s.size, s.flags));
      }
      if (group.isEmpty()) {
        continue;
      }
      switch (kind) {
        case TEXT, READ_ONLY, TEXT_WRITABLE, DATA ->
            segments.add(
                new Segment(
                    kind.segment(),
                    group.getFirst().address,
                    contents(group, relocator, kind == Layout.Kind.DATA, false),
                    Layout.extent(group, true),
                    layout.permissions(kind)));
        case PER_CPU -> perCpu = join(perCpu, group, contents(group, relocator, false, true));
        case UNWIND, DEBUG -> {
          for (OutputSection s : group) {
            lazy.put(s.name, new Linked(s, layout.objects, relocator));
            unwind = s.name.equals(".eh_frame") ? s.address : unwind;
          }
        }
      }
    }
    List<Symbol> all = symbols.all(indexes);
    List<Description> descriptions = new ArrayList<>(List.of(new Description(lazy, unwind, 0)));
    Long start = symbols.address("_start");
    long entry = start == null ? 0 : start;
    for (LinkedFile file : linked.placed()) {
      all.addAll(file.symbols(sections.size()));
      sections.addAll(file.sections());
      segments.addAll(file.segments());
      descriptions.add(file.description());
      entry = entry == 0 ? file.entry() : entry;
    }
    return new Image(
        segments,
        sections,
        all,
        perCpu,
        descriptions,
        entry,
        new LinkFacts(
            symbols.undefined(), relocator.patched(), origins(layout, linked), layout.remarks()));
  }

  private static List<LinkFacts.Origin> origins(Layout layout, LinkedFiles linked) {
    List<LinkFacts.Origin> origins = new ArrayList<>();
    for (OutputSection.Placement[] placements : layout.placements) {
      for (OutputSection.Placement p : placements) {
        if (p != null && p.input().isCode() && p.input().isAllocated()) {
          ObjectFile file = layout.objects.get(p.object());
          origins.add(new LinkFacts.Origin(p.address(), p.input().size(), file));
        }
      }
    }
    for (LinkedFile file : linked.placed()) {
      for (Segment s : file.segments()) {
        origins.add(new LinkFacts.Origin(s.address(), s.size(), file.file()));
      }
    }
    return origins;
  }

  /** Joins a kernel's per-CPU variables and those of objects that are linked beside the kernel. */
  private static byte[] join(byte[] first, List<OutputSection> group, byte[] then) {
    int at = (int) group.getFirst().address;
    byte[] all = Arrays.copyOf(first, at + then.length);
    System.arraycopy(then, 0, all, at, then.length);
    return all;
  }

  private static byte[] contents(
      List<OutputSection> group, Relocator relocator, boolean withGot, boolean withZeros) {
    long start = group.getFirst().address;
    byte[] bytes = new byte[(int) Layout.extent(group, withZeros)];
    for (OutputSection s : group) {
      relocator.emit(s, bytes, (int) (s.address - start), false);
    }
    if (withGot) {
      relocator.fillGot(bytes, start);
    }
    return bytes;
  }

  /**
   * The contents of a section that is not loaded; the section is linked when its bytes are
   * requested.
   */
  private record Linked(OutputSection section, List<ObjectFile> objects, Relocator relocator)
      implements Image.Contents {
    @Override
    public byte[] get() {
      if (section.size > Layout.LARGEST) {
        throw new LinkException("section " + section.name + " is larger than 256 MiB");
      }
      byte[] bytes = new byte[section.nobits ? 0 : (int) section.size];
      if (!section.nobits) {
        relocator.emit(section, bytes, 0, true);
      }
      return bytes;
    }

    @Override
    public boolean describes(Section other) {
      return other.address() == section.address && other.size() == section.size;
    }

    @Override
    public DebugSection.FileOffset of(long offset) {
      OutputSection.Placement from = null;
      for (OutputSection.Placement p : section.inputs) {
        from = p.offset() <= offset ? p : from;
      }
      return from == null
          ? null
          : new DebugSection.FileOffset(objects.get(from.object()).name(), offset - from.offset());
    }
  }
}
