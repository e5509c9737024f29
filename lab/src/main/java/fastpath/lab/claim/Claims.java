package fastpath.lab.claim;

import fastpath.lab.verdict.Claim;
import java.util.List;
import java.util.Optional;

/** The list of the claims that {@code fastpath reproduce} evaluates. */
public final class Claims {
  /** Returns all claims, in the order in which {@code fastpath reproduce} tests the claims. */
  public static final List<Claim> ALL =
      List.of(
          new Leaf(),
          new ColdCall(),
          new AlmostAnywhere(),
          new CountFields(),
          new WholeWord(),
          new ThreadInfoLookup(),
          new PercpuCount(),
          new NothingPerThread(),
          new Folding(),
          new FlagTested(),
          new LinusRace(),
          new SmallChance(),
          new IpiCopyIsSafe(),
          new IpiCopyNeedsOneInstruction(),
          new IdlePolling(),
          new LockedCountCost(),
          new Thunk(),
          new StaticCallStillFrames(),
          new RcuRegion(),
          new DebugChecks(),
          new UserCopy(),
          new MightFaultCost(),
          new AndiInline(),
          new OmitTheCheck(),
          new FullPreemptionCost(),
          new PhaseOutVoluntary());

  private Claims() {}

  public static Optional<Claim> named(String name) {
    return ALL.stream().filter(claim -> claim.name().equals(name)).findFirst();
  }
}
