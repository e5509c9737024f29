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

/**
 * A disassembly as {@code objdump -d} prints it, from the first line "Disassembly of section" to
 * the end.
 */
public final class Listing {
  private static final int BYTES_A_LINE = 7;

  /**
   * The least length of a run of zeros that objdump shows as "..."; a very short run directly
   * before a symbol is shown so too.
   */
  private static final int SKIPPED_ZEROS = 8;

  private static final int SHOWN_ZEROS_AT_END = 3;

  /** The unit, in bytes, in which objdump skips zeros that precede other bytes. */
  private static final int WORD = 4;

  private static final HexFormat HEX = HexFormat.of();

  /** The approximate number of characters handed to the sink at once. */
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
   * Creates the listing of one section. {@code here} names the section's own addresses, and {@code
   * targets} the addresses inside the section that instructions refer to. {@code outside} names the
   * other addresses, such as the end of a section in an object file, for which objdump takes the
   * nearest symbol of any section.
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

  /** Returns the text that {@link #write} writes for all functions. */
  public static String of(ObjectFile object, boolean relocations) {
    StringBuilder all = new StringBuilder();
    write(object, null, relocations, all::append);
    return all.toString();
  }

  /**
   * Writes the listing of the code sections of an object file or executable.
   *
   * @param wanted accepts the names, without version, of the functions to list; null to list all
   *     code
   * @param relocations true to print relocations under the instructions as {@code objdump -dr} does
   * @param sink takes the text piece by piece, because the whole text may be larger than memory
   * @return true if there was anything to list
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

  /** Returns the listing of an image's code sections. */
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

  /** Prints one function: as many bytes as its size, or up to the next symbol if its size is 0. */
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
        // A run of zeros with a relocation inside is scanned only once.
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

  /** Hands the collected text to the sink if it has more characters than a limit. */
  private void flush(int than) {
    if (out.length() > than) {
      sink.accept(out);
      out.setLength(0);
    }
  }

  /**
   * Returns the distance of a symbol from the section's start; the section's size if the symbol is
   * not in the section.
   */
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

  /**
   * Returns the name of a branch target or data address. The result is null, for a plain number, in
   * a file without any symbol; in other files, addresses in a section without symbols are counted
   * from the section.
   */
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

  /**
   * Returns the number of leading digits that objdump drops: zeros in groups of four, where the
   * digit after the group must be zero too.
   */
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
