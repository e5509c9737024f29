package fastpath.lab.verdict;

import com.google.common.collect.ImmutableSet;
import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.explore.Exploration;
import fastpath.emulator.explore.Explorer;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Shortest;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.explore.Story;
import fastpath.emulator.explore.Stuck;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.Preset;
import fastpath.lab.litmus.CProgram;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.StoryText;
import fastpath.lab.text.Paragraph;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A program of several CPUs, compiled under one preset by one compiler, and explored in every order
 * that x86-TSO allows.
 *
 * @param lowering the implementation of P0's changes of the count
 * @param reached the facts of every distinct final state, each with one state of the exploration
 *     that has these facts
 * @param stuck the distinct ways in which a CPU never ends
 */
public record Race(
    String program,
    Preset preset,
    Compiler compiler,
    Image image,
    LitmusProgram scenario,
    Lowering lowering,
    SortedMap<End, Snapshot> reached,
    Set<Stuck> stuck,
    boolean complete,
    long explored) {
  /** Limit on the number of states with a choice; the programs of the claims have a few hundred. */
  private static final long BUDGET = 1_000_000;

  private static final MemoryModel MODEL = MemoryModel.TSO;

  /** Folder of the programs in the source tree. */
  private static final String SOURCES = "kernelsrc/src/main/resources/kernelsrc/";

  private static final String THREAD_FLAGS = "P0's thread_info.flags";
  private static final long TIF_NEED_RESCHED = 1 << 3;
  private static final int FLAG = 0x8000_0000;

  /**
   * The facts of a final state that claims look at.
   *
   * @param schedules number of times that P0 has rescheduled
   * @param count the count without a folded flag
   * @param flag true if NEED_RESCHED is still set in thread_info
   * @param ipis number of IPIs that were sent
   */
  public record End(long schedules, int count, boolean flag, long ipis) implements Comparable<End> {
    public boolean isLost() {
      return schedules == 0;
    }

    @Override
    public int compareTo(End other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * Compiles, links, boots and explores a program; empty, with a line added to the problems, if a
   * step fails.
   */
  public static Optional<Race> of(
      Setting setting, String program, Preset preset, Compiler compiler, Problems problems) {
    String place = Problems.place(program, preset, compiler);
    Optional<Race> race =
        problems.attempt(place, () -> explored(setting, program, preset, compiler));
    if (race.isPresent() && !race.get().complete) {
      problems.add(place + ": not explored completely");
    }
    setting.steps().done(preset.shortName());
    return race;
  }

  private static Race explored(Setting setting, String program, Preset preset, Compiler compiler) {
    Image image =
        setting.workshop().imageInContext(program, preset, compiler, LinkOptions.kernel());
    LitmusProgram scenario =
        CProgram.scenario(
            program, setting.sources().text(program), image, GuestCall.options(preset));
    Exploration found = new Explorer(scenario.machine(MODEL), BUDGET).explore();
    SortedMap<End, Snapshot> ends = new TreeMap<>();
    for (Snapshot s : found.endings()) {
      for (int i = 0; i < s.cpus().length; i++) {
        if (s.cpus()[i].fault() != null) {
          throw new LabException("P" + i + ": " + s.cpus()[i].fault());
        }
      }
      if (s.isSettled()) {
        ends.putIfAbsent(end(scenario, s), s);
      }
    }
    return new Race(
        program,
        preset,
        compiler,
        image,
        scenario,
        Lowering.of(image, "P0"),
        ends,
        ImmutableSet.copyOf(found.stuck().keySet()),
        found.complete(),
        found.explored());
  }

  private static End end(LitmusProgram scenario, Snapshot s) {
    return new End(
        value(scenario, s, "schedules"),
        (int) value(scenario, s, "__preempt_count") & ~FLAG,
        (value(scenario, s, THREAD_FLAGS) & TIF_NEED_RESCHED) != 0,
        value(scenario, s, "reschedule_ipis"));
  }

  private static long value(LitmusProgram scenario, Snapshot s, String name) {
    LitmusProgram.Place place = scenario.places().get(name);
    LitmusProgram.Place at = place == null ? scenario.landmarks().get(name) : place;
    return s.memory().load(0, at.address(), at.type().bytes());
  }

  /** Returns the program's name without folder and extension. */
  public String name() {
    return name(program);
  }

  static String name(String program) {
    return program.substring(program.indexOf('/') + 1, program.lastIndexOf('.'));
  }

  /** Returns the facts of every distinct final state. */
  public Set<End> ends() {
    return reached.keySet();
  }

  /** True if in some final state the CPU has not called schedule(), so that the flag is lost. */
  public boolean loses() {
    return ends().stream().anyMatch(End::isLost);
  }

  /** True if final states were reached and all of them satisfy a predicate. */
  public boolean always(Predicate<End> so) {
    return !ends().isEmpty() && ends().stream().allMatch(so);
  }

  /** True if no order of accesses leaves a CPU waiting or halted for ever. */
  public boolean everyCpuEnds() {
    return stuck.isEmpty();
  }

  /** True if the count is 0 in every final state, as it was at the start. */
  public boolean countIsExact() {
    return always(end -> end.count() == 0);
  }

  /**
   * Returns the number of instructions that P0's CPU executes in a function that it calls in a
   * final state.
   *
   * @param prepare changes the CPU's machine before the call
   * @param budget limit on the number of instructions
   * @return the number of instructions; empty if the function has not returned within the budget
   */
  public OptionalLong continued(End end, String function, long budget, Consumer<Machine> prepare) {
    Machine machine =
        CProgram.resume(
            image,
            GuestCall.options(preset).withMaxInstructions(budget),
            scenario.starts().size(),
            reached.get(end));
    prepare.accept(machine);
    Outcome outcome = machine.call(function);
    return outcome.stop() == Stop.RETURN
        ? OptionalLong.of(outcome.counters().instructions())
        : OptionalLong.empty();
  }

  /**
   * Returns a shortest schedule to a final state in which the CPU has not called schedule(), with
   * one line for each step.
   */
  public List<String> story(int columns) {
    var machine = scenario.machine(MODEL);
    Optional<Schedule> schedule =
        Shortest.find(machine, s -> s.isSettled() && end(scenario, s).isLost(), BUDGET);
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Paragraph.wrap(
            String.format(
                "How the code of compiler %s loses it under %s. To replay it, with the schedule"
                    + " below:",
                compiler.name(), preset.shortName()),
            columns,
            "",
            "  "));
    lines.add("  fastpath run " + SOURCES + program + " \\");
    lines.add(
        String.format(
            "    --compiler %s --config %s --schedule 'tso: ...'",
            compiler.name(), preset.shortName()));
    schedule.ifPresent(s ->
        lines.addAll(
            StoryText.lines(scenario, machine, s, Story.of(machine, s, scenario::name), columns)));
    lines.add("");
    return lines;
  }
}
