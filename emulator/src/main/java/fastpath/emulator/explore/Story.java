package fastpath.emulator.explore;

import fastpath.emulator.isa.Att;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A readable account of a schedule: the effect of each step, and the pending stores of each CPU
 * after the step.
 */
public final class Story {
  /**
   * One step of the account.
   *
   * @param cpu the name of the CPU that steps
   * @param instruction the instruction as objdump prints it; empty where a pending store reaches
   *     memory
   * @param event a description of the step's effect
   * @param pending for each CPU the pending stores, the oldest first
   * @param accessed addresses that the step loaded from, stored to, or drained to
   */
  public record Line(
      String cpu,
      String instruction,
      String event,
      List<List<Pending>> pending,
      List<Long> accessed) {}

  /** A store that has not reached memory yet. */
  public record Pending(long address, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** The text that is appended to the event of a CPU's last step. */
  public static final String DONE = "done";

  private static final Pattern NUMBER = Pattern.compile("0x([0-9a-f]{1,16})");

  /** Matches a per-CPU variable at a direct address or relative to rip. */
  private static final Pattern GS_OFFSET =
      Pattern.compile("%gs:0x([0-9a-f]+)(?=[,\\s]|$)|%gs:\\S*\\(%rip\\)(.*) # 0x([0-9a-f]+)");

  private final Multiprocessor machine;
  private final LongFunction<String> names;
  private final List<Line> lines = new ArrayList<>();
  private Snapshot now;

  private Story(Multiprocessor machine, LongFunction<String> names) {
    this.machine = machine;
    this.names = names;
    this.now = machine.start();
  }

  /**
   * Replays a schedule and creates its account.
   *
   * @param names returns the name of a data address; null for an address without a name
   * @throws IllegalArgumentException if a step is not possible; the message names the step
   */
  public static Story of(Multiprocessor machine, Schedule schedule, LongFunction<String> names) {
    Story story = new Story(machine, names);
    for (Step step : schedule.steps()) {
      try {
        story.tell(step);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "step " + (story.lines.size() + 1) + ": " + e.getMessage());
      }
    }
    return story;
  }

  /** Returns the steps as text, one line for each. */
  public List<Line> lines() {
    return lines;
  }

  /** Returns the final state. */
  public Snapshot ending() {
    return now;
  }

  private void tell(Step step) {
    List<String> events = new ArrayList<>();
    List<Long> accessed = new ArrayList<>();
    Position before = now.cpus()[step.cpu()];
    Snapshot after = machine.apply(now, step, listener(before, events, accessed));
    String instruction =
        switch (step.kind()) {
          case DRAIN -> {
            SharedMemory.Pending oldest = now.memory().pending(step.cpu()).getFirst();
            accessed.add(oldest.address());
            events.add(write(oldest.address(), oldest.value()) + " reaches memory");
            yield "";
          }
          case INTERRUPT -> {
            events.addFirst(interrupt(step.vector()) + " comes");
            yield "";
          }
          case EXECUTE, DESCEND -> before.insn == null ? "" : text(before);
        };
    if (before.request instanceof Request.Fence && events.isEmpty()) {
      events.add("its stores have reached memory");
    } else if (before.request instanceof Request.Pause && events.isEmpty()) {
      events.add("runs on");
    } else if (before.request instanceof Request.Send x && step.kind() == Step.Kind.EXECUTE) {
      String other = machine.starts().get(x.cpu()).name();
      events.add("requests " + interrupt(x.vector()) + " of " + other);
    }
    end(after.cpus()[step.cpu()], before, events);
    now = after;
    String name = machine.starts().get(step.cpu()).name();
    lines.add(
        new Line(name, instruction, String.join(", ", events), pending(), List.copyOf(accessed)));
  }

  private static String interrupt(int vector) {
    return switch (InterruptKind.of(vector)) {
      case MASKABLE -> "interrupt " + hex(vector);
      case NMI -> "NMI";
    };
  }

  private List<List<Pending>> pending() {
    List<List<Pending>> pending = new ArrayList<>();
    for (int i = 0; i < now.cpus().length; i++) {
      pending.add(
          now.memory().pending(i).stream()
              .map(x -> new Pending(x.address(), write(x.address(), x.value())))
              .toList());
    }
    return pending;
  }

  private static void end(Position after, Position before, List<String> events) {
    if (!before.hasEnded() && after.request instanceof Request.End e) {
      events.add(e.fault() == null ? DONE : e.fault());
    }
  }

  private Accesses listener(Position p, List<String> events, List<Long> accessed) {
    boolean locked = p.request instanceof Request.Lock;
    return new Accesses() {
      @Override
      public void loaded(Request.Load l, long value) {
        boolean own =
            now.memory().pending(p.cpu).stream()
                .anyMatch(x ->
                    x.address() < l.address() + l.bytes() && l.address() < x.address() + x.bytes());
        accessed.add(l.address());
        events.add(
            "reads " + write(l.address(), value) + (own ? " from its own pending store" : ""));
      }

      @Override
      public void stored(Request.Store s) {
        accessed.add(s.address());
        boolean waits = !locked && now.memory().holdsBack();
        events.add(
            (waits ? "" : "writes ")
                + write(s.address(), s.value())
                + (waits ? " is pending" : ""));
      }
    };
  }

  private String text(Position p) {
    return instruction(p.insn, p.state[State.GS_BASE.index()], names);
  }

  /**
   * Returns an instruction as one line of text, with names for the data addresses in it.
   *
   * @param gsBase the base of %gs at the instruction
   * @param names returns the name of a data address; null for an address without a name
   */
  public static String instruction(Lifted insn, long gsBase, LongFunction<String> names) {
    String text = Att.print(insn.insn()).replaceAll("\\s+", " ").strip();
    Matcher offset = GS_OFFSET.matcher(text);
    if (offset.find()) {
      boolean relative = offset.group(1) == null;
      long at = Long.parseUnsignedLong(offset.group(relative ? 3 : 1), 16);
      String name = names.apply(gsBase + at);
      String rest = relative ? offset.group(2) : "";
      return name == null
          ? text
          : offset.replaceFirst(Matcher.quoteReplacement("%gs:" + name + rest));
    }
    return NUMBER
        .matcher(text)
        .replaceAll(number -> {
          String name = names.apply(Long.parseUnsignedLong(number.group(1), 16));
          return Matcher.quoteReplacement(name == null ? number.group() : name);
        });
  }

  private String write(long address, long value) {
    String name = names.apply(address);
    return (name == null ? "[" + hex(address) + "]" : name)
        + " = "
        + (value < 10 && value >= 0 ? "" + value : hex(value));
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
