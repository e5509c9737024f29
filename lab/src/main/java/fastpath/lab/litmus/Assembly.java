package fastpath.lab.litmus;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import fastpath.emulator.explore.Start;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Segment;
import fastpath.emulator.isa.AsmSyntaxException;
import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Symbolic;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.lab.litmus.LitmusTest.Line;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assembles the columns of a litmus test, and places each variable in a cache line of its own. */
public final class Assembly {
  /**
   * Address of the first variable, low enough for the 32-bit displacements and immediates that
   * tests use.
   */
  private static final long VARIABLES = 0x20000000L;

  private static final long STACKS = 0x30000000L;
  private static final long STACK_BYTES = 4096;

  /** Size of a cache line in bytes. */
  private static final int LINE_BYTES = 64;

  /** Suffix of the label after the last instruction of a CPU's column; a hlt follows the label. */
  private static final String END = "..end";

  private final LitmusTest test;
  private final StringBuilder source = new StringBuilder("\t.text\n");

  /** The line of the test for each line of the generated source, which is counted from 1. */
  private final List<Integer> lines = new ArrayList<>(List.of(0, 0));

  private final Map<String, LitmusProgram.Place> places = new LinkedHashMap<>();

  private Assembly(LitmusTest test) {
    this.test = test;
  }

  /**
   * Assembles a test to machine code in memory.
   *
   * @throws LitmusException if a cell is not an instruction that the emulator has
   */
  public static LitmusProgram scenario(LitmusTest test) {
    return new Assembly(test).run();
  }

  private LitmusProgram run() {
    long variableBytes = place();
    for (int cpu = 0; cpu < test.columns().size(); cpu++) {
      column(cpu, test.columns().get(cpu).lines());
    }
    Image image = assembled();
    Cpu cpu = new Cpu();
    Memory memory = new Memory(cpu);
    for (Segment s : image.segments()) {
      if (s.size() > 0) {
        memory.map(s.address(), s.size(), s.permissions(), s.name());
        memory.write(s.address(), s.bytes());
      }
    }
    memory.map(VARIABLES, variableBytes, Memory.READ | Memory.WRITE, "variables");
    LitmusProgram scenario =
        new LitmusProgram(
            test.file(),
            test.name(),
            test.question(),
            memory,
            cpu,
            new ArrayList<>(),
            places,
            Map.of(),
            test.notes(),
            false,
            image::symbolize);
    initialise(scenario);
    for (int i = 0; i < test.columns().size(); i++) {
      scenario
          .starts()
          .add(start(scenario, i, image.address("P" + i), image.address("P" + i + END)));
    }
    return scenario;
  }

  /** Places the variables in memory, and returns the number of bytes that they take. */
  private long place() {
    long at = VARIABLES;
    for (Variable v : test.variables().values()) {
      CType type = v.typeOrInt();
      places.put(v.name(), new LitmusProgram.Place(at, type, v.values().size()));
      long bytes = (long) v.values().size() * type.bytes();
      at += (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
    }
    return at - VARIABLES + LINE_BYTES;
  }

  private void initialise(LitmusProgram scenario) {
    for (Variable v : test.variables().values()) {
      LitmusProgram.Place p = places.get(v.name());
      for (int i = 0; i < p.count(); i++) {
        long value = scenario.number(v.values().get(i));
        scenario.memory().poke(p.address() + (long) i * p.type().bytes(), value, p.type().bytes());
      }
    }
  }

  private Start start(LitmusProgram scenario, int cpu, long rip, long end) {
    long stack = STACKS + cpu * 16 * STACK_BYTES;
    scenario.memory().map(stack, STACK_BYTES, Memory.READ | Memory.WRITE, "stack of P" + cpu);
    long[] state = new long[State.COUNT];
    state[State.RIP.index()] = rip;
    state[State.RSP.index()] = stack + STACK_BYTES - LINE_BYTES;
    state[State.RFLAGS.index()] = Cpu.RESERVED | Cpu.IF;
    for (LitmusTest.RegisterValue r : test.registers()) {
      if (r.cpu() == cpu) {
        long value = scenario.number(r.value());
        int shift = 64 - r.reg().bits();
        int place = r.reg().kind() == Reg.Kind.HIGH ? 8 : 0;
        state[State.gpr(r.reg().full().number()).index()] = value << shift >>> shift << place;
      }
    }
    return new Start("P" + cpu, state, end);
  }

  private void column(int cpu, List<Line> column) {
    Set<String> labels = new HashSet<>();
    for (Line line : column) {
      if (isLabel(line) && !labels.add(line.text())) {
        throw error(line, "expected one label " + Quoted.start(line.text()) + ", found a second");
      }
    }
    String prefix = "P" + cpu;
    emit(column.isEmpty() ? 0 : column.getFirst().number(), prefix + ":");
    for (Line line : column) {
      emit(line.number(), isLabel(line) ? prefix + "." + line.text() : text(line, prefix, labels));
    }
    int last = column.isEmpty() ? 0 : column.getLast().number();
    emit(last, prefix + END + ":");
    emit(last, "\thlt");
  }

  private static boolean isLabel(Line line) {
    return line.text().endsWith(":");
  }

  private void emit(int line, String text) {
    source.append(text).append('\n');
    lines.add(line);
  }

  private String text(Line line, String prefix, Set<String> labels) {
    String text = line.text();
    Statement cell = Statement.of(line.written());
    if (!AttParser.isMnemonic(cell.name()) || !text.matches("[^#\"/\\\\=;:]*")) {
      throw error(
          line,
          "expected an instruction that the emulator has, found " + Quoted.start(line.written()));
    }
    if (cell.isJump()) {
      if (!labels.contains(cell.operands() + ":")) {
        throw error(
            line, "expected a label of this column, found " + Quoted.start(cell.operands()));
      }
      return "\t" + cell.att(cell.name(), prefix + "." + cell.operands());
    }
    StringBuilder result = new StringBuilder("\t");
    String[] parts = text.split(String.valueOf(Syntax.MARK), -1);
    for (int i = 0; i < parts.length; i++) {
      LitmusProgram.Place p = places.get(parts[i]);
      if (i % 2 == 1 && p == null) {
        throw operands(line);
      }
      result.append(i % 2 == 0 ? parts[i] : "0x" + Long.toHexString(p.address()));
    }
    try {
      Insn insn = AttParser.parse(result.toString().strip(), Assembly::noSymbol);
      if (insn.form().isWeaklyOrdered()) {
        throw error(
            line,
            "expected stores in order, as x86-TSO has them; that of "
                + insn.form().mnemonic()
                + " is weakly ordered: "
                + Quoted.start(line.written()));
      }
    } catch (AsmSyntaxException | IllegalArgumentException e) {
      throw operands(line);
    }
    return result.toString();
  }

  /** Rejects a symbol: variables are addresses at this point, and nothing else has a name. */
  private static Symbolic noSymbol(String name) {
    throw new IllegalArgumentException("neither a number nor a variable: " + Quoted.start(name));
  }

  private LitmusException operands(Line line) {
    return error(
        line,
        "expected operands that the instruction takes, found " + Quoted.start(line.written()));
  }

  private LitmusException error(Line line, String message) {
    return new LitmusException(test.file(), line.number(), message);
  }

  private Image assembled() {
    try {
      byte[] object =
          new OwnCompiler()
              .compile(new Source("litmus.s", source.toString()), Options.DEFAULT)
              .object();
      return Linker.link(List.of(ObjectFile.read("litmus.o", object)), LinkOptions.low());
    } catch (LinkException e) {
      throw new LitmusException(test.file(), 1, "expected code that links: " + e.getMessage());
    } catch (CompileException e) {
      int at = Math.min(e.diagnostic().line(), lines.size() - 1);
      throw new LitmusException(
          test.file(),
          Math.max(1, lines.get(Math.max(at, 0))),
          "expected code that assembles: " + e.diagnostic().message());
    }
  }
}
