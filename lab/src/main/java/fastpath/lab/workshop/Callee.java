package fastpath.lab.workshop;

import fastpath.emulator.count.Profile;
import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.lab.text.demangle.Demangler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place at which a function calls another function, or jumps to it.
 *
 * @param symbol source name of the other function; null if the target is computed or has no symbol
 * @param file path of the source file as given to the compiler; null if not known
 * @param line line in the source file, from 1; null if not known, as for a call that the compiler
 *     merged from calls of several lines
 * @param calls how often the place was executed on the path taken
 * @param tail true if the place is a jump
 * @param places addresses of the calls and jumps in the machine code, at least one
 */
public record Callee(
    String symbol, String file, Integer line, long calls, boolean tail, List<Long> places) {
  public Callee {
    places = List.copyOf(places);
  }

  /** Returns the callee's name in tables; {@code (computed)} if its address is computed. */
  public String name() {
    return symbol == null ? "(computed)" : symbol;
  }

  /** Returns the same call at another place in the source. */
  public Callee at(String otherFile, int otherLine) {
    return new Callee(symbol, otherFile, otherLine, calls, tail, places);
  }

  /** True if debug information names the file and no line: the compiler merged several calls. */
  public boolean isMerged() {
    return file != null && line == null;
  }

  /** True if the path taken does not execute the place. */
  public boolean cold() {
    return calls == 0;
  }

  /** Returns the calls and jumps to other functions in a function's code, in order of address. */
  public static List<Callee> of(Image image, FunctionCode code, Profile path) {
    List<Callee> callees = new ArrayList<>();
    for (Decoded insn : code.insns()) {
      Lifted lifted = Lifter.lift(insn);
      if (calls(lifted) || leaves(code, lifted)) {
        callees.add(callee(image, lifted, path));
      }
    }
    return callees;
  }

  /**
   * Merges places that have the same callee and source line, because the compiler made them of one
   * call. The merged place has the sum of their executions and is a jump if all of them are jumps.
   * Places without a source line are not merged.
   */
  public static List<Callee> bySource(List<Callee> places) {
    Map<String, Callee> calls = new LinkedHashMap<>();
    for (Callee c : places) {
      String key = c.symbol + " " + c.file + " " + (c.line == null ? c.places : c.line);
      calls.merge(key, c, Callee::and);
    }
    return List.copyOf(calls.values());
  }

  private Callee and(Callee other) {
    List<Long> all = new ArrayList<>(places);
    all.addAll(other.places);
    return new Callee(symbol, file, line, calls + other.calls, tail && other.tail, all);
  }

  private static boolean calls(Lifted insn) {
    return insn.flow() == Flow.CALL || insn.flow() == Flow.INDIRECT_CALL;
  }

  private static boolean leaves(FunctionCode code, Lifted insn) {
    return (insn.flow() == Flow.JUMP || insn.flow() == Flow.BRANCH)
        && CodeFlow.target(insn).filter(target -> !code.contains(target)).isPresent();
  }

  private static Callee callee(Image image, Lifted insn, Profile path) {
    long address = insn.insn().address();
    List<Frame> frames = image.inlines().at(address);
    Frame frame = frames.isEmpty() ? null : frames.getFirst();
    return new Callee(
        CodeFlow.target(insn).map(target -> name(image, target)).orElse(null),
        frame == null || frame.file().isEmpty() ? null : frame.file(),
        frame == null || frame.line() == 0 ? null : (Integer) frame.line(),
        path.count(address),
        !calls(insn),
        List.of(address));
  }

  private static String name(Image image, long target) {
    return image
        .symbolAt(target)
        .map(Symbol::name)
        .or(() -> image.undefined().at(target).filter(name -> !name.isEmpty()))
        .map(Demangler::name)
        .orElse(null);
  }

  /** Returns an item of {@code callees} in the output of {@code measure --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("symbol", symbol);
    fields.put("file", file);
    fields.put("line", line);
    fields.put("calls", calls);
    fields.put("tail", tail);
    fields.put("cold", cold());
    return fields;
  }
}
