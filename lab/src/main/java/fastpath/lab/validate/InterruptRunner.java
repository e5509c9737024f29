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
 * A fast path's machine, set up once. A run starts from the state taken then, or from a place in a
 * run that is the same up to its last interrupt. The interpreter runs it, since no run is long
 * enough for a translation to pay.
 */
final class InterruptRunner {
  /** What no run needs; a kernel that goes round in circles is stopped there. */
  static final long BUDGET = 1_000_000;

  private final Deliveries deliveries;
  private final GuestCall scene;
  private final Machine machine;
  private final Guest guest;
  private final Start start;

  /** The machine before the call. */
  private final MachineState entry;

  private final long function;
  private final long digest;
  private final boolean comparable;
  private final Promise promise;
  private final OptionalInt waitsFor;
  private final Narrator narrator;
  private Run quiet;

  /** The fast path's own data; null where what it leaves depends on who has run meanwhile. */
  private final OwnData data;

  /** That data after the quiet run. */
  private byte[][] quietData;

  /** False if the function returns nothing, so that rax may hold anything. */
  private final boolean returns;

  /** The places of the quiet run, and of the run with other requests that was last asked for. */
  private Places quietPlaces;

  private List<Request> interrupted;
  private Places interruptedPlaces;

  /** The sweep that was last asked for. */
  private Sweep sweep;

  private final KnownRuns known;
  private final Summaries summaries;

  /** Whether instructions are those of a run that is told. */
  private boolean telling;

  /** Whether they are the call's own, and not of the look around it. */
  private boolean calling;

  /**
   * @param image the fast path in context
   * @param object the fast path's own object in the image
   * @param start of runs that are not narrated
   * @param narrator told of what happens in {@link #narrated}; may be null
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
    // What a region's end has left wanted, any interrupt's return grants: others then run earlier.
    comparable = !fastPath.recordsOrder() || promise.onRegionEnd() || !promise.onReturn();
  }

  Promise promise() {
    return promise;
  }

  /** The call with nothing from outside, which is what all others are measured against. */
  Run quiet() {
    if (quiet == null) {
      quiet = run(List.of());
    }
    return quiet;
  }

  /** The call with these; everything else is as it was before the first call. */
  Run run(List<Injection> plan) {
    return run(plan, Long.MAX_VALUE);
  }

  /**
   * The same for one who asks for no run with the same requests but a last one after more
   * instructions than these.
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

  /** The sweep that a run with one more request belongs to. */
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
   * Makes a run, as far as it is not known.
   *
   * @param place of its last request; null to begin at the entry of the call
   * @param gap number of instructions after the last request's handler at which the run may be
   *     known; 0 if nothing says so
   */
  private Run make(Place place, List<Request> requests, List<Injection> plan, long gap) {
    boolean compares = quiet != null && place != null;
    // A place with its first request is met once.
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

  /** A run that is known from here on. */
  private Run left(Run run) {
    calling = false;
    deliveries.end();
    return run;
  }

  private Place here() {
    return new Place(instructions(), machine.take(), deliveries.progress(), null);
  }

  /** Looks at a call that has ended. */
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

  /** Result and data are those of the quiet run, bit by bit. */
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

  /** All requests of a plan, the earliest first. */
  private static List<Request> requests(List<Injection> plan) {
    return plan.stream()
        .flatMap(injection -> injection.requests().stream())
        .sorted(Comparator.comparingLong(Request::at))
        .toList();
  }

  /**
   * Begins a run.
   *
   * @param place of its last request; null to begin at the entry of the call
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

  /** Where a run starts: the place of its last request; null for the entry of the call. */
  private Place place(List<Request> requests) {
    if (requests.isEmpty()) {
      return null;
    }
    Places others = places(requests.subList(0, requests.size() - 1));
    int index = others.before(requests.getLast().at());
    return index < 0 ? null : others.get(index);
  }

  /** The places of a run, found when they are first asked for; those of two runs are kept. */
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

  /** What several runs together show, told at one of them. */
  Violation violation(Run run, Check check, String detail) {
    List<Injection> plan = run.wakes().stream().flatMap(InterruptRunner::injection).toList();
    Findings findings = new Findings(plan, machine);
    findings.taken(run.wakes());
    findings.add(check, detail);
    return findings.violations().getFirst();
  }

  /** What made an interrupt come; nothing of ours for the IPI of another CPU that woke somebody. */
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

  /** The same, told as it goes. */
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
