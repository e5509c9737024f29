package fastpath.lab.claim;

import fastpath.lab.verdict.ArticleStatement;
import fastpath.lab.verdict.Claim;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements of LWN's article "Optimizing preemption" of 14 August 2013, in the article's order
 * and in the lab's words. Each statement has the criterion that decides it, or the reason why no
 * criterion does.
 */
public final class Article {
  private static final String INTRODUCTION = "Introduction";
  private static final String USER_ACCESS = "User-space access and voluntary preemption";
  private static final String PROBLEM = "The problem with full preemption";
  private static final String OPTIMIZING = "Optimizing full preemption";

  private static final List<ArticleStatement> FIRST_HALF =
      List.of(
          ArticleStatement.untested(
              INTRODUCTION,
              "Primitives that are called thousands of times a second have been tuned "
                  + "without mercy, because their cost is everywhere.",
              "The statement is a motive. The share of a load that these primitives "
                  + "take needs the command load."),
          ArticleStatement.untested(
              INTRODUCTION,
              "Performance that was won gets lost as code grows features, often without anybody "
                  + "noticing.",
              "The statement is about how software is developed. Its example is the "
                  + "check that 3.10 had."),
          ArticleStatement.decided(
              USER_ACCESS,
              "The functions that access user space were tuned for x86, and then calls of "
                  + "might_sleep() and might_fault() were added to them.",
              "user-copy",
              "a copy runs more instructions"),
          ArticleStatement.decided(
              USER_ACCESS,
              "Those calls were for debugging: they complain where sleeping or a page fault is "
                  + "not welcome.",
              "debug-checks",
              "is reported, once"),
          ArticleStatement.decided(
              USER_ACCESS,
              "As checks for debugging they can be turned off, and then cost nothing.",
              "andi-inline",
              "no instruction is left of the check"),
          ArticleStatement.untested(
              USER_ACCESS,
              "In 2004 latency was taken more seriously, but nobody knew where in the kernel a "
                  + "thread could be preempted safely.",
              "It is history."),
          ArticleStatement.decided(
              USER_ACCESS,
              "might_sleep() stands where code is prepared to sleep, so it is a safe place to "
                  + "preempt a thread.",
              "debug-checks",
              "may sleep is not reported"),
          ArticleStatement.decided(
              USER_ACCESS,
              "Voluntary preemption made those calls places to preempt: a limited mode that is "
                  + "still in use.",
              "flag-tested",
              "in the other situations"),
          ArticleStatement.decided(
              USER_ACCESS,
              "With it might_sleep() and might_fault() are a part of the scheduler, and are not "
                  + "compiled out of a kernel that does not debug.",
              "omit-the-check",
              "what if 3.11 still had"),
          ArticleStatement.decided(
              USER_ACCESS,
              "That slows each access to user space by about 2.5 microseconds, on one system.",
              "might-fault-cost",
              "nanoseconds that the five functions"),
          ArticleStatement.decided(
              USER_ACCESS,
              "should_resched() always inline takes the overhead of calling it away.",
              "andi-inline",
              "fewer calls"),
          ArticleStatement.decided(
              USER_ACCESS,
              "A might_fault() that only debugs is gone entirely where it is not needed, and "
                  + "there where it is.",
              "andi-inline",
              "once debugging is on"),
          ArticleStatement.decided(
              USER_ACCESS,
              "It would be better to leave the check out of the copies than to make it faster.",
              "omit-the-check",
              "executes no instruction that tests"),
          ArticleStatement.untested(
              USER_ACCESS,
              "Places to preempt voluntarily are normally for operations of the kernel that "
                  + "take long.",
              "The statement is about how developers use these places."),
          ArticleStatement.decided(
              USER_ACCESS,
              "An access to user space that does not fault is no more than a memory access.",
              "omit-the-check",
              "waits while a copy does not fault"),
          ArticleStatement.decided(
              USER_ACCESS,
              "An access that faults has its chances to be preempted anyway.",
              "omit-the-check",
              "runs when a copy faults"),
          ArticleStatement.decided(
              USER_ACCESS,
              "So there is little point in slowing user access down by checks.",
              "omit-the-check",
              "still a call and costs"),
          ArticleStatement.decided(
              PROBLEM,
              "Under voluntary preemption a thread loses the CPU at certain places only.",
              "almost-anywhere",
              "voluntary"),
          ArticleStatement.decided(
              PROBLEM,
              "Full preemption lets it happen almost anywhere that it is not disabled "
                  + "explicitly.",
              "almost-anywhere",
              "full"),
          ArticleStatement.untested(
              PROBLEM,
              "Full preemption was feared for subtle bugs once, and has become solid, with the "
                  + "help of tools such as the lock validator.",
              "The statement is history. The command validate shows that the "
                  + "re-created paths are sound."),
          ArticleStatement.decided(
              PROBLEM,
              "The question is whether voluntary preemption should be phased out in "
                  + "favour of full preemption.",
              "phase-out-voluntary",
              "longest waits"),
          ArticleStatement.decided(
              PROBLEM,
              "One reason not to is left: full preemption takes throughput.",
              "full-preemption-cost",
              "adds instructions to a call"),
          ArticleStatement.untested(
              PROBLEM,
              "Few have complained of that cost, but in some cases it hurts.",
              "The statement is about a load, which needs the command load."),
          ArticleStatement.untested(
              PROBLEM,
              "As long as it costs, those who want throughput are hard to convince.",
              "The statement is about what people choose. The command load will show "
                  + "what they choose between."),
          ArticleStatement.untested(
              PROBLEM,
              "If preemption were frequent the caches would suffer, but under a load that is "
                  + "about throughput it should be rare.",
              "The statement is about a load, which needs the command load."),
          ArticleStatement.decided(
              PROBLEM,
              "The count is tested far more often in a kernel that is fully preemptible.",
              "full-preemption-cost",
              "as a multiple of the checks"),
          ArticleStatement.decided(
              PROBLEM,
              "Testing it makes the compiler generate slower code.",
              "full-preemption-cost",
              "more of the added instructions test than count"),
          ArticleStatement.decided(
              PROBLEM,
              "Even if it is almost never taken, a conditional call very often makes code "
                  + "generation much worse.",
              "cold-call",
              "as a multiple of those without"),
          ArticleStatement.decided(
              PROBLEM,
              "The call is the cause: without it a leaf would stay a leaf.",
              "cold-call",
              "took the place of the call"),
          ArticleStatement.decided(
              PROBLEM,
              "A leaf without a frame often turns into a function with one that calls, once "
                  + "preemption is on.",
              "leaf",
              "a leaf without a frame becomes"),
          ArticleStatement.decided(
              PROBLEM,
              "It does so because it has an RCU read region, which disables preemption.",
              "rcu-region",
              "full preemption with PREEMPT_RCU"),
          ArticleStatement.untested(
              PROBLEM,
              "Full preemption so slows code whose performance matters; those who want latency "
                  + "will accept it, those who want throughput will not.",
              "How much slower is decided above. What either side gains needs the "
                  + "command load."));

  private static final List<ArticleStatement> SECOND_HALF =
      List.of(
          ArticleStatement.decided(
              OPTIMIZING,
              "The count is a word of several fields: regions (8 bits), softirqs (8), hardware "
                  + "interrupts (10 on most architectures), and the bit PREEMPT_ACTIVE.",
              "count-fields",
              "as wide as the article says"),
          ArticleStatement.decided(
              OPTIMIZING,
              "preempt_disable() nests, and the count sees to it that it does the right thing.",
              "count-fields",
              "the end of an inner region"),
          ArticleStatement.decided(
              OPTIMIZING,
              "PREEMPT_ACTIVE says that the thread is being preempted, or has just been.",
              "nothing-per-thread",
              "PREEMPT_ACTIVE is set for threads"),
          ArticleStatement.decided(
              OPTIMIZING,
              "Comparing the whole count with zero tells whether the thread can be preempted.",
              "whole-word",
              "if every field is zero"),
          ArticleStatement.decided(
              OPTIMIZING,
              "If any field is not zero, or PREEMPT_ACTIVE is set, it cannot.",
              "whole-word",
              "if a field is not zero"),
          ArticleStatement.decided(
              OPTIMIZING,
              "Some tricky assembly could reduce the cost of testing the count significantly.",
              "thunk",
              "has none under V5"),
          ArticleStatement.decided(
              OPTIMIZING,
              "The count lies in thread_info, which must be found from the stack pointer; that "
                  + "makes the test significantly more expensive.",
              "thread-info-lookup",
              "where the stack pointer is masked"),
          ArticleStatement.decided(
              OPTIMIZING,
              "Almost nothing of the count is a thread's own: it is zero for each that does not "
                  + "run, so it is the CPU's.",
              "nothing-per-thread",
              "has nothing but PREEMPT_ACTIVE"),
          ArticleStatement.decided(
              OPTIMIZING,
              "So it is natural to store it per CPU.",
              "percpu-count",
              "where the stack pointer was masked"),
          ArticleStatement.decided(
              OPTIMIZING,
              "PREEMPT_ACTIVE is a thread's own, and must be saved when it is preempted.",
              "nothing-per-thread",
              "gets back"),
          ArticleStatement.decided(
              OPTIMIZING,
              "The first patch does not solve all: TIF_NEED_RESCHED, which an interrupt or "
                  + "another CPU may set, stays in thread_info.",
              "percpu-count",
              "thread_info must still be found"),
          ArticleStatement.decided(
              OPTIMIZING,
              "It must be tested whenever the count comes back to zero.",
              "flag-tested",
              "where the count comes back"),
          ArticleStatement.decided(
              OPTIMIZING,
              "And in a number of other situations as well.",
              "flag-tested",
              "in the other situations"),
          ArticleStatement.decided(
              OPTIMIZING,
              "The flag could move into the topmost bit of the per-CPU count; then one word is "
                  + "tested.",
              "folding",
              "one word is read instead of two"),
          ArticleStatement.decided(
              OPTIMIZING,
              "A count that is the CPU's is changed without locks or atomic operations, which "
                  + "are expensive.",
              "locked-count-cost",
              "two locked instructions more"),
          ArticleStatement.decided(
              OPTIMIZING,
              "If other CPUs change the flag by atomic operations alone, no counter is ever "
                  + "corrupted.",
              "linus-race",
              "in no order the count is wrong"),
          ArticleStatement.decided(
              OPTIMIZING,
              "There is a small chance that a change of the count loses the flag.",
              "small-chance",
              "share of the places"),
          ArticleStatement.decided(
              OPTIMIZING,
              "Then the thread is not preempted when it should be: latency, but no wrong "
                  + "result.",
              "linus-race",
              "instructions from the loss of a flag"),
          ArticleStatement.untested(
              OPTIMIZING,
              "That is a bit of sloppiness that the kernel can afford if the gain is large "
                  + "enough.",
              "The statement weighs a loss against a gain, which only people can do. "
                  + "Both are decided here."),
          ArticleStatement.decided(
              OPTIMIZING,
              "Whoever sets TIF_NEED_RESCHED also sends an interrupt, so that the CPU "
                  + "looks at the flag.",
              "idle-polling",
              "finds a CPU no longer polling"),
          ArticleStatement.decided(
              OPTIMIZING,
              "If that interrupt's handler copies the flag into the count, the owner alone "
                  + "changes the count, and the races are gone.",
              "ipi-copy-is-safe",
              "in no order the flag is lost"),
          ArticleStatement.decided(
              OPTIMIZING,
              "That is the best of both: a fast test and no race.",
              "folding",
              "what if the flag were inverted"),
          ArticleStatement.untested(
              OPTIMIZING,
              "It must be done with care and benchmarked; the gain may not be worth the "
                  + "complexity.",
              "The statement is about a load, which needs the command load."),
          ArticleStatement.untested(
              OPTIMIZING,
              "It is not for 3.12.",
              "The statement is history: 3.13 had the change (kernelsrc/README.md)."),
          ArticleStatement.decided(
              OPTIMIZING,
              "If it works out, much of the throughput cost of full preemption may go away.",
              "full-preemption-cost",
              "share of the instructions that K311p adds which K313p still adds"),
          ArticleStatement.decided(
              OPTIMIZING,
              "In the end voluntary preemption could be phased out.",
              "phase-out-voluntary",
              "3.13: instructions of all calls under full preemption (K313p)"));

  /** Returns all statements, in the article's order. */
  public static final List<ArticleStatement> STATEMENTS =
      Stream.of(FIRST_HALF, SECOND_HALF).flatMap(List::stream).toList();

  private Article() {}

  /**
   * Returns the claims that decide at least one statement, in the order in which {@code reproduce}
   * tests claims.
   */
  public static List<Claim> claims() {
    return Claims.ALL.stream()
        .filter(claim ->
            STATEMENTS.stream()
                .anyMatch(s ->
                    s.answer() instanceof ArticleStatement.Decided decided
                        && decided.claim().equals(claim.name())))
        .toList();
  }
}
