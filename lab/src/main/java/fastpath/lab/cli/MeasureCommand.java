package fastpath.lab.cli;

import com.google.common.primitives.Longs;
import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.text.Json;
import fastpath.lab.text.TextTable;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.FrameAgreement;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.GuestException;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "measure",
    description =
        "What one call of a function costs: a row for each config, overlay and compiler. With a"
            + " config, the kernel's headers and support files are those of kernelsrc under it.",
    footer = {
      "",
      "Example:",
      "  fastpath measure mine.c --call f --setup make --config V0 --config V1 --compiler gcc"
    })
final class MeasureCommand extends CliCommand {
  /** Places told where unwind information and code differ; the others are like them. */
  private static final int MOST_NOTES = 3;

  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;
  @Mixin SiliconOption silicon;

  @Option(names = "--json", description = "One JSON document: a list of rows.")
  boolean json;

  MeasureCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    call.check(silicon.asked);
    silicon.check(false);
    if (call.function == null) {
      throw Failure.usage("fastpath measure: --call F is needed; see fastpath measure --help");
    }
    Program program = files.read(terminal.in(), cache()).withRoots(call.symbols());
    List<KernelSources> views = overlays.all();
    // What comes as an object is the same whoever compiles the support files.
    List<String> chosen = compilers.namesOrOwn();
    chosen = program.hasSources() ? chosen : chosen.subList(0, 1);
    List<Row> rows = new ArrayList<>();
    try (Silicon host = silicon.open();
        Progress progress = new Progress(terminal)) {
      for (KernelSources view : views) {
        List<Optional<String>> named = names(view, views);
        progress.expect(named.size() * chosen.size());
        try (Workshop workshop = new Workshop(view)) {
          for (Optional<String> config : named) {
            for (String compiler : chosen) {
              rows.add(row(() -> measure(workshop, host, program, config, compiler)));
              if (interrupted(rows)) {
                return ExitCode.INTERRUPTED;
              }
              progress.done(compiler);
            }
          }
        }
      }
    } finally {
      // Rows measured before a defect ended the command are results all the same.
      print(rows);
    }
    return rows.stream().map(Row::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
  }

  private List<Optional<String>> names(KernelSources view, List<KernelSources> views) {
    return configs.names.isEmpty()
        ? List.of(Optional.empty())
        : configs.names(view, views).stream().map(Optional::of).toList();
  }

  /** If the user has asked for the end, a last row says that rows are missing. */
  private boolean interrupted(List<Row> rows) throws IOException {
    return terminal.interruption().isRequested()
        && rows.add(
            row(
                () -> {
                  throw new Interrupted();
                }));
  }

  /** A row, or why there is none: the others are measured all the same. */
  private Row row(Problem.Work<Row> work) throws IOException {
    return item("this row", work, Row.Failed::new);
  }

  /** A row, with what the host CPU said of it if it was asked; or why there is none. */
  private sealed interface Row {
    ExitCode exitCode();

    Map<String, Object> json();

    record Measured(
        Measurement measurement,
        Optional<StateComparison> silicon,
        Optional<TypedCall> call,
        Booted booted)
        implements Row {
      String value() {
        long rax = measurement.outcome().value();
        return call.map(c -> c.value(rax)).orElse("0x" + Long.toHexString(rax));
      }

      @Override
      public ExitCode exitCode() {
        boolean differs = silicon.map(StateComparison::differs).orElse(false);
        return differs ? ExitCode.UNEXPECTED_RESULT : ExitCode.DONE;
      }

      @Override
      public Map<String, Object> json() {
        Map<String, Object> fields = measurement.json();
        silicon.ifPresent(c -> fields.put("silicon", c.json()));
        return fields;
      }
    }

    record Failed(Problem problem) implements Row {
      @Override
      public ExitCode exitCode() {
        return problem.exitCode();
      }

      @Override
      public Map<String, Object> json() {
        return problem.json();
      }
    }
  }

  private Row measure(
      Workshop workshop,
      Silicon host,
      Program program,
      Optional<String> named,
      String compilerName) {
    Optional<Preset> preset = named.map(name -> ConfigOption.preset(workshop.sources(), name));
    Compiler compiler = Compilers.named(compilerName);
    Image image =
        program.link(
            workshop, preset, compiler, sources.options(workshop.sources(), preset), host.where());
    noteUndefined(image);
    call.checkSymbols(image);
    Booted booted = call.boot(image, files, cache());
    MachineOptions plain = MachineOptions.defaults().withStackBytes(GuestCall.DEFAULT_THREAD_SIZE);
    MachineOptions machine = call.limits(image, preset, plain);
    Played played = play(host, image, machine, preset.isPresent());
    SiliconCheck.Verdict verdict = played.verdict();
    Outcome outcome = verdict.outcome();
    String config = preset.map(Preset::shortName).orElse("");
    String compiledBy = compiledBy(program, image, compiler);
    try {
      GuestCall.finish(call.function, outcome);
    } catch (GuestException e) {
      throw new GuestException(
          workshop.sources().overlay().map(name -> "overlay " + name + ": ").orElse("")
              + (config.isEmpty() ? "" : "under " + config + " ")
              + (compiledBy == null ? "" : "by " + compiledBy + ": ")
              + e.getMessage());
    }
    FrameAgreement frames = FrameAgreement.of(image, outcome.profile());
    frames.check();
    frames.notes().stream().limit(MOST_NOTES).forEach(line -> note("frames: " + line));
    return new Row.Measured(
        Measurement.of(
            workshop.sources(),
            Demangler.name(call.function),
            config,
            compiledBy,
            image,
            call.function,
            outcome),
        verdict.silicon(),
        TypedCall.of(image, call.function, played.arguments()),
        booted);
  }

  /** A call and the arguments that it had. */
  private record Played(SiliconCheck.Verdict verdict, List<Long> arguments) {
    static Played of(GuestCall scene, SiliconCheck.Verdict verdict) {
      return new Played(verdict, Longs.asList(scene.arguments()));
    }
  }

  /**
   * A function that came as an object was compiled by whatever made it; null if that is unknown.
   */
  private String compiledBy(Program program, Image image, Compiler compiler) {
    long address = image.address(call.function);
    boolean binary = image.fileAt(address).map(program::isBinary).orElse(false);
    return binary ? image.producerAt(address).orElse(null) : compiler.name();
  }

  private Played play(Silicon host, Image image, MachineOptions options, boolean kernel) {
    if (host.asked()) {
      SiliconCheck referee = new SiliconCheck(host.cpu(), image, options);
      Machine machine = referee.scene().machine();
      SiliconCheck.Verdict verdict =
          referee.call(call.function, call.setup, kernel, call.values(machine));
      machine.warnings().forEach(this::note);
      return Played.of(referee.scene(), verdict);
    }
    GuestCall scene = GuestCall.of(image, options);
    scene.prepare(call.setup, kernel, call.values(scene.machine()));
    Outcome outcome = scene.call(call.function);
    scene.machine().warnings().forEach(this::note);
    return Played.of(scene, new SiliconCheck.Verdict(outcome, Optional.empty()));
  }

  private void print(List<Row> measured) {
    if (json) {
      terminal.out().print(Json.write(measured.stream().map(Row::json).toList()));
      return;
    }
    List<Row.Measured> done =
        measured.stream()
            .filter(Row.Measured.class::isInstance)
            .map(Row.Measured.class::cast)
            .toList();
    List<Measurement> rows = done.stream().map(Row.Measured::measurement).toList();
    if (rows.isEmpty()) {
      return;
    }
    TextTable table = table();
    table.row(row(head(), "in code", "pushes", "stack", "instr", "own", "ld+st", "bytes", "value"));
    for (Row.Measured measuredRow : done) {
      Measurement m = measuredRow.measurement();
      table.row(
          row(
              place(m),
              m.leafInCode().label(),
              TextTable.known(m.counters().pushes()),
              m.counters().stackBytes(),
              m.counters().instructions(),
              m.counters().ownInstructions(),
              m.memoryAccesses(),
              m.codeBytes(),
              measuredRow.value()));
    }
    print(table.lines());
    print("");
    print(roles(rows).lines());
    for (Row.Measured row : done) {
      row.call().ifPresent(c -> print(List.of("", c.text())));
      row.booted().text(row.measurement().outcome().profile()).ifPresent(this::print);
      row.silicon().ifPresent(c -> print(silicon(row.measurement(), c)));
    }
  }

  private List<String> silicon(Measurement m, StateComparison comparison) {
    List<String> lines = new ArrayList<>(comparison.lines());
    lines.set(0, String.join(" ", place(m)) + ": " + lines.getFirst());
    return lines;
  }

  /** The place comes first and is set left, and so is what comes after it. */
  private TextTable table() {
    TextTable table = new TextTable();
    for (int column = 1; column <= head().size(); column++) {
      table.left(column);
    }
    return table;
  }

  private List<String> head() {
    return overlays.folders.isEmpty()
        ? List.of("config", "compiler")
        : List.of("config", "overlay", "compiler");
  }

  /** Of kernelsrc as it is the overlay is a dash. */
  private List<String> place(Measurement m) {
    String config = orDash(m.config());
    String compiler = orDash(m.compiler());
    return overlays.folders.isEmpty()
        ? List.of(config, compiler)
        : List.of(config, m.overlay() == null ? "-" : m.overlay(), compiler);
  }

  private static List<Object> row(List<String> place, Object... cells) {
    List<Object> row = new ArrayList<>(place);
    row.addAll(List.of(cells));
    return row;
  }

  private static String orDash(String name) {
    return name == null || name.isEmpty() ? "-" : name;
  }

  private TextTable roles(List<Measurement> rows) {
    TextTable table = table();
    table.row(row(head(), "what the instructions are for"));
    for (Measurement m : rows) {
      table.row(row(place(m), roles(m.attribution().roles())));
    }
    return table;
  }

  private static String roles(Map<Role, Long> counts) {
    if (counts == null) {
      return "-";
    }
    List<String> roles = new ArrayList<>();
    counts.forEach((role, n) -> roles.add(n + " " + role.label()));
    return String.join(", ", roles);
  }
}
