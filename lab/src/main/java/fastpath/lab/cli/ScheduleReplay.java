package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Story;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.StoryText;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Implements {@code run --schedule}: executes the CPUs of a litmus test in a given order. */
final class ScheduleReplay {
  private ScheduleReplay() {}

  static List<String> lines(
      List<String> files,
      String schedule,
      InputStream in,
      Workshop workshop,
      ConfigOption configs,
      Compiler compiler,
      SourceOptions sources,
      int columns)
      throws IOException {
    if (files.size() != 1) {
      throw Failure.usage("--schedule: one litmus test, not %d files", files.size());
    }
    String text = isFile(schedule) ? Inputs.text(schedule) : schedule;
    MemoryModel model =
        Schedule.model(text)
            .orElseThrow(
                () -> Failure.usage("--schedule: expected tso: or sc: and then the steps"));
    LitmusProgram scenario =
        LitmusInputs.read(files.getFirst(), in, workshop, configs, compiler, sources);
    Multiprocessor machine = scenario.machine(model);
    try {
      Schedule steps = Schedule.parse(text, machine.starts());
      Story story = Story.of(machine, steps, scenario::name);
      List<String> lines =
          new ArrayList<>(StoryText.lines(scenario, machine, steps, story, columns));
      lines.add(
          (story.ending().isFinal() ? "At the end " : "So far ") + scenario.shown(story.ending()));
      return lines;
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--schedule: %s", e.getMessage());
    }
  }

  private static boolean isFile(String schedule) {
    try {
      return Files.isRegularFile(Path.of(schedule));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
