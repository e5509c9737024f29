package fastpath.lab.workshop;

import fastpath.emulator.debug.Frame;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Att;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.listing.Undecoded;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.role.Label;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A listing of a function's linked code, with the role, source function and line of each
 * instruction.
 *
 * @param kernel the kernel sources, which state the roles of functions
 * @param roles true to print roles
 * @param why true to print the reason behind each role
 * @param sources true to print source functions and lines
 */
public record AnnotatedListing(
    KernelSources kernel, Image image, boolean roles, boolean why, boolean sources) {

  /** Returns the lines of one function's listing. */
  public List<String> of(String function) {
    RoleFinder finder = Attribution.finder(kernel, image);
    FunctionCode code = FunctionCode.of(image, function);
    List<String> lines = new ArrayList<>();
    for (Symbol part : code.parts()) {
      lines.add(String.format("%016x <%s>:", part.value(), part.name()));
      TextTable table = new TextTable().left(1).left(2).left(3).left(4);
      SortedMap<Long, List<Object>> rows = new TreeMap<>(Long::compareUnsigned);
      for (Decoded insn : code.insns()) {
        if (Long.compareUnsigned(insn.address() - part.value(), part.size()) < 0) {
          rows.put(insn.address(), row(finder, insn));
        }
      }
      for (Undecoded bytes : code.undecoded()) {
        if (Long.compareUnsigned(bytes.address() - part.value(), part.size()) < 0) {
          rows.put(bytes.address(), row(bytes));
        }
      }
      rows.values().forEach(table::row);
      lines.addAll(table.lines());
      lines.add("");
    }
    return lines;
  }

  /** Returns an instruction as objdump prints it, with the image's symbols. */
  public static String text(Image image, Decoded insn) {
    return Att.print(
            insn.insn(),
            insn.next(),
            address -> {
              String symbol = image.symbolize(address);
              return symbol.isEmpty() ? null : symbol;
            })
        .strip();
  }

  private List<Object> row(Undecoded bytes) {
    List<Object> row = new ArrayList<>();
    row.add(String.format("  %x:", bytes.address()));
    if (roles) {
      row.add("-");
      if (why) {
        row.add("");
      }
    }
    if (sources) {
      row.add("?");
    }
    row.add(bytes.text());
    return row;
  }

  private List<Object> row(RoleFinder finder, Decoded insn) {
    List<Object> row = new ArrayList<>();
    row.add(String.format("  %x:", insn.address()));
    if (roles) {
      Label label = finder.label(insn);
      row.add(label.text());
      if (why) {
        row.add(label.why());
      }
    }
    if (sources) {
      List<Frame> frames = image.inlines().at(insn.address());
      row.add(
          frames.isEmpty() ? "?" : frames.getFirst().function() + ":" + frames.getFirst().line());
    }
    row.add(text(image, insn));
    return row;
  }
}
