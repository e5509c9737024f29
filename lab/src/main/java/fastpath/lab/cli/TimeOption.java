package fastpath.lab.cli;

import fastpath.lab.silicon.CallTime;
import fastpath.lab.silicon.CallTimer;
import fastpath.lab.silicon.SiliconCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option {@code --time}, which times the calls of all rows on the host CPU. */
final class TimeOption {
  @Option(
      names = "--time",
      description =
          "The nanoseconds of a call on the host CPU too, beside the counts (x86-64 Linux with cc):"
              + " the median, lowest and highest mean of seven rounds in which the rows take turns. A"
              + " set-up function runs before each call.")
  boolean asked;

  /** A row, and the call that is timed for it. */
  private record Subject(int row, CallTimer.Subject call) {}

  private final List<Subject> subjects = new ArrayList<>();

  /** Notes that a row is to be timed; does nothing without {@code --time}. */
  void remember(int row, Measurer measurer, Measurer.Linked linked, String args) {
    remember(row, () -> measurer.timed(linked, args));
  }

  /**
   * Notes that a row is to be timed; does nothing without {@code --time}.
   *
   * @param call links the call with the code that times it
   */
  void remember(int row, Supplier<CallTimer.Subject> call) {
    if (asked) {
      subjects.add(new Subject(row, call.get()));
    }
  }

  /**
   * Times the calls that were noted since the last time, and puts rows with their times in place of
   * the rows.
   *
   * @param taking returns a row with the time of its call
   */
  <T> void time(List<T> rows, BiFunction<T, CallTime, T> taking) {
    if (subjects.isEmpty()) {
      return;
    }
    try (SiliconCpu cpu = SiliconCpu.open()) {
      List<CallTime> times =
          new CallTimer(cpu).times(subjects.stream().map(Subject::call).toList());
      for (int i = 0; i < times.size(); i++) {
        int row = subjects.get(i).row;
        rows.set(row, taking.apply(rows.get(row), times.get(i)));
      }
    }
    subjects.clear();
  }
}
