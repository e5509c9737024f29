package fastpath.lab.validate;

import fastpath.emulator.Machine;
import java.util.ArrayList;
import java.util.List;

/** Collects the violations of one run, with the instructions at which the run was interrupted. */
final class Findings {
  private final List<Injection> plan;
  private final Machine machine;
  private final List<Violation> violations = new ArrayList<>();
  private List<Delivery> taken = List.of();
  private List<Site> sites;

  Findings(List<Injection> plan, Machine machine) {
    this.plan = plan;
    this.machine = machine;
  }

  void taken(List<Delivery> wakes) {
    taken = wakes;
  }

  void add(Check check, String detail) {
    add(check, detail, null);
  }

  /**
   * @param at the interrupt at which the violation was found; null if the violation belongs to no
   *     particular interrupt
   */
  void add(Check check, String detail, Delivery at) {
    if (sites == null) {
      sites = taken.stream().map(this::site).toList();
    }
    String where =
        at == null || taken.contains(at)
            ? detail
            : detail + ", at vector 0x" + Integer.toHexString(at.vector()) + " " + site(at).says();
    violations.add(new Violation(check, where, plan, sites));
  }

  private Site site(Delivery delivery) {
    return Site.of(machine.image(), machine.memory(), delivery.rip());
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }
}
