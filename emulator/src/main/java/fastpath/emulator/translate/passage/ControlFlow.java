package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.analysis.FlagLiveness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Finds the blocks of a passage: what can be reached from where it begins and has run before, into
 * callees and back.
 */
public final class ControlFlow {
  /** Calls within calls that are followed; a recursion is unrolled so often. */
  private static final int DEEPEST = 6;

  private record Place(InlineContext context, long address) {}

  private final LongFunction<Code> known;
  private final Engine.Activation activation;
  private final int most;
  private final int mostOfCallee;

  private final Map<Place, Boolean> leaders = new LinkedHashMap<>();
  private final Deque<Place> waiting = new ArrayDeque<>();
  private final Set<Place> walked = new HashSet<>();
  private final Map<Place, BasicBlock> blocks = new HashMap<>();
  private final Map<Place, InlineContext> contexts = new HashMap<>();
  private final Map<Long, Boolean> small = new HashMap<>();
  private final List<BasicBlock> found = new ArrayList<>();

  /**
   * @param known the instruction at an address if it has run before, or null
   * @param most instructions
   * @param mostOfCallee instructions of a function that is followed where it is called
   */
  private ControlFlow(
      LongFunction<Code> known, Engine.Activation activation, int most, int mostOfCallee) {
    this.known = known;
    this.activation = activation;
    this.most = most;
    this.mostOfCallee = mostOfCallee;
  }

  /**
   * The blocks, the first of which is where the passage begins.
   *
   * @param most instructions
   * @param mostOfCallee instructions of a function that is followed where it is called
   */
  public static List<BasicBlock> of(
      long head,
      boolean own,
      LongFunction<Code> known,
      Engine.Activation activation,
      int most,
      int mostOfCallee) {
    ControlFlow survey = new ControlFlow(known, activation, most, mostOfCallee);
    survey.walk(head, own);
    survey.form();
    return survey.found;
  }

  /** How many instructions there are to be found, up to so many; asks for no others. */
  public static int reach(
      long head,
      boolean own,
      LongFunction<Code> known,
      Engine.Activation activation,
      int most,
      int mostOfCallee) {
    ControlFlow survey = new ControlFlow(known, activation, most, mostOfCallee);
    survey.walk(head, own);
    return survey.walked.size();
  }

  private void walk(long head, boolean own) {
    lead(InlineContext.root(own), head);
    while (!waiting.isEmpty()) {
      walk(waiting.poll());
    }
  }

  private void lead(InlineContext context, long address) {
    Place place = new Place(context, address);
    if (leaders.putIfAbsent(place, false) == null) {
      waiting.add(place);
    }
  }

  private void walk(Place leader) {
    InlineContext context = leader.context;
    Code c = walked.size() < most ? known.apply(leader.address) : null;
    if (c == null) {
      return;
    }
    leaders.put(leader, true);
    while (c != null && isTranslated(c, context)) {
      if (!walked.add(new Place(context, c.address()))) {
        return;
      }
      if (c.flow() != Flow.NEXT) {
        successors(c, context).forEach(p -> lead(p.context, p.address));
        return;
      }
      if (walked.size() >= most) {
        lead(context, c.next());
        return;
      }
      c = leaders.containsKey(new Place(context, c.next())) ? null : known.apply(c.next());
    }
  }

  /** Where an instruction that transfers control leads, as far as the passage follows. */
  private List<Place> successors(Code c, InlineContext context) {
    return switch (c.flow()) {
      case NEXT, STOP -> List.of();
      case JUMP -> List.of(new Place(context, target(c)));
      case BRANCH -> List.of(new Place(context, target(c)), new Place(context, c.next()));
      case CALL ->
          calls(c, context) && isSmall(target(c))
              ? List.of(new Place(callee(c, context), target(c)))
              : List.of();
      case RET ->
          context.caller() == null
              ? List.of()
              : List.of(new Place(context.caller(), context.returnAddress()));
      case INDIRECT_JUMP -> chosen(c, context, context);
      case INDIRECT_CALL -> calls(c, context) ? chosen(c, context, callee(c, context)) : List.of();
    };
  }

  /** Whether a callee is followed. */
  private boolean calls(Code c, InlineContext context) {
    return context.depth() < DEEPEST && owned(context, c.next());
  }

  /** Whether a function, without those that it calls, is small enough to be followed. */
  private boolean isSmall(long function) {
    return mostOfCallee >= most || small.computeIfAbsent(function, this::isFoundSmall);
  }

  private boolean isFoundSmall(long function) {
    return reach(function, false, known, activation, mostOfCallee + 1, -1) <= mostOfCallee;
  }

  private List<Place> chosen(Code c, InlineContext context, InlineContext in) {
    List<Place> places = new ArrayList<>();
    for (Code target : c.targets()) {
      boolean follows =
          in == context ? owned(context, target.address()) : isSmall(target.address());
      if (follows) {
        places.add(new Place(in, target.address()));
      }
    }
    return places;
  }

  /** One context for each call instruction in a context. */
  private InlineContext callee(Code c, InlineContext context) {
    return contexts.computeIfAbsent(new Place(context, c.address()), p -> context.callee(c.next()));
  }

  private boolean owned(InlineContext context, long address) {
    return !context.own() || activation.owns(address);
  }

  /** Whether an instruction is translated and, if it transfers control, followed. */
  private boolean isTranslated(Code c, InlineContext context) {
    return isSimple(c.insn())
        && switch (c.flow()) {
          case NEXT, CALL, RET, INDIRECT_JUMP, INDIRECT_CALL -> true;
          case JUMP -> owned(context, target(c));
          case BRANCH -> owned(context, target(c)) && owned(context, c.next());
          case STOP -> false;
        };
  }

  /** Whether the translator does all that the micro-ops ask for. */
  public static boolean isSimple(Lifted insn) {
    boolean stored = false;
    for (Uop u : insn.uops()) {
      boolean simple =
          switch (u) {
            case Uop.Imm i -> true;
            case Uop.Get g -> TranslatedState.holds(g.state());
            case Uop.Put p -> TranslatedState.isWritten(p.state());
            case Uop.Pure p -> true;
            // What ran before is repeated if a later access faults; a store must not be.
            case Uop.Load l -> !stored;
            case Uop.Divide d -> !stored;
            case Uop.Store s -> !stored;
            case Uop.SetFlags s -> (s.mask() & TranslatedState.LEFT_FLAGS) == 0;
            case Uop.Lock l -> true;
            case Uop.Fence f -> true;
            case Uop.Jump j -> true;
            case Uop.Branch b -> true;
            case Uop.Aligned a -> false;
            case Uop.Canonical v -> !stored;
            // The store itself tells, where there is one.
            case Uop.Writable w -> !stored && isStored(insn, w.addr(), w.bytes());
            case Uop.Trap t -> false;
          };
      if (!simple) {
        return false;
      }
      stored |= u instanceof Uop.Store;
    }
    return insn.repeat() == Repeat.NONE || Repetition.of(insn) != Repetition.OTHER;
  }

  private static boolean isStored(Lifted insn, int address, int bytes) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Store s && s.bytes() >= bytes && same(insn, s.addr(), address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether temps have the same value for certain. */
  private static boolean same(Lifted insn, int a, int b) {
    if (a < 0 || b < 0) {
      return a == b;
    }
    Uop x = FlagLiveness.definition(insn, a);
    Uop y = FlagLiveness.definition(insn, b);
    return x instanceof Uop.Imm i && y instanceof Uop.Imm j && i.value() == j.value()
        || x instanceof Uop.Get g && y instanceof Uop.Get h && g.state() == h.state()
        || x instanceof Uop.Pure p
            && y instanceof Uop.Pure q
            && p.fn() == q.fn()
            && same(insn, p.a(), q.a())
            && same(insn, p.b(), q.b())
            && same(insn, p.c(), q.c());
  }

  /** The target of a direct jump, branch or call. */
  public static long target(Code c) {
    int temp = -1;
    for (Uop u : c.insn().uops()) {
      if (u instanceof Uop.Jump j) {
        temp = j.target();
      } else if (u instanceof Uop.Branch b) {
        temp = b.target();
      }
    }
    for (Uop u : c.insn().uops()) {
      if (u instanceof Uop.Imm i && i.dst() == temp) {
        return i.value();
      }
    }
    throw new IllegalStateException("no direct target: " + c.insn());
  }

  private void form() {
    for (Map.Entry<Place, Boolean> leader : leaders.entrySet()) {
      if (leader.getValue()) {
        Place p = leader.getKey();
        BasicBlock b = new BasicBlock(found.size(), p.context, p.address);
        found.add(b);
        blocks.put(p, b);
      }
    }
    found.forEach(this::fill);
  }

  private void fill(BasicBlock b) {
    long at = b.address;
    do {
      Code c = known.apply(at);
      if (c == null || !isTranslated(c, b.context)) {
        b.ending =
            c == null ? new Terminator.Goes(edge(b, b.context, at)) : new Terminator.Hands(at);
        return;
      }
      b.codes.add(c);
      if (c.flow() != Flow.NEXT) {
        b.ending = ending(b, c);
        return;
      }
      at = c.next();
    } while (!leaders.containsKey(new Place(b.context, at)));
    b.ending = new Terminator.Goes(edge(b, b.context, at));
  }

  private Terminator ending(BasicBlock b, Code c) {
    List<Edge> edges =
        successors(c, b.context).stream().map(p -> edge(b, p.context, p.address)).toList();
    return switch (c.flow()) {
      case JUMP -> new Terminator.Goes(edges.getFirst());
      case CALL ->
          new Terminator.Goes(
              edges.isEmpty() ? edge(b, callee(c, b.context), target(c)) : edges.getFirst());
      case BRANCH -> new Terminator.Branches(edges.get(0), edges.get(1));
      case RET ->
          edges.isEmpty() ? new Terminator.Departs() : new Terminator.Returns(edges.getFirst());
      case INDIRECT_JUMP, INDIRECT_CALL -> new Terminator.Chooses(edges);
      case NEXT, STOP -> throw new IllegalStateException(c.insn().toString());
    };
  }

  private Edge edge(BasicBlock from, InlineContext context, long address) {
    Edge e = new Edge(from, blocks.get(new Place(context, address)), context, address);
    if (e.to != null) {
      e.to.incoming.add(e);
    }
    return e;
  }
}
