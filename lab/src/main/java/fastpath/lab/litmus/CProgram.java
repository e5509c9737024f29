package fastpath.lab.litmus;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.explore.CpuCalls;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Gate;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.lab.litmus.LitmusTest.Variable;
import fastpath.lab.workshop.GuestCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A C file that is read as a litmus test. Functions P0, P1, ... are the CPUs, and global variables
 * are shared. A comment that starts with a keyword of herd's conditions has the condition. A
 * function named setup, if the file has one, runs on the first CPU before the CPUs start. If the
 * scheduler is linked in, all CPUs are booted before setup runs, and NMIs are supported if setup
 * calls request_nmi.
 */
public final class CProgram {
  private static final int MOST_CPUS = 4;
  private static final String SETUP = "setup";
  private static final String BOOT_CPU = "lab_boot_cpu";
  private static final String NMI_HANDLER = "nmi_handler";

  /**
   * The sizes in bytes of the variables that a condition can name. An object file has the size of a
   * variable, and no type.
   */
  private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);

  /**
   * Matches the comment with the condition; comments in herd's syntax may precede the condition.
   */
  private static final Pattern COMMENT =
      Pattern.compile(
          "/\\*[\\s*]*(?:\\(\\*(?:(?!\\*/).)*?\\*\\)\\s*)*"
              + "((?:exists|~\\s*exists|forall|final(?=\\s*\\()|locations|filter)\\b.*?)\\*/",
          Pattern.DOTALL);

  /** Matches the asterisk with which the lines of a long comment begin. */
  private static final Pattern MARGIN = Pattern.compile("(?m)^([ \\t]*)\\*(?!\\))");

  private static final Pattern NAME = Pattern.compile("([^/]*?)(\\.\\w+)?$");

  private CProgram() {}

  /**
   * Reads a C file as a test.
   *
   * @param text the text of the file
   * @param image the image of the file, compiled and linked
   * @param options the options of the machine that boots the CPUs and runs setup; the CPUs start
   *     with the memory that this machine leaves
   * @throws LitmusException if the file has no function P0, too many CPUs or no comment with a
   *     condition
   */
  public static LitmusProgram scenario(
      String file, String text, Image image, MachineOptions options) {
    int cpus = cpus(file, image);
    Matcher comment = COMMENT.matcher(text);
    if (!comment.find()) {
      throw new LitmusException(
          file, 1, "expected a comment with a condition: /* exists (0:eax=0 /\\ x=1) */");
    }
    int line = 1 + (int) text.substring(0, comment.start(1)).chars().filter(c -> c == '\n').count();
    String condition =
        MARGIN.matcher(Comments.blanked(file, comment.group(1), line)).replaceAll("$1 ");
    return scenario(
        file, name(file), TestNotes.of(file, text), cpus, condition, line, image, options);
  }

  /**
   * Reads a test in herd's C format.
   *
   * @param image the image of {@link LinuxC#source}, compiled and linked
   */
  public static LitmusProgram scenario(
      String file, LinuxC test, String text, Image image, MachineOptions options) {
    TestNotes notes = TestNotes.of(file, text);
    return scenario(
        file,
        test.name(),
        notes,
        cpus(file, image),
        test.condition(),
        test.conditionLine(),
        image,
        options);
  }

  private static LitmusProgram scenario(
      String file,
      String name,
      TestNotes notes,
      int cpus,
      String condition,
      int line,
      Image image,
      MachineOptions options) {
    Names names = new Names(cpus, "a global variable of 1, 2, 4 or 8 bytes", variables(image));
    Question question = new ConditionParser(new Tokens(file, condition, line), names).question();
    Machine machine = Machine.create(image, options);
    CpuCalls calls = calls(machine, cpus);
    Map<String, LitmusProgram.Place> places = places(names.variables(), machine);
    return new LitmusProgram(
        file,
        name,
        question,
        machine.memory(),
        machine.cpu(),
        calls.starts(),
        places,
        Landmarks.of(machine, calls),
        notes,
        true,
        image::symbolize);
  }

  private static int cpus(String file, Image image) {
    int cpus = 0;
    while (image.symbol("P" + cpus).isPresent()) {
      cpus++;
    }
    if (cpus == 0) {
      throw new LitmusException(file, 1, "expected a function P0, and P1 and so on for more CPUs");
    }
    if (cpus > MOST_CPUS) {
      throw new LitmusException(file, 1, "expected at most " + MOST_CPUS + " CPUs, found " + cpus);
    }
    return cpus;
  }

  /** Returns the calls with which the CPUs start, after the CPUs are booted and setup has run. */
  private static CpuCalls calls(Machine machine, int cpus) {
    boolean kernel = machine.image().symbol(BOOT_CPU).isPresent();
    if (kernel) {
      call(machine, GuestCall.BOOT);
    }
    CpuCalls calls = new CpuCalls(machine);
    for (int i = 0; i < cpus; i++) {
      calls.add("P" + i);
      if (kernel && i > 0) {
        call(machine, BOOT_CPU, i, calls.perCpu(i), calls.stack(i));
      }
    }
    if (machine.image().symbol(SETUP).isPresent()) {
      call(machine, SETUP);
    }
    machine
        .image()
        .symbol(NMI_HANDLER)
        .filter(s -> kernel && machine.memory().peek(machine.symbol(s.name()), 8) == 0)
        .ifPresent(s -> removeNmiGate(machine));
    return calls;
  }

  /**
   * Removes the gate of NMIs from the interrupt table. With the gate every access with interrupts
   * off would be followed by a boundary at which an NMI may be delivered, although no test without
   * a handler has NMIs.
   */
  private static void removeNmiGate(Machine machine) {
    long table = machine.cpu().get(State.IDTR_BASE);
    machine.memory().poke(table + (long) Gate.BYTES * Interrupts.NMI, 0, Long.BYTES);
  }

  /**
   * Returns a machine of the first CPU whose memory is that of a state of an exploration.
   *
   * @param options the options that {@link #scenario} was called with
   * @param cpus number of CPUs
   */
  public static Machine resume(Image image, MachineOptions options, int cpus, Snapshot state) {
    Machine machine = Machine.create(image, options);
    calls(machine, cpus);
    for (Mapping mapping : machine.memory().mappings()) {
      if ((mapping.permissions() & Memory.WRITE) != 0) {
        for (long at = mapping.address(); at < mapping.address() + mapping.size(); at++) {
          machine.memory().poke(at, state.memory().load(0, at, 1), 1);
        }
      }
    }
    return machine;
  }

  private static void call(Machine machine, String function, long... arguments) {
    GuestCall.finish(function, machine.call(function, arguments));
  }

  private static String name(String file) {
    Matcher m = NAME.matcher(file);
    return m.find() ? m.group(1) : file;
  }

  private static Map<String, Variable> variables(Image image) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Symbol s : image.symbols()) {
      int bytes = (int) s.size();
      if (s.type() == Symbol.Type.OBJECT && SIZES.contains(bytes)) {
        Value any = new Value.Number(0, "0");
        variables.put(s.name(), new Variable(s.name(), new CType(bytes, true), List.of(any)));
      }
    }
    return variables;
  }

  private static Map<String, LitmusProgram.Place> places(
      Map<String, Variable> variables, Machine machine) {
    Map<String, LitmusProgram.Place> places = new LinkedHashMap<>();
    for (Variable v : variables.values()) {
      long address = machine.symbol(v.name());
      places.put(v.name(), new LitmusProgram.Place(address, v.type(), 1));
    }
    return places;
  }
}
