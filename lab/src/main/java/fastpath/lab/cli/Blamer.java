package fastpath.lab.cli;

import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.isa.Decoded;
import fastpath.lab.blame.CallShares;
import fastpath.lab.blame.Cost;
import fastpath.lab.blame.HiddenCalls;
import fastpath.lab.blame.HiddenCalls.Instead;
import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.compare.Difference;
import fastpath.lab.compare.PathComparison;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.FunctionCode;
import fastpath.lab.workshop.LabException;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Finds what the calls of a function cost the path taken, for each variant. */
record Blamer(
    CliCommand command,
    FileArguments files,
    CallOptions call,
    SourceOptions sources,
    Program program) {

  /**
   * Calls, and what stands in their place.
   *
   * @param listed whether the measured row includes the executed instructions
   */
  private record Edit(List<Callee> calls, Instead instead, boolean listed) {}

  /**
   * The function as it is, and where it was compiled.
   *
   * @param edited what was measured of the function with other calls, since the calls together may
   *     be one call
   */
  private record Base(
      Workshop workshop,
      Variant variant,
      Image image,
      MeasureRow.Measured row,
      Map<Edit, MeasureRow.Measured> edited) {}

  /** Returns the program as it is, linked under a variant. */
  Measurer.Linked link(Workshop workshop, Variant variant) {
    return measurer(program, true).link(workshop, variant);
  }

  /** Returns what the function was compiled under and by, with which messages begin. */
  String under(Measurer.Linked linked) {
    return measurer(program, false).under(linked);
  }

  /** Blames the calls of the function in the program as it is. */
  BlameRow.Blamed of(Measurer.Linked linked) {
    Measurer measurer = measurer(program, true);
    Workshop workshop = linked.workshop();
    Variant variant = linked.variant();
    Base base =
        new Base(
            workshop,
            variant,
            linked.image(),
            measurer.measure(linked, call.set()),
            new ConcurrentHashMap<>());
    if (measurer.isBinary(linked.image())) {
      return inMachineCode(linked.image(), base);
    }
    List<Callee> calls = asmAlone(base) ? List.of() : Callee.bySource(base.row.callees());
    boolean alone = calls.size() == 1;
    List<BlameRow.Call> blamed =
        calls.parallelStream().map(callee -> of(base, callee, alone)).toList();
    List<Callee> hidden =
        blamed.stream().filter(c -> c.cost() != null).map(BlameRow.Call::callee).toList();
    return new BlameRow.Blamed(
        base.row, false, blamed, hidden.isEmpty() ? null : together(base, hidden));
  }

  /**
   * True if the compiler sees a leaf function: every call is in inline asm, so that the compiler
   * saves no register for a call.
   */
  private static boolean asmAlone(Base base) {
    return base.row.measurement().leafInCode().isLeafForCompiler();
  }

  private BlameRow.Blamed inMachineCode(Image image, Base base) {
    CallShares shares =
        CallShares.of(base.workshop.sources(), image, call.function, base.row.measurement());
    List<Callee> calls = Callee.bySource(base.row.callees());
    List<BlameRow.Call> blamed =
        calls.stream()
            .map(c ->
                new BlameRow.Call(
                    c, image.symbolize(c.places().getFirst()), shares.of(List.of(c)), null, null))
            .toList();
    return new BlameRow.Blamed(
        base.row,
        true,
        blamed,
        calls.isEmpty() ? null : new BlameRow.Together(shares.of(calls), null, null, null));
  }

  /**
   * Blames one call.
   *
   * @param alone true if the call is the function's only one, so that its path is shown too
   */
  private BlameRow.Call of(Base base, Callee callee, boolean alone) {
    String place = BlameRow.Call.sourcePlace(callee);
    try {
      MeasureRow.Measured hidden = measured(base, List.of(callee), Instead.THUNK, alone);
      Cost cost = Cost.of(base.row.measurement(), same(base, hidden));
      return new BlameRow.Call(callee, place, cost, removed(base, List.of(callee)), null);
    } catch (CompileException | LinkException | LabException e) {
      return new BlameRow.Call(callee, place, null, null, problem(e));
    }
  }

  /** Returns the reason why a function cannot be measured with calls behind thunks, in one line. */
  private static String problem(RuntimeException failure) {
    String before = failure instanceof LabException ? "" : "behind a thunk it does not compile: ";
    return before + Problem.oneLine(failure.getMessage());
  }

  private BlameRow.Together together(Base base, List<Callee> callees) {
    try {
      MeasureRow.Measured hidden = measured(base, callees, Instead.THUNK, true);
      Cost cost = Cost.of(base.row.measurement(), same(base, hidden));
      List<Difference> causes =
          PathComparison.of(
                  hidden.measurement().counters(),
                  hidden.path().own(),
                  base.row.measurement().counters(),
                  base.row.path().own())
              .differences();
      return new BlameRow.Together(cost, removed(base, callees), causes, null);
    } catch (CompileException | LinkException | LabException e) {
      return new BlameRow.Together(null, null, null, problem(e));
    }
  }

  private static Measurement same(Base base, MeasureRow.Measured hidden) {
    if (!isSameValue(base, hidden)) {
      throw new LabException("behind a thunk the function returns something else");
    }
    return hidden.measurement();
  }

  private static boolean isSameValue(Base base, MeasureRow.Measured other) {
    return base.row.value().equals(other.value());
  }

  /**
   * Returns what the removal of calls saves; null if the function then does something else, or
   * cannot be compiled or run.
   */
  private Cost removed(Base base, List<Callee> callees) {
    if (!callees.stream().allMatch(Callee::cold)) {
      return null;
    }
    try {
      MeasureRow.Measured row = measured(base, callees, Instead.NOTHING, false);
      return isSameValue(base, row) ? Cost.of(base.row.measurement(), row.measurement()) : null;
    } catch (CompileException | LinkException | LabException e) {
      return null;
    }
  }

  private MeasureRow.Measured measured(
      Base base, List<Callee> callees, Instead instead, boolean listed) {
    Edit edit = new Edit(callees, instead, listed);
    MeasureRow.Measured known = base.edited.get(edit);
    if (known != null) {
      return known;
    }
    command.terminal.interruption().check();
    List<Callee> written =
        callees.stream().flatMap(callee -> asWritten(base, callee).stream()).distinct().toList();
    HiddenCalls without = HiddenCalls.of(base.workshop.sources(), program, written, instead);
    try (Workshop user = new Workshop(without.over(base.workshop.sources()))) {
      Measurer measurer = measurer(without.program(), listed);
      MeasureRow.Measured row =
          measurer.measure(measurer.link(user, base.workshop, base.variant), call.set());
      base.edited.put(edit, row);
      return row;
    }
  }

  /** Returns the calls of the source that a call of the machine code was made of. */
  private List<Callee> asWritten(Base base, Callee callee) {
    if (!callee.isMerged() || callee.symbol() == null) {
      return List.of(callee);
    }
    Set<Integer> lines = new TreeSet<>();
    for (Decoded insn : FunctionCode.of(base.image, call.function).insns()) {
      base.image.inlines().at(insn.address()).stream()
          .filter(frame -> frame.file().equals(callee.file()) && frame.line() > 0)
          .forEach(frame -> lines.add(frame.line()));
    }
    return HiddenCalls.unmerged(base.workshop.sources(), program, callee, lines);
  }

  private Measurer measurer(Program files, boolean listed) {
    return new Measurer(command, this.files, call, sources, Silicon.NOT_ASKED, files, listed);
  }
}
