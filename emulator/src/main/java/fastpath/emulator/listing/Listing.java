package fastpath.emulator.listing;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.NamedPlaces;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import fastpath.emulator.image.Relocation;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Att;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A disassembly as {@code objdump -d} prints it, from the line "Disassembly of section" on. */
public final class Listing {
  private static final int BYTES_A_LINE = 7;

  /** Runs of zeros that objdump shows as "...": this long, or very short before a symbol. */
  private static final int SKIPPED_ZEROS = 8;

  private static final int SHOWN_ZEROS_AT_END = 3;

  /** Before other bytes objdump skips zeros in words of so many bytes. */
  private static final int WORD = 4;

  private static final HexFormat HEX = HexFormat.of();

  /** Characters handed on at once, about. */
  private static final int PIECE = 1 << 13;

  private final byte[] code;
  private final long address;
  private final Labels here;
  private final Labels targets;
  private final Labels outside;
  private final Map<Long, Symbol> slots;
  private final ObjectFile object;
  private final List<Relocation> relocations;
  private final int skippedDigits;
  private final Consumer<CharSequence> sink;
  private final StringBuilder out = new StringBuilder();

  /**
   * One section; {@code here} names its own addresses, {@code targets} those it refers to, {@code
   * outside} those of them that are not in it: in an object the end of the section is one, and
   * objdump then takes the nearest symbol of whatever section.
   */
  private Listing(
      byte[] code,
      long address,
      Labels here,
      Labels targets,
      Labels outside,
      Map<Long, Symbol> slots,
      ObjectFile object,
      List<Relocation> relocations,
      Consumer<CharSequence> sink) {
    this.code = code;
    this.address = address;
    this.here = here;
    this.targets = targets;
    this.outside = outside;
    this.slots = slots;
    this.object = object;
    this.relocations = relocations;
    this.sink = sink;
    this.skippedDigits = skippedDigits(address + code.length);
  }

  /** What {@link #write} writes of all functions. */
  public static String of(ObjectFile object, boolean relocations) {
    StringBuilder all = new StringBuilder();
    write(object, null, relocations, all::append);
    return all.toString();
  }

  /**
   * Of an object's or executable's code sections.
   *
   * @param wanted the names, without version, of the only functions to list; null for all code
   * @param relocations print them under the instructions as {@code objdump -dr} does
   * @param sink takes the text piece by piece: it may be longer than memory
   * @return whether there was anything to list
   */
  public static boolean write(
      ObjectFile object,
      Predicate<String> wanted,
      boolean relocations,
      Consumer<CharSequence> sink) {
    NamedPlaces places = NamedPlaces.of(object);
    boolean linked = object.isExecutable();
    List<Symbol> all = Labels.sorted(places.symbols(), linked);
    Map<Integer, List<Symbol>> bySection = bySection(all);
    boolean first = true;
    for (ObjectSection s : object.sections()) {
      if (s.isCode() && s.size() > 0) {
        Labels outside = new Labels(all, s.index(), s.name(), s.address(), linked);
        List<Symbol> own = bySection.getOrDefault(s.index(), List.of());
        Labels here = new Labels(own, s.index(), s.name(), s.address(), linked);
        Labels targets = linked ? outside : here;
        List<Symbol> named = wanted == null ? List.of() : Labels.named(own, wanted);
        if (wanted != null && named.isEmpty()) {
          continue;
        }
        List<Relocation> sorted = new ArrayList<>();
        if (relocations) {
          sorted.addAll(s.relocations());
          sorted.sort(Comparator.comparing(Relocation::offset));
        }
        sink.accept(heading(s.name(), first));
        first = false;
        Listing listing =
            new Listing(
                s.bytes(),
                s.address(),
                here,
                targets,
                outside,
                places.slots(),
                object,
                sorted,
                sink);
        if (wanted == null) {
          listing.print();
        }
        named.forEach(listing::print);
      }
    }
    return !first;
  }

  /** Of an image's code sections. */
  public static String of(Image image) {
    StringBuilder text = new StringBuilder();
    List<Symbol> symbols = new ArrayList<>(image.symbols());
    symbols.removeIf(image::isPerCpu);
    List<Symbol> all = Labels.sorted(symbols, false);
    Map<Integer, List<Symbol>> bySection = bySection(all);
    for (int i = 0; i < image.sections().size(); i++) {
      Section s = image.sections().get(i);
      if (s.isCode() && s.size() > 0) {
        Labels targets = new Labels(all, i, s.name(), s.address(), false);
        Labels here =
            new Labels(bySection.getOrDefault(i, List.of()), i, s.name(), s.address(), false);
        text.append(heading(s.name(), text.isEmpty()));
        byte[] code = image.bytes(s);
        new Listing(
                code, s.address(), here, targets, targets, Map.of(), null, List.of(), text::append)
            .print();
      }
    }
    return text.toString();
  }

  private static Map<Integer, List<Symbol>> bySection(List<Symbol> symbols) {
    return symbols.stream().collect(Collectors.groupingBy(Symbol::section));
  }

  private static String heading(String section, boolean first) {
    return (first ? "" : "\n") + "Disassembly of section " + section + ":\n";
  }

  private void print() {
    print(0, code.length);
  }

  /** One function: to its size, or if it has none to the next symbol. */
  private void print(Symbol function) {
    long start = function.value() - address;
    if (start >= 0 && start < code.length) {
      long end =
          function.size() > 0 ? start + function.size() : distance(here.next(function.value()));
      print((int) start, (int) Math.min(code.length, end));
    }
  }

  private void print(int from, int end) {
    int relocation = 0;
    int zerosEnd = 0;
    while (relocation < relocations.size() && relocations.get(relocation).offset() < from) {
      relocation++;
    }
    for (int at = from; at < end; ) {
      out.append("\n%016x <%s>:\n".formatted(address + at, here.of(address + at)));
      int stop = (int) Math.min(end, distance(here.next(address + at)));
      while (at < stop) {
        // A run of zeros that a relocation is in is gone through once.
        zerosEnd = zerosEnd > at ? zerosEnd : zerosEnd(at, stop);
        int zeros = zerosEnd - at;
        boolean relocated =
            relocation < relocations.size() && relocations.get(relocation).offset() < at + zeros;
        if (!relocated
            && (zeros >= SKIPPED_ZEROS
                || zeros > 0 && zeros < SHOWN_ZEROS_AT_END && at + zeros == stop)) {
          out.append("\t...\n");
          at += at + zeros < stop ? zeros - zeros % WORD : zeros;
          continue;
        }
        int length = instruction(at, stop);
        at += length;
        while (relocation < relocations.size() && relocations.get(relocation).offset() < at) {
          relocation(relocations.get(relocation++));
        }
        flush(PIECE);
      }
    }
    flush(0);
  }

  /** Hands on what there is if it is longer than that. */
  private void flush(int than) {
    if (out.length() > than) {
      sink.accept(out);
      out.setLength(0);
    }
  }

  /** From the section's start; the section's size if there is no such symbol in it. */
  private long distance(long symbol) {
    long d = symbol - address;
    return symbol == -1 || d < 0 ? code.length : d;
  }

  private int zerosEnd(int at, int stop) {
    int end = at;
    while (end < stop && code[end] == 0) {
      end++;
    }
    return end;
  }

  private int instruction(int at, int stop) {
    int length = Listed.idlePrefixes(code, at, stop);
    String text = length == 0 ? "" : Listed.prefixes(code, at, length);
    if (length > 0) {
      line(at, length, text);
      return length;
    }
    try {
      Decoded d = Decoder.decode(code, at, stop, address + at);
      text = Att.print(d.insn(), d.next(), this::target);
      length = d.length();
    } catch (IsaException e) {
      Undecoded bytes = Undecoded.of(e, code, at, stop, this::target);
      text = bytes.text();
      length = bytes.length();
    }
    line(at, length, text);
    return length;
  }

  private void line(int at, int length, String text) {
    for (int done = 0; done < length; done += BYTES_A_LINE) {
      out.append(place(address + at + done)).append(":\t");
      for (int i = 0; i < BYTES_A_LINE; i++) {
        if (done + i < length) {
          out.append(HEX.toHexDigits(code[at + done + i])).append(' ');
        } else if (done == 0) {
          out.append("   ");
        }
      }
      out.append(done == 0 ? "\t" + text : "").append('\n');
    }
  }

  /** A file without any symbol has plain addresses, one with some counts from the section. */
  private String target(long a) {
    if (outside.isEmpty()) {
      return null;
    }
    boolean inside = Long.compareUnsigned(a - address, code.length) < 0;
    return (inside ? targets : outside).of(a, slots.get(a));
  }

  private void relocation(Relocation r) {
    Symbol s = r.symbol() < object.symbols().size() ? object.symbols().get(r.symbol()) : null;
    out.append("\t\t\t")
        .append(Long.toHexString(address + r.offset()))
        .append(": ")
        .append(r.type().text())
        .append('\t')
        .append(s == null || s.name().isEmpty() ? "*ABS*" : s.name());
    if (r.addend() != 0) {
      out.append(r.addend() < 0 ? "-0x" : "+0x").append(Long.toHexString(Math.abs(r.addend())));
    }
    out.append('\n');
  }

  /** objdump drops leading zeros in fours, and one more digit must be zero. */
  private static int skippedDigits(long end) {
    String s = "%016x".formatted(end);
    int skipped = 0;
    while (skipped + 5 <= s.length() && s.startsWith("00000", skipped)) {
      skipped += 4;
    }
    return skipped;
  }

  private String place(long a) {
    String digits = Long.toHexString(a);
    return " ".repeat(Math.max(0, 16 - skippedDigits - digits.length())) + digits;
  }
}
