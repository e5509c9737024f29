package fastpath.lab.cli;

import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.lab.litmus.HerdText;
import fastpath.lab.litmus.LitmusJson;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.LitmusRun;
import fastpath.lab.litmus.Outcome;
import fastpath.lab.litmus.Witness;
import fastpath.lab.text.Json;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "litmus",
    description = {
      "Finds every outcome of litmus tests: all orders in which the CPUs' machine code can take"
          + " effect under x86-TSO.",
      "",
      "A .litmus file is in herd's X86 or X86_64 format, in upper or lower "
          + "case. A condition final (...) is read as exists. A variable of the "
          + "condition must occur between the braces or in the code. It has one "
          + "first value, and its type (int if none is given) must be able to hold "
          + "every value that it is given or compared with. In a .c file functions "
          + "P0(void), P1(void), ... of type void or integer are the CPUs, and "
          + "global variables are shared. A comment has the locations and the "
          + "condition in herd's syntax; 0:eax or 0:rax is the value that P0 "
          + "returned:",
      "  /* exists (0:eax=0 /\\ 1:eax=0 /\\ x=1) */",
      "A function void setup(void), if there is one, runs before on the first "
          + "CPU. A variable of the comment must have 1, 2, 4 or 8 bytes; arrays and "
          + "fields cannot be named. The code may not use int n, rdtsc or syscall, "
          + "may not change code (a store to code is a fault: when another CPU sees "
          + "new code is not modelled), and may not fault.",
      "A .litmus file that begins with C is a test of the Linux kernel's "
          + "memory model, with functions P0(int *x, ...), whose local variables the "
          + "condition names as 0:r0. It is compiled with x86's barriers, atomics "
          + "and spin locks, and the verdict is that of the machine code: an outcome "
          + "that the memory model allows may be forbidden here. Grace periods and "
          + "SRCU are refused.",
      "With --config the file may use kernelsrc's headers, and the scheduler "
          + "of several threads is linked in. The CPUs are booted, with stack, "
          + "thread and per-CPU variables, before setup(). wrmsr to the x2APIC's "
          + "command register interrupts another CPU. The interrupt is delivered "
          + "between any two of that CPU's instructions with interrupts on, except "
          + "directly after an sti that turns them on. If setup() calls "
          + "request_nmi(), wrmsr may also request an NMI, which is delivered with "
          + "interrupts on or off, but not from the delivery of an NMI to the next "
          + "iretq; a CPU's later request_nmi() installs no gate, and an NMI "
          + "without a gate is a fault. The name of a per-CPU variable means P0's copy. A state in which "
          + "an interrupt is still to be delivered is not final.",
      "",
      "An access of up to 8 bytes whose address is a multiple of its size is "
          + "atomic, and so is a locked instruction. Any other access is a sequence "
          + "of accesses of single bytes, from the lowest to the highest or from the "
          + "highest to the lowest. mfence, locked "
          + "instructions and xchg with memory wait until the CPU's stores have "
          + "reached memory. sfence and lfence have no effect beyond x86-TSO. movnti "
          + "and movdiri, whose stores are weakly ordered, are refused. At most "
          + Multiprocessor.MOST_PENDING
          + " stores of a CPU can be pending; if a CPU needs more, the exploration "
          + "is not complete. A CPU is stuck if it never ends although it gets turns "
          + "for ever and all its stores reach memory: it waits for something that "
          + "never happens, or halts and is not woken. A test with a stuck CPU does "
          + "not hold, unless a comment, or a line before the braces, says "
          + "Stuck=Allowed. --witness shows a way to that state. The verdict is "
          + "Unknown if the exploration is not complete and has found nothing that "
          + "decides."
    },
    footer = {
      "",
      "Examples:",
      "  fastpath litmus SB.litmus --witness",
      "  fastpath litmus wakeup.c --config V3 --compiler gcc --witness",
      "",
      "Exit code 1 if a CPU may never end and the file does not say Stuck=Allowed; 3 if the budget"
          + " was spent before all was explored, or a CPU can fault."
    })
final class LitmusCommand extends CliCommand {
  private static final long DEFAULT_BUDGET = 10_000_000;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Tests, .litmus or .c; - reads a .litmus from the standard input.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "tso (the default), or sc: every access takes effect at once.")
  String model = MemoryModel.TSO.text();

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "Limit on the number of states with a choice. Default: " + DEFAULT_BUDGET + ".")
  long budget = DEFAULT_BUDGET;

  @Option(
      names = "--witness",
      description =
          "Show a shortest schedule to a state for which the condition holds (for "
              + "forall: does not hold), a line for each step, in the form that run "
              + "--schedule takes.")
  boolean witness;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;

  LitmusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    // Refuses an unknown model once for the command, instead of once for each file.
    LitmusInputs.model(model);
    if (budget < 1) {
      throw Failure.usage("--max-instructions %d: at least 1", budget);
    }
    List<Object> documents = new ArrayList<>();
    ExitCode code = ExitCode.DONE;
    for (String file : files) {
      Answer answer = item(file, () -> answer(file), Answer::of);
      documents.add(answer.document);
      code = code.worst(answer.code);
      if (answer.code == ExitCode.INTERRUPTED) {
        break;
      }
    }
    if (json) {
      terminal.out().print(Json.write(documents));
    }
    return code;
  }

  /** The result of one litmus test, and its exit code. */
  private record Answer(Object document, ExitCode code) {
    static Answer of(Problem problem) {
      return new Answer(problem.json(), problem.exitCode());
    }
  }

  private LitmusProgram scenario(String file) throws IOException {
    try (Workshops workshops = workshops()) {
      Workshop workshop = workshops.of(overlays.single());
      return LitmusInputs.read(file, terminal.in(), workshop, configs, compilers.single(), sources);
    }
  }

  private Answer answer(String file) throws IOException {
    terminal.interruption().check();
    LitmusProgram scenario = scenario(file);
    LitmusRun run = new LitmusRun(scenario, LitmusInputs.model(model), budget);
    Outcome outcome = run.explore();
    if (!json) {
      print(HerdText.lines(outcome));
    }
    List<Witness> ways = witness ? Witness.all(scenario, run, outcome) : List.of();
    if (!json) {
      ways.forEach(way -> print(way.lines(terminal.columns())));
    }
    ExitCode code = outcome.hangs() ? ExitCode.UNEXPECTED_RESULT : ExitCode.DONE;
    Map<String, Object> document =
        LitmusJson.of(outcome, scenario.isCompiled() ? compilers.single().name() : null);
    if (witness) {
      document.put("witnesses", ways.stream().map(Witness::json).toList());
    }
    return new Answer(document, outcome.complete() ? code : code.worst(ExitCode.GUEST_STOPPED));
  }
}
