package fastpath.lab.validate;

import fastpath.emulator.image.Image;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tracks each interrupt of a call from its delivery to the return of its handler. */
final class Deliveries implements DeliveryHook {
  /** The priority of an idle thread: {@code IDLE_PRIO} in C. */
  private static final long IDLE_PRIO = 140;

  /** A violation that was found when an interrupt was delivered or when its handler returned. */
  record Finding(Check check, String detail, Delivery at) {}

  private final Promise promise;
  private final OptionalInt waitsFor;
  private final List<Delivery> open = new ArrayList<>();
  private final List<Delivery> wakes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Guest guest;
  private Runnable whenHandled = () -> {};

  /**
   * Number of interrupts that were being handled at the place where the run began or was resumed.
   */
  private int outer;

  private Narrator narrator;
  private Image image;

  /**
   * @param waitsFor vector of the interrupt that is delivered when the CPU halts, if the fast path
   *     waits for an interrupt
   */
  Deliveries(Promise promise, OptionalInt waitsFor) {
    this.promise = promise;
    this.waitsFor = waitsFor;
  }

  /** Sets the narrator that receives the following events; null for none. */
  void narrate(Narrator to, Image of) {
    narrator = to;
    image = of;
  }

  /**
   * Sets the action that runs when an interrupt's handler has returned and no other handler is
   * active, except those that were active where the run was resumed.
   */
  void whenHandled(Runnable told) {
    whenHandled = told;
  }

  /**
   * Forgets all interrupts and starts tracking those of a guest. Before the first call of this
   * method nothing is tracked.
   */
  void begin(Guest of) {
    guest = of;
    open.clear();
    wakes.clear();
    findings.clear();
    outer = 0;
  }

  /** The interrupts and findings that were tracked up to a moment; immutable. */
  record Progress(List<Delivery> open, List<Delivery> wakes, List<Finding> findings) {}

  Progress progress() {
    return new Progress(List.copyOf(open), List.copyOf(wakes), List.copyOf(findings));
  }

  /** Resumes tracking with the interrupts and findings of an earlier moment. */
  void resume(Guest of, Progress from) {
    begin(of);
    open.addAll(from.open);
    outer = from.open.size();
    wakes.addAll(from.wakes);
    findings.addAll(from.findings);
  }

  /**
   * Stops tracking, because the calls that follow are made by the lab and are not part of the run.
   */
  void end() {
    guest = null;
  }

  /** Returns the interrupts that woke a rival thread, in the order in which they were taken. */
  List<Delivery> wakes() {
    return List.copyOf(wakes);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  @Override
  public void delivering(int vector, long instructions, Cpu cpu, Memory memory) {
    if (guest == null) {
      return;
    }
    Delivery delivery =
        new Delivery(
            vector,
            instructions,
            cpu.registers(),
            guest.thread(),
            guest.count(),
            guest.prio(),
            guest.runs());
    nesting(delivery);
    halted(delivery);
    open.add(delivery);
    if (narrator != null) {
      narrator.taken(vector, Site.of(image, memory, delivery.rip()));
    }
    if (Injection.rivalOf(vector) >= 0 && (vector != Injection.Afar.IPI || isFromAfar())) {
      wakes.add(delivery);
    }
  }

  /**
   * Checks that a nested interrupt sees a nonzero preempt_count: a handler that enables interrupts
   * must first have recorded its context in the count.
   */
  private void nesting(Delivery delivery) {
    boolean within =
        open.stream().anyMatch(d -> d.thread() == delivery.thread() && !d.isException());
    if (within && delivery.count() == 0) {
      findings.add(new Finding(Check.NESTING, "preempt_count is 0", delivery));
    }
  }

  /** Checks that the idle CPU did not halt although a thread that a device woke has not run yet. */
  private void halted(Delivery delivery) {
    if (delivery.vector() != waitsFor.orElse(-1) || delivery.prio() != IDLE_PRIO) {
      return;
    }
    boolean wanted =
        wakes.stream()
            .map(wake -> Injection.Wake.rivalOf(wake.vector()))
            .anyMatch(rival -> rival >= 0 && delivery.runs()[rival] == 0);
    if (wanted) {
      findings.add(new Finding(Check.LOST, "the CPU halts", delivery));
    }
  }

  @Override
  public void returned(long instructions, Cpu cpu, Memory memory) {
    if (guest == null) {
      return;
    }
    // The innermost interrupt is the last in the list. No two interrupts on one stack have the same
    // stack pointer.
    for (int i = open.size() - 1; i >= 0; i--) {
      Delivery delivery = open.get(i);
      if (delivery.rsp() == cpu.get(State.RSP)) {
        open.remove(i);
        if (narrator != null) {
          narrator.returned(delivery.vector());
        }
        if (!delivery.isException()) {
          look(delivery, cpu);
        }
        if (open.size() <= outer) {
          whenHandled.run();
        }
        return;
      }
    }
    findings.add(new Finding(Check.REGISTERS, "rsp is none that was interrupted", null));
  }

  /** True if another CPU has woken a thread, so that an IPI belongs to that wake-up. */
  private boolean isFromAfar() {
    return !wakes.isEmpty() && Injection.Afar.isWake(wakes.getFirst().vector());
  }

  private void look(Delivery delivery, Cpu cpu) {
    String changed = delivery.changed(cpu);
    if (changed != null) {
      findings.add(new Finding(Check.REGISTERS, changed, delivery));
    }
    long[] runs = guest.runs();
    boolean ran = runs[0] != delivery.runs()[0] || runs[1] != delivery.runs()[1];
    if (ran && delivery.count() != 0) {
      findings.add(
          new Finding(
              Check.IN_REGION, String.format("preempt_count was %#x", delivery.count()), delivery));
    }
    int rival = wakes.contains(delivery) ? Injection.rivalOf(delivery.vector()) : -1;
    // Stores by another CPU are no interrupt of this CPU, so no interrupt return follows them. The
    // IPI may arrive after the rival has already run.
    boolean asks = delivery.vector() != Injection.Afar.IPI || delivery.runs()[0] == 0;
    if (rival >= 0 && asks && !Injection.Afar.isWake(delivery.vector())) {
      whenDue(delivery, rival, runs[rival] != delivery.runs()[rival], ran);
    }
  }

  private void whenDue(Delivery delivery, int rival, boolean itself, boolean any) {
    boolean due =
        promise.onReturn() && delivery.count() == 0 && guest.prioOfRival(rival) < delivery.prio();
    if (due && !itself) {
      findings.add(new Finding(Check.LATE, "preempt_count was 0 and interrupts on", delivery));
    }
    if (any && delivery.count() == 0 && !promise.onReturn()) {
      findings.add(new Finding(Check.EARLY, "at an interrupt's return", delivery));
    }
  }
}
