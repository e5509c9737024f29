package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Uop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the basic blocks of a passage: all code that has run before and can be reached from the
 * start, inlined callees included.
 */
public final class BlockFinder {
  /** Upper limit on the depth of inlined calls; a recursion is inlined to this depth. */
  private static final int MAX_INLINE_DEPTH = 6;

  private final PassageRequest request;
  private final Limits limits;

  /**
   * The leaders, at which blocks begin; the value is false while the leader's first instruction is
   * not in the passage.
   */
  private final Map<ProgramPoint, Boolean> leaders = new LinkedHashMap<>();

  private final Deque<ProgramPoint> waiting = new ArrayDeque<>();
  private final Set<ProgramPoint> walked = new HashSet<>();
  private final Map<ProgramPoint, BasicBlock> blocks = new HashMap<>();
  private final Map<ProgramPoint, InlineContext> callees = new HashMap<>();
  private final Map<Long, Boolean> small = new HashMap<>();
  private final List<BasicBlock> found = new ArrayList<>();

  private BlockFinder(PassageRequest request, Limits limits) {
    this.request = request;
    this.limits = limits;
  }

  /** True if the first instruction can be translated, so that a passage can be compiled. */
  public static boolean isTranslated(PassageRequest request) {
    Code first = request.known().apply(request.start());
    return first != null
        && new BlockFinder(request, new Limits(1, 1, 1))
            .isTranslated(first, InlineContext.root(request.own()));
  }

  /** Returns the blocks in the order of discovery; the passage begins at the first block. */
  static List<BasicBlock> find(PassageRequest request, Limits limits) {
    BlockFinder finder = new BlockFinder(request, limits);
    finder.walk();
    finder.form();
    return finder.found;
  }

  /**
   * Returns the number of instructions that can be found within the limits. The method calls {@code
   * request.known()} for each instruction that {@link #find} would call it for; the compiler relies
   * on this to take snapshots.
   */
  public static int countReachable(PassageRequest request, Limits limits) {
    BlockFinder finder = new BlockFinder(request, limits);
    finder.walk();
    return finder.walked.size();
  }

  private void walk() {
    addLeader(new ProgramPoint(InlineContext.root(request.own()), request.start()));
    while (!waiting.isEmpty()) {
      walk(waiting.poll());
    }
  }

  private void addLeader(ProgramPoint point) {
    if (leaders.putIfAbsent(point, false) == null) {
      waiting.add(point);
    }
  }

  private void walk(ProgramPoint leader) {
    InlineContext context = leader.context();
    Code c = walked.size() < limits.instructions() ? known(leader.address()) : null;
    if (c == null) {
      return;
    }
    leaders.put(leader, true);
    while (c != null && isTranslated(c, context)) {
      if (!walked.add(new ProgramPoint(context, c.address()))) {
        return;
      }
      if (c.flow() != Flow.NEXT) {
        successors(c, context).forEach(this::addLeader);
        return;
      }
      if (walked.size() >= limits.instructions()) {
        addLeader(new ProgramPoint(context, c.next()));
        return;
      }
      c = leaders.containsKey(new ProgramPoint(context, c.next())) ? null : known(c.next());
    }
  }

  private Code known(long address) {
    return request.known().apply(address);
  }

  /**
   * Returns the points that a control transfer leads to, as far as the passage follows the
   * transfer.
   */
  private List<ProgramPoint> successors(Code c, InlineContext context) {
    return switch (c.flow()) {
      case NEXT, STOP -> List.of();
      case JUMP -> List.of(new ProgramPoint(context, target(c)));
      case BRANCH ->
          List.of(new ProgramPoint(context, target(c)), new ProgramPoint(context, c.next()));
      case CALL ->
          mayInline(c, context) && isSmall(target(c))
              ? List.of(new ProgramPoint(callee(c, context), target(c)))
              : List.of();
      case RET ->
          context.caller() == null
              ? List.of()
              : List.of(new ProgramPoint(context.caller(), context.returnAddress()));
      case INDIRECT_JUMP -> seenTargets(c, context, context);
      case INDIRECT_CALL ->
          mayInline(c, context) ? seenTargets(c, context, callee(c, context)) : List.of();
    };
  }

  private boolean mayInline(Code call, InlineContext context) {
    return context.depth() < MAX_INLINE_DEPTH && isOwned(context, call.next());
  }

  /** True if a function, without its callees, is small enough to be inlined. */
  private boolean isSmall(long function) {
    return limits.callee() >= limits.instructions()
        || small.computeIfAbsent(function, this::isFoundSmall);
  }

  private boolean isFoundSmall(long function) {
    PassageRequest callee =
        new PassageRequest(function, false, request.activation(), request.known(), false);
    return countReachable(callee, new Limits(limits.callee() + 1, -1, 1)) <= limits.callee();
  }

  /** Returns the targets that an indirect transfer has gone to and that the passage may follow. */
  private List<ProgramPoint> seenTargets(Code c, InlineContext context, InlineContext in) {
    List<ProgramPoint> points = new ArrayList<>();
    for (Code target : c.targets()) {
      boolean follows =
          in == context ? isOwned(context, target.address()) : isSmall(target.address());
      if (follows) {
        points.add(new ProgramPoint(in, target.address()));
      }
    }
    return points;
  }

  /** Returns the inline context of a callee, one for each call instruction in a context. */
  private InlineContext callee(Code call, InlineContext context) {
    return callees.computeIfAbsent(
        new ProgramPoint(context, call.address()), p -> context.callee(call.next()));
  }

  private boolean isOwned(InlineContext context, long address) {
    return !context.own() || request.activation().owns(address);
  }

  /**
   * True if an instruction can be translated and, if it transfers control, the passage can follow
   * the transfer.
   */
  private boolean isTranslated(Code c, InlineContext context) {
    return Translatable.covers(c.insn())
        && switch (c.flow()) {
          case NEXT, CALL, RET, INDIRECT_JUMP, INDIRECT_CALL -> true;
          case JUMP -> isOwned(context, target(c));
          case BRANCH -> isOwned(context, target(c)) && isOwned(context, c.next());
          case STOP -> false;
        };
  }

  /** Returns the target of a direct jump, branch or call. */
  private static long target(Code c) {
    for (Uop u : c.insn().uops()) {
      int temp = u instanceof Uop.Jump j ? j.target() : u instanceof Uop.Branch b ? b.target() : -1;
      if (temp >= 0 && c.insn().definition(temp) instanceof Uop.Imm i) {
        return i.value();
      }
    }
    throw new IllegalStateException("no direct target: " + c.insn());
  }

  private void form() {
    for (Map.Entry<ProgramPoint, Boolean> leader : leaders.entrySet()) {
      if (leader.getValue()) {
        ProgramPoint p = leader.getKey();
        BasicBlock b = new BasicBlock(found.size(), p.context(), p.address());
        found.add(b);
        blocks.put(p, b);
      }
    }
    found.forEach(this::fill);
  }

  private void fill(BasicBlock b) {
    long at = b.address();
    do {
      Code c = known(at);
      if (c == null || !isTranslated(c, b.context())) {
        b.terminate(
            c == null
                ? new Terminator.Jump(edge(b, b.context(), at))
                : new Terminator.Interpret(at));
        return;
      }
      b.codes().add(c);
      if (c.flow() != Flow.NEXT) {
        b.terminate(terminator(b, c));
        return;
      }
      at = c.next();
    } while (!leaders.containsKey(new ProgramPoint(b.context(), at)));
    b.terminate(new Terminator.Jump(edge(b, b.context(), at)));
  }

  private Terminator terminator(BasicBlock b, Code c) {
    List<Edge> edges =
        successors(c, b.context()).stream().map(p -> edge(b, p.context(), p.address())).toList();
    return switch (c.flow()) {
      case JUMP -> new Terminator.Jump(edges.getFirst());
      case CALL ->
          new Terminator.Jump(
              edges.isEmpty() ? edge(b, callee(c, b.context()), target(c)) : edges.getFirst());
      case BRANCH -> new Terminator.Branch(edges.get(0), edges.get(1));
      case RET ->
          edges.isEmpty()
              ? new Terminator.Return()
              : new Terminator.InlinedReturn(edges.getFirst());
      case INDIRECT_JUMP, INDIRECT_CALL -> new Terminator.Indirect(edges);
      case NEXT, STOP -> throw new IllegalStateException(c.insn().toString());
    };
  }

  private Edge edge(BasicBlock from, InlineContext context, long address) {
    Edge e = new Edge(from, blocks.get(new ProgramPoint(context, address)), context, address);
    if (e.to() != null) {
      e.to().incoming().add(e);
    }
    return e;
  }
}
