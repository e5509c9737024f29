package fastpath.emulator.listing;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import fastpath.emulator.image.Relocation;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Att;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A disassembly as {@code objdump -d} prints it, from the line "Disassembly of section" on. */
public final class Listing {
  private static final int BYTES_A_LINE = 7;

  /** Runs of zeros that objdump shows as "...": this long, or shorter at a section's end. */
  private static final int SKIPPED_ZEROS = 8;

  private static final int SKIPPED_ZEROS_AT_END = 3;

  private final byte[] code;
  private final long address;
  private final Labels here;
  private final Labels targets;
  private final Labels outside;
  private final ObjectFile object;
  private final List<Relocation> relocations;
  private final int skippedDigits;
  private final StringBuilder out = new StringBuilder();

  /**
   * One section; {@code here} names its own addresses, {@code targets} those it refers to, {@code
   * outside} those of them that are not in it: in an object the end of the section is one, and
   * objdump then takes the nearest symbol of whatever section.
   */
  private Listing(
      String name,
      byte[] code,
      long address,
      Labels here,
      Labels targets,
      Labels outside,
      ObjectFile object,
      List<Relocation> relocations) {
    this.code = code;
    this.address = address;
    this.here = here;
    this.targets = targets;
    this.outside = outside;
    this.object = object;
    this.relocations = relocations;
    this.skippedDigits = skippedDigits(address + code.length);
    out.append("\nDisassembly of section ").append(name).append(":\n");
  }

  /**
   * Of an object's code sections.
   *
   * @param relocations print them under the instructions as {@code objdump -dr} does
   */
  public static String of(ObjectFile object, boolean relocations) {
    StringBuilder all = new StringBuilder();
    for (ObjectSection s : object.sections()) {
      if (s.isCode() && s.size() > 0) {
        List<Symbol> symbols = new ArrayList<>(object.symbols());
        Labels outside = new Labels(symbols, s.index(), s.name(), s.address());
        symbols.removeIf(y -> !object.isExecutable() && y.section() != s.index());
        Labels targets = new Labels(symbols, s.index(), s.name(), s.address());
        symbols.removeIf(y -> y.section() != s.index());
        Labels here = new Labels(symbols, s.index(), s.name(), s.address());
        List<Relocation> sorted = new ArrayList<>();
        if (relocations) {
          sorted.addAll(s.relocations());
          sorted.sort(Comparator.comparing(Relocation::offset));
        }
        all.append(
            new Listing(s.name(), s.bytes(), s.address(), here, targets, outside, object, sorted)
                .print());
      }
    }
    return all.substring(Math.min(1, all.length()));
  }

  /** Of an image's code sections. */
  public static String of(Image image) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < image.sections().size(); i++) {
      Section s = image.sections().get(i);
      if (s.isCode() && s.size() > 0) {
        int index = i;
        List<Symbol> symbols = new ArrayList<>(image.symbols());
        symbols.removeIf(image::isPerCpu);
        Labels targets = new Labels(symbols, i, s.name(), s.address());
        symbols.removeIf(y -> y.section() != index);
        Labels here = new Labels(symbols, i, s.name(), s.address());
        all.append(
            new Listing(
                    s.name(), image.bytes(s), s.address(), here, targets, targets, null, List.of())
                .print());
      }
    }
    return all.substring(Math.min(1, all.length()));
  }

  private String print() {
    int relocation = 0;
    for (int at = 0; at < code.length; ) {
      out.append("\n%016x <%s>:\n".formatted(address + at, here.of(address + at)));
      int stop = (int) Math.min(code.length, distance(here.next(address + at)));
      while (at < stop) {
        int zeros = zeros(at, stop);
        boolean relocated =
            relocation < relocations.size() && relocations.get(relocation).offset() < at + zeros;
        if (!relocated
            && (zeros >= SKIPPED_ZEROS
                || zeros >= SKIPPED_ZEROS_AT_END && at + zeros == code.length)) {
          out.append("\t...\n");
          at += zeros;
          continue;
        }
        int length = instruction(at, stop);
        at += length;
        while (relocation < relocations.size() && relocations.get(relocation).offset() < at) {
          relocation(relocations.get(relocation++));
        }
      }
    }
    return out.toString();
  }

  /** From the section's start; the section's size if there is no such symbol in it. */
  private long distance(long symbol) {
    long d = symbol - address;
    return symbol == -1 || d < 0 ? code.length : d;
  }

  private int zeros(int at, int stop) {
    int n = 0;
    while (at + n < stop && code[at + n] == 0) {
      n++;
    }
    return n;
  }

  private int instruction(int at, int stop) {
    String text;
    int length;
    try {
      Decoded d = Decoder.decode(code, at, stop, address + at);
      text = Att.print(d.insn(), d.next(), this::target);
      length = d.length();
    } catch (IsaException e) {
      text = "(bad)";
      length = 1;
    }
    for (int done = 0; done < length; done += BYTES_A_LINE) {
      out.append(place(address + at + done)).append(":\t");
      for (int i = 0; i < BYTES_A_LINE; i++) {
        if (done + i < length) {
          out.append("%02x ".formatted(code[at + done + i]));
        } else if (done == 0) {
          out.append("   ");
        }
      }
      out.append(done == 0 ? "\t" + text : "").append('\n');
    }
    return length;
  }

  private String target(long a) {
    boolean inside = Long.compareUnsigned(a - address, code.length) < 0;
    return (inside ? targets : outside).of(a);
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
