package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.FastPath;
import fastpath.lab.silicon.CallTimer;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Times the fast paths that decided a claim on the host CPU. */
record FastPathTimes(Workshop workshop, List<Compiler> compilers) {

  /** Returns measured calls with the times of the calls; the calls take turns. */
  List<TimedMeasurement> of(List<Measurement> measurements, TimeOption time) {
    List<TimedMeasurement> timed = new ArrayList<>();
    for (Measurement measurement : measurements) {
      int row = timed.size();
      timed.add(new TimedMeasurement(measurement, Optional.empty()));
      workshop.cell(measurement).ifPresent(cell -> time.remember(row, () -> subject(cell)));
    }
    time.time(timed, TimedMeasurement::taking);
    return timed;
  }

  private CallTimer.Subject subject(Cell cell) {
    Compiler compiler = Compilers.among(compilers, cell.compiler());
    FastPath fastPath = cell.fastPath();
    List<ObjectFile> parts = workshop.objects(fastPath, cell.preset(), compiler);
    parts.add(workshop.userObject(CallTimer.code(), compiler, Options.DEFAULT));
    return new CallTimer.Subject(
        Linker.link(parts, LinkOptions.low()),
        GuestCall.options(cell.preset()),
        fastPath.function(),
        fastPath.setup(),
        true,
        machine -> new long[0]);
  }

  /** Returns the lines of a table with the time of each call. */
  static List<String> lines(List<TimedMeasurement> timed) {
    TextTable table = new TextTable().left(1).left(2);
    table.row(row(List.of("fast path", "config", "compiler"), MeasureTable.TIMES));
    for (TimedMeasurement one : timed) {
      Measurement m = one.measurement();
      List<Object> call = List.of(m.fastPath(), m.config(), m.compiler());
      one.time().ifPresent(time -> table.row(row(call, MeasureTable.times(time))));
    }
    return table.lines();
  }

  private static List<Object> row(List<?> call, List<?> time) {
    return Stream.<Object>concat(call.stream(), time.stream()).toList();
  }
}
