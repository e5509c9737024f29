package fastpath.lab.validate;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.PageIn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Makes the runs of a fast path in one machine, which is set up once. A run starts from the
 * machine's state before the call, or from a snapshot of an earlier run that is identical up to the
 * last interrupt. Runs use the interpreter, because no run is long enough for a translation to pay.
 */
final class InterruptRunner {
  /**
   * Limit on the instructions of a run, far above what any run needs, so that a kernel in an
   * endless loop is stopped.
   */
  static final long BUDGET = 1_000_000;

  private final Deliveries deliveries;
  private final GuestCall scene;
  private final Machine machine;
  private final Guest guest;
  private final Start start;

  /** The machine's state before the call. */
  private final MachineState entry;

  private final long function;
  private final long digest;
  private final boolean comparable;
  private final Promise promise;
  private final OptionalInt waitsFor;
  private final Narrator narrator;
  private Run quiet;

  /**
   * The fast path's own data; null for a scenario, whose final data depends on which threads have
   * run.
   */
  private final OwnData data;

  /** Contents of the fast path's own data after the run without interrupts. */
  private byte[][] quietData;

  /** False if the function returns nothing, so that the value of rax is not compared. */
  private final boolean returns;

  /**
   * The places of the run without interrupts, and those of the run with other requests that was
   * used last.
   */
  private Places quietPlaces;

  private List<Request> interrupted;
  private Places interruptedPlaces;

  /** The sweep that was used last. */
  private Sweep sweep;

  private final KnownRuns known;
  private final Summaries summaries;

  /** True while the machine executes a run that is reported to the narrator. */
  private boolean telling;

  /**
   * True while the machine executes the call itself; false during the lab's examination of the
   * state.
   */
  private boolean calling;

  /**
   * @param image the fast path, linked with the scheduler of several threads and with interrupts
   * @param object the fast path's own object, which is part of the image
   * @param start where runs start that are not reported to the narrator
   * @param narrator receives the events of {@link #narrated}; may be null
   */
  InterruptRunner(
      Image image,
      ObjectFile object,
      FastPath fastPath,
      Preset preset,
      Start start,
      Narrator narrator) {
    this.start = start;
    this.narrator = narrator;
    promise = Promise.of(preset);
    waitsFor = fastPath.waitsFor();
    deliveries = new Deliveries(promise, waitsFor);
    scene =
        GuestCall.of(
            image,
            GuestCall.options(preset)
                .withEngine(EngineKind.INTERPRETER)
                .withMaxInstructions(BUDGET)
                .withTracer(narrator == null ? null : this::retired)
                .withOnDelivery(new PageIn(fastPath.fetches(), deliveries)));
    machine = scene.machine();
    scene.setUp(fastPath.setup());
    GuestCall.finish("lab_start_rivals", machine.perform(machine.symbol("lab_start_rivals")));
    guest = new Guest(machine);
    known = new KnownRuns(machine);
    summaries = new Summaries(machine);
    entry = machine.take();
    function = machine.symbol(fastPath.function());
    digest = machine.symbol(fastPath.digest());
    data = fastPath.isScenario() ? null : OwnData.of(machine, object);
    returns = fastPath.returns();
    // Under some configs a critical section ends with a reschedule still pending, and the return of
    // any interrupt then performs it. Other threads therefore run earlier than in the run without
    // interrupts, and recorded orders cannot be compared.
    comparable = !fastPath.recordsOrder() || promise.onRegionEnd() || !promise.onReturn();
  }

  Promise promise() {
    return promise;
  }

  /** Returns the run without external events, with which all other runs are compared. */
  Run quiet() {
    if (quiet == null) {
      quiet = run(List.of());
    }
    return quiet;
  }

  /**
   * Makes a run of the call with the given external events. All other state is as it was before the
   * first call.
   */
  Run run(List<Injection> plan) {
    return run(plan, Long.MAX_VALUE);
  }

  /**
   * Makes a run of the call with the given external events. In all calls with the same other
   * requests, the last request comes after at most {@code mostInstructions} instructions.
   */
  Run run(List<Injection> plan, long mostInstructions) {
    List<Request> requests = requests(plan);
    if (start == Start.ENTRY || requests.isEmpty() || telling) {
      return make(null, requests, plan, 0);
    }
    Request added = requests.getLast();
    List<Request> others = requests.subList(0, requests.size() - 1);
    Places places = places(others);
    int index = places.before(added.at());
    if (index < 0) {
      return make(null, requests, plan, 0);
    }
    Place place = places.get(index);
    if (quiet != null && place.at() >= added.at()) {
      Run swept = sweep(others, added, mostInstructions).at(index);
      if (swept != null) {
        return swept;
      }
    }
    return make(place, requests, plan, 0);
  }

  /** Returns the sweep that contains the run with one more request. */
  private Sweep sweep(List<Request> requests, Request added, long mostInstructions) {
    if (sweep == null || !sweep.adds(added.vector(), requests)) {
      List<Request> others = List.copyOf(requests);
      Places places = places(others);
      sweep =
          new Sweep(
              others,
              added.vector(),
              places,
              places.before(mostInstructions),
              (place, gap) -> {
                List<Request> all = new ArrayList<>(others);
                all.add(new Request(place.at(), added.vector()));
                Run run = make(place, all, List.of(), gap);
                return new Sweep.Made(run, summaries.last(), known.rest());
              });
    }
    return sweep;
  }

  /**
   * Makes a run; the execution stops early at a place from which the rest of the run is known.
   *
   * @param place the place of the last request; null to begin at the entry of the call
   * @param gap number of instructions after the last request's handler at which the rest of the run
   *     may be known; 0 if no such number is known
   */
  private Run make(Place place, List<Request> requests, List<Injection> plan, long gap) {
    boolean compares = quiet != null && place != null;
    // Each place is reached only once with its first request, so a known run is searched only for
    // later requests.
    boolean again = compares && requests.size() > 1;
    summaries.forget();
    Run before = again ? known.arrive(place, requests.getLast()) : null;
    if (before != null) {
      return before;
    }
    calling = true;
    begin(place, requests);
    deliveries.whenHandled(compares ? machine::pauseAfterReturn : () -> {});
    Ending ending =
        compares && place.at() >= requests.getLast().at()
            ? summaries.pass(requests.getLast().vector(), place.machine(), known.log())
            : machine.finish();
    long ahead = gap;
    while (ending == null) {
      before = known.arrive(here(), null);
      if (before != null) {
        return left(before);
      }
      ending = ahead > 0 ? machine.pauseAt(instructions() + ahead) : machine.finish();
      ahead = 0;
    }
    before = compares ? known.arrive(here(), null) : null;
    if (before != null) {
      return left(before);
    }
    Run run = ended(plan, ending);
    known.end(run);
    return run;
  }

  private long instructions() {
    return machine.engine().instructions();
  }

  /** Stops the execution of a run whose rest is known, and returns the known result. */
  private Run left(Run run) {
    calling = false;
    deliveries.end();
    return run;
  }

  private Place here() {
    return new Place(instructions(), machine.take(), deliveries.progress(), null);
  }

  /** Examines the state after a call that has ended. */
  private Run ended(List<Injection> plan, Ending ending) {
    Findings findings = new Findings(plan, machine);
    calling = false;
    deliveries.end();
    List<Delivery> wakes = deliveries.wakes();
    findings.taken(wakes);
    deliveries.findings().forEach(f -> findings.add(f.check(), f.detail(), f.at()));
    if (ending.stop() != Stop.RETURN) {
      findings.add(Check.RETURNS, how(ending));
      return new Run(ending, 0, wakes, false, false, findings.violations());
    }
    Convention.broken(machine, SoloExamination.CALLER)
        .forEach(f -> findings.add(f.check(), f.detail()));
    data(ending.value(), findings);
    Aftermath aftermath = new Aftermath(guest, promise, findings, quiet);
    Aftermath.Left left = aftermath.left(wakes);
    long found = machine.perform(digest, ending.value()).value();
    if (comparable && quiet != null && found != quiet.digest()) {
      String detail = String.format("digest %#x, not %#x", found, quiet.digest());
      findings.add(Check.RESULT, detail);
    }
    if (!left.honoured()) {
      aftermath.rest(wakes);
    }
    return new Run(ending, found, wakes, left.honoured(), left.wanted(), findings.violations());
  }

  /** Checks that result and data are bit for bit those of the run without interrupts. */
  private void data(long value, Findings findings) {
    if (data == null) {
      return;
    }
    byte[][] found = data.read();
    if (quiet == null) {
      quietData = found;
      return;
    }
    long before = quiet.ending().value();
    if (returns && value != before) {
      findings.add(Check.RESULT, String.format("%#x, not %#x", value, before));
    }
    data.differs(found, quietData).ifPresent(detail -> findings.add(Check.RESULT, detail));
  }

  /** Returns all requests of a plan, the earliest first. */
  private static List<Request> requests(List<Injection> plan) {
    return plan.stream()
        .flatMap(injection -> injection.requests().stream())
        .sorted(Comparator.comparingLong(Request::at))
        .toList();
  }

  /**
   * Begins a run.
   *
   * @param place the place of the last request; null to begin at the entry of the call
   */
  private void begin(Place place, List<Request> requests) {
    if (place != null) {
      machine.restore(place.machine());
      deliveries.resume(guest, place.deliveries());
      requests.getLast().plan(machine.cpu().interrupts());
      return;
    }
    Interrupts interrupts = machine.cpu().interrupts();
    machine.restore(entry);
    deliveries.begin(guest);
    requests.forEach(request -> request.plan(interrupts));
    waitsFor.ifPresent(interrupts::whenHalted);
    scene.begin(SoloExamination.CALLER, function);
  }

  /**
   * Returns the place at which a run starts: that of its last request; null for the entry of the
   * call.
   */
  private Place place(List<Request> requests) {
    if (requests.isEmpty()) {
      return null;
    }
    Places others = places(requests.subList(0, requests.size() - 1));
    int index = others.before(requests.getLast().at());
    return index < 0 ? null : others.get(index);
  }

  /**
   * Returns the places of a run, which are computed on first use. The places of two runs are
   * cached.
   */
  private Places places(List<Request> requests) {
    if (requests.isEmpty() && quietPlaces != null) {
      return quietPlaces;
    }
    if (requests.equals(interrupted)) {
      return interruptedPlaces;
    }
    begin(place(requests), requests);
    Places found = Places.along(machine, deliveries);
    if (requests.isEmpty()) {
      quietPlaces = found;
    } else {
      interrupted = List.copyOf(requests);
      interruptedPlaces = found;
    }
    return found;
  }

  /**
   * Returns a violation that shows only in the comparison of several runs, attributed to one of
   * these runs.
   */
  Violation violation(Run run, Check check, String detail) {
    List<Injection> plan = run.wakes().stream().flatMap(InterruptRunner::injection).toList();
    Findings findings = new Findings(plan, machine);
    findings.taken(run.wakes());
    findings.add(check, detail);
    return findings.violations().getFirst();
  }

  /**
   * Returns the event that caused an interrupt; empty for the IPI of another CPU, which belongs to
   * that CPU's wake-up event.
   */
  private static Stream<Injection> injection(Delivery wake) {
    long at = wake.instructions();
    if (Injection.Afar.isWake(wake.vector())) {
      return Stream.of(new Injection.Afar(at, at));
    }
    int rival = Injection.Wake.rivalOf(wake.vector());
    return rival < 0 ? Stream.empty() : Stream.of(new Injection.Wake(at, rival));
  }

  private String how(Ending ending) {
    return GuestCall.describe(ending)
        + " after "
        + ending.instructions()
        + " instructions, at "
        + Site.of(machine.image(), machine.memory(), machine.cpu().get(State.RIP)).says();
  }

  /** Makes a run of the call with the given external events and reports it to the narrator. */
  Run narrated(List<Injection> plan) {
    deliveries.narrate(narrator, machine.image());
    telling = true;
    try {
      return run(plan);
    } finally {
      telling = false;
      deliveries.narrate(null, null);
    }
  }

  private void retired(Decoded insn, Cpu cpu, Memory memory) {
    if (telling && calling) {
      narrator.retired(insn, cpu, memory);
    }
  }
}
