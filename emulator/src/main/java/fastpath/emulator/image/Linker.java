package fastpath.emulator.image;

import fastpath.emulator.debug.DebugSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links objects into an {@link Image}. */
public final class Linker {
  /** Functions whose calls become nops where no file defines them. */
  public static final Set<String> TRACER = TracerCalls.NAMES;

  private Linker() {}

  /**
   * Links relocatable objects, or loads one executable.
   *
   * @throws LinkException undefined or doubly defined symbol, relocation that does not fit, ...
   */
  public static Image link(List<ObjectFile> objects, LinkOptions options) {
    for (ObjectFile o : objects) {
      if (o.isExecutable()) {
        if (objects.size() > 1) {
          throw new LinkException(o.name() + ": an executable cannot be linked with other files");
        }
        return ExecutableLoader.load(o);
      }
    }
    Layout layout = new Layout(List.copyOf(objects));
    Symbols symbols = new Symbols(layout);
    Relocator relocator = new Relocator(layout, symbols);
    relocator.prepare(options.traps());
    LinkOptions where = relocator.needsLow() ? LinkOptions.low() : options;
    symbols.undefined().place(layout.assign(where.textBase()));
    return build(layout, symbols, relocator);
  }

  private static Image build(Layout layout, Symbols symbols, Relocator relocator) {
    List<Section> sections = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    Map<OutputSection, Integer> indexes = new IdentityHashMap<>();
    Map<String, Image.Contents> lazy = new HashMap<>();
    byte[] perCpu = new byte[0];
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
        case PER_CPU -> perCpu = contents(group, relocator, false, true);
        case UNWIND, DEBUG -> {
          for (OutputSection s : group) {
            lazy.put(s.name, new Linked(s, layout.objects, relocator));
          }
        }
      }
    }
    Long start = symbols.address("_start");
    return new Image(
        segments,
        sections,
        symbols.all(indexes),
        perCpu,
        lazy,
        start == null ? 0 : start,
        symbols.undefined(),
        relocator.patched());
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

  /** A section that is not loaded, linked when it is asked for. */
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
