package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.role.HeldOverCalls;
import fastpath.lab.role.Label;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.text.demangle.Demangler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The code of a measured function, whether the call executed an instruction or not, followed by the
 * instructions that the call executed in other functions. Both parts are in order of address.
 */
public record CodeListing(List<Line> lines) {
  /**
   * An instruction.
   *
   * @param count how often the instruction retired; 0 if the call did not execute the instruction
   * @param own true if the instruction is part of the measured function
   * @param function source name of the function whose symbol covers the instruction; null if none
   *     does
   * @param label what the instruction is for, and why
   * @param line line of the measured function's source file to which the instruction belongs, which
   *     is the outermost one where functions are inlined; null if not known
   * @param inner innermost source function and line; null if not known
   * @param source innermost source function, file and line, as in {@link PathListing}
   * @param saves the callee-saved register that the instruction saves; null for other instructions
   * @param over the calls during which the saved register holds a value
   * @param text the instruction as objdump prints it
   */
  public record Line(
      Decoded insn,
      long count,
      boolean own,
      String function,
      Label label,
      Integer line,
      String inner,
      String source,
      String saves,
      List<String> over,
      String text) {

    private Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("address", "0x" + Long.toHexString(insn.address()));
      fields.put("count", count);
      fields.put("own", own);
      fields.put("function", function);
      fields.put("role", label.role() == null ? null : label.role().label());
      fields.put("why", label.why());
      fields.put("line", line);
      fields.put("inner", inner);
      fields.put("saves", saves);
      fields.put("over", over);
      fields.put("text", text);
      return fields;
    }
  }

  public CodeListing {
    lines = List.copyOf(lines);
  }

  /** Returns the code of a function with the counts of a call. */
  public static CodeListing of(
      KernelSources sources, Image image, String function, Profile profile) {
    return new CodeListing(new Reader(sources, image, function).lines(profile));
  }

  /** Returns the value of {@code listing} in a row of {@code measure --listing --json}. */
  public List<Map<String, Object>> json() {
    return lines.stream().map(Line::json).toList();
  }

  /** Returns the instructions that the call executed, in the same order; no saves are named. */
  public PathListing path() {
    return new PathListing(
        lines.stream()
            .filter(line -> line.count > 0)
            .map(line ->
                new PathListing.Line(
                    line.insn,
                    line.count,
                    line.own,
                    line.function == null ? PathListing.UNKNOWN : line.function,
                    line.label,
                    line.source,
                    line.text))
            .toList(),
        Map.of());
  }

  /** Makes the lines of one function. */
  private static final class Reader {
    private final Image image;
    private final RoleFinder finder;
    private final FunctionCode code;
    private final Map<Integer, List<String>> held;

    Reader(KernelSources sources, Image image, String function) {
      this.image = image;
      finder = Attribution.finder(sources, image);
      code = FunctionCode.of(image, function);
      held =
          image
              .frames()
              .function(image.address(function))
              .map(extent -> HeldOverCalls.of(image, extent))
              .orElse(Map.of());
    }

    List<Line> lines(Profile profile) {
      List<Line> lines = new ArrayList<>();
      Set<Long> own = new HashSet<>();
      for (Decoded insn : code.insns()) {
        own.add(insn.address());
        lines.add(line(insn, profile.count(insn.address()), true));
      }
      for (Profile.Entry entry : profile.entries()) {
        if (!own.contains(entry.address())) {
          lines.add(line(entry.insn(), entry.count(), false));
        }
      }
      return lines;
    }

    private Line line(Decoded insn, long count, boolean own) {
      List<Frame> frames = image.inlines().at(insn.address());
      Optional<Reg> saved = own ? saved(insn) : Optional.empty();
      return new Line(
          insn,
          count,
          own,
          image.symbolAt(insn.address()).map(Symbol::name).map(Demangler::name).orElse(null),
          finder.label(insn),
          own ? outermost(frames) : null,
          frames.isEmpty() ? null : frames.getFirst().function() + ":" + frames.getFirst().line(),
          PathListing.source(image, insn.address()),
          saved.map(Reg::text).orElse(null),
          saved.map(r -> held.getOrDefault(r.number(), List.of())).orElse(List.of()),
          AnnotatedListing.text(image, insn));
    }

    private static Integer outermost(List<Frame> frames) {
      return frames.isEmpty() || frames.getLast().line() == 0
          ? null
          : (Integer) frames.getLast().line();
    }

    private Optional<Reg> saved(Decoded insn) {
      if (image.frames().use(Lifter.lift(insn)) != FrameUse.SAVE) {
        return Optional.empty();
      }
      return insn.insn().operands().stream()
          .filter(Operand.RegOp.class::isInstance)
          .map(operand -> ((Operand.RegOp) operand).reg())
          .findFirst();
    }
  }
}
