package fastpath.lab.litmus;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.explore.CpuCalls;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A C file as a test: functions P0, P1, ... are the CPUs, global variables what they share, and a
 * comment that starts with a word of herd's has the condition.
 */
public final class CProgram {
  private static final int MOST_CPUS = 8;
  private static final int STACK_BYTES = 8192;

  /** An object file says how large a variable is, and no more. */
  private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);

  private static final Pattern COMMENT =
      Pattern.compile(
          "/\\*[\\s*]*((?:exists|~\\s*exists|forall|locations|filter)\\b.*?)\\*/", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("([^/]*?)(\\.\\w+)?$");

  private CProgram() {}

  /**
   * The test.
   *
   * @param text of the file
   * @param image of the file, compiled and linked
   * @throws LitmusException if it has no such functions or comment
   */
  public static Scenario scenario(String file, String text, Image image) {
    int cpus = 0;
    while (cpus < MOST_CPUS && image.symbol("P" + cpus).isPresent()) {
      cpus++;
    }
    if (cpus == 0) {
      throw new LitmusException(file, 1, "expected a function P0, and P1 and so on for more CPUs");
    }
    Matcher comment = COMMENT.matcher(text);
    if (!comment.find()) {
      throw new LitmusException(
          file, 1, "expected a comment with a condition: /* exists (0:eax=0 /\\ x=1) */");
    }
    int line = 1 + (int) text.substring(0, comment.start(1)).chars().filter(c -> c == '\n').count();
    Question question =
        new ConditionParser(new Tokens(file, comment.group(1), line), cpus).question();
    Machine machine = Machine.create(image, MachineOptions.defaults().withStackBytes(STACK_BYTES));
    CpuCalls calls = new CpuCalls(machine);
    for (int i = 0; i < cpus; i++) {
      calls.add("P" + i);
    }
    Map<String, Scenario.Place> places = places(image, machine);
    question.cells().forEach(l -> check(l, places, file, line));
    return new Scenario(
        name(file), question, machine.memory(), machine.cpu(), calls.starts(), places);
  }

  private static String name(String file) {
    Matcher m = NAME.matcher(file);
    return m.find() ? m.group(1) : file;
  }

  private static Map<String, Scenario.Place> places(Image image, Machine machine) {
    Map<String, Scenario.Place> places = new LinkedHashMap<>();
    for (Symbol s : image.symbols()) {
      int bytes = (int) s.size();
      if (s.type() == Symbol.Type.OBJECT && SIZES.contains(bytes)) {
        CType type = new CType(bytes, true);
        places.put(s.name(), new Scenario.Place(machine.symbol(s.name()), type, 1));
      }
    }
    return places;
  }

  private static void check(
      Location.Cell cell, Map<String, Scenario.Place> places, String file, int line) {
    Scenario.Place p = places.get(cell.variable());
    if (p == null || cell.index() >= p.count()) {
      throw new LitmusException(
          file,
          line,
          "expected a global variable of 1, 2, 4 or 8 bytes, found "
              + Quoted.start(cell.toString()));
    }
  }
}
