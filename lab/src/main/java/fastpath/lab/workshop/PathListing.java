package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.role.HeldOverCalls;
import fastpath.lab.role.Label;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.text.TextTable;
import fastpath.lab.text.demangle.Demangler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instructions that a call executed: first those of the called function itself, then those of
 * other functions, both in order of address.
 *
 * @param saves the callee-saved registers that the function saves on the path, by name, with the
 *     calls during which each register holds a value
 */
public record PathListing(List<Line> lines, Map<String, List<String>> saves) {
  /** Terminal width, in columns, from which the source line is printed beside the instruction. */
  private static final int WIDE = 100;

  static final String UNKNOWN = "?";

  /**
   * An executed instruction.
   *
   * @param count how often the instruction retired
   * @param own true if the called function itself executed the instruction
   * @param function source name of the function whose symbol covers the instruction; "?" if none
   *     does
   * @param source innermost source function and line, without folders; "?" if not known
   * @param text the instruction as objdump prints it
   */
  public record Line(
      Decoded insn,
      long count,
      boolean own,
      String function,
      Label label,
      String source,
      String text) {
    /** True if debug information tells the source line. */
    public boolean hasSource() {
      return !source.equals(UNKNOWN);
    }
  }

  public PathListing {
    lines = List.copyOf(lines);
    saves = Collections.unmodifiableMap(new LinkedHashMap<>(saves));
  }

  /** Returns the listing of the instructions in a profile. */
  public static PathListing of(KernelSources sources, Image image, Profile profile) {
    RoleFinder finder = Attribution.finder(sources, image);
    List<Line> lines = new ArrayList<>();
    for (Profile.Entry entry : profile.entries()) {
      lines.add(
          new Line(
              entry.insn(),
              entry.count(),
              entry.ownCount() > 0,
              function(image, entry.address()),
              finder.label(entry.insn()),
              source(image, entry.address()),
              AnnotatedListing.text(image, entry.insn())));
    }
    lines.sort(Comparator.comparing(line -> !line.own));
    return new PathListing(lines, saves(image, lines));
  }

  private static Map<String, List<String>> saves(Image image, List<Line> lines) {
    Map<String, List<String>> saves = new LinkedHashMap<>();
    if (lines.isEmpty()) {
      return saves;
    }
    Map<Integer, List<String>> held =
        image
            .frames()
            .function(lines.getFirst().insn.address())
            .map(function -> HeldOverCalls.of(image, function))
            .orElse(Map.of());
    for (Line line : lines) {
      if (line.own && image.frames().use(Lifter.lift(line.insn)) == FrameUse.SAVE) {
        line.insn.insn().operands().stream()
            .filter(Operand.RegOp.class::isInstance)
            .map(operand -> ((Operand.RegOp) operand).reg())
            .forEach(r -> saves.put(r.text(), held.getOrDefault(r.number(), List.of())));
      }
    }
    return saves;
  }

  private static String function(Image image, long address) {
    return image.symbolAt(address).map(Symbol::name).map(Demangler::name).orElse(UNKNOWN);
  }

  static String source(Image image, long address) {
    List<Frame> frames = image.inlines().at(address);
    if (frames.isEmpty()) {
      return UNKNOWN;
    }
    Frame frame = frames.getFirst();
    return "%s %s:%d"
        .formatted(frame.function(), Path.of(frame.file()).getFileName(), frame.line());
  }

  /** Returns the instructions that the called function itself executed. */
  public PathListing own() {
    return new PathListing(lines.stream().filter(Line::own).toList(), saves);
  }

  /** Returns the lines of each function, in order. */
  public Map<String, List<Line>> byFunction() {
    Map<String, List<Line>> functions = new LinkedHashMap<>();
    lines.forEach(l -> functions.computeIfAbsent(l.function, name -> new ArrayList<>()).add(l));
    return functions;
  }

  /**
   * Returns a block of text for each function. A line has an instruction, how often it ran, its
   * role, and its source line. If the terminal is too narrow for a column of source lines, each
   * change of the source line is printed as a line of its own.
   */
  public List<String> text(int columns) {
    List<String> text = new ArrayList<>();
    byFunction()
        .forEach((function, executed) -> {
          long sum = executed.stream().mapToLong(Line::count).sum();
          text.add("");
          text.add("%s: %d instructions".formatted(function, sum));
          text.addAll(columns < WIDE ? narrow(executed) : wide(executed));
        });
    return text;
  }

  private static List<String> wide(List<Line> executed) {
    TextTable table = new TextTable().left(1).left(2).left(3);
    for (Line line : executed) {
      table.row("  " + line.count, line.label.text(), line.source, line.text);
    }
    return table.lines();
  }

  private static List<String> narrow(List<Line> executed) {
    TextTable table = new TextTable().left(1).left(2);
    executed.forEach(line -> table.row("  " + line.count, line.label.text(), line.text));
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    String source = "";
    for (int i = 0; i < executed.size(); i++) {
      if (!executed.get(i).source.equals(source)) {
        source = executed.get(i).source;
        lines.add(" " + source);
      }
      lines.add(rows.get(i));
    }
    return lines;
  }
}
