package fastpath.emulator.dataflow;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the copies from one register to another, and which of these copies are forced by a call. A
 * call forces a copy if the two registers could be coalesced (Chaitin's test: the registers never
 * hold different values at the same time), and the callee-saved register of the two holds the value
 * during a call. Any other copy serves the function's own work: the function reuses the first
 * register before the call, or reuses the target of a copy back while the callee-saved register
 * holds the value; or the callee-saved register keeps the value after a copy back, and no such call
 * follows.
 */
public final class Copies {
  private static final Set<Integer> CALLEE_SAVED = Set.of(3, 5, 12, 13, 14, 15);

  private final CodeFlow code;
  private final DefUse flow;
  private final Liveness liveness;
  private final int[] parents;

  public Copies(CodeFlow code, DefUse flow, Liveness liveness) {
    this.code = code;
    this.flow = flow;
    this.liveness = liveness;
    parents = new int[flow.count()];
    for (int d = 0; d < parents.length; d++) {
      parents[d] = d;
    }
    for (int i = 0; i < code.insns().size(); i++) {
      join(i);
    }
  }

  /**
   * Merges definitions into one variable if they reach the same use, or if one is an operand and
   * the other is the result that replaces that operand. A move to a byte or word of a register,
   * which keeps the other bits, does not count as such a use.
   */
  private void join(int insn) {
    int narrow = narrowTarget(code.insns().get(insn).insn());
    for (Use use : flow.usesOf(insn)) {
      if (use.place() == narrow) {
        continue;
      }
      List<Integer> reaching = flow.reaching(insn, use.place());
      for (int d : reaching) {
        union(d, reaching.getFirst());
      }
      if (!reaching.isEmpty() && use.place() < Effects.FLAGS && flow.assigns(insn, use.place())) {
        union(reaching.getFirst(), flow.definition(insn, use.place()));
      }
    }
  }

  /**
   * Returns the number of the register of which a move assigns only a byte or word and which the
   * move does not read otherwise; -1 for any other instruction.
   */
  static int narrowTarget(Decoded insn) {
    boolean moves =
        insn.insn().isMove()
            && insn.insn().operand(0) instanceof Operand.RegOp to
            && to.reg().kind() == Reg.Kind.GPR
            && !isWhole(to.reg());
    if (!moves) {
      return -1;
    }
    int target = ((Operand.RegOp) insn.insn().operand(0)).reg().number();
    return insn.insn().operand(1) instanceof Operand.RegOp from && from.reg().number() == target
        ? -1
        : target;
  }

  private void union(int a, int b) {
    parents[find(a)] = find(b);
  }

  private int find(int d) {
    int root = d;
    while (parents[root] != root) {
      root = parents[root];
    }
    parents[d] = root;
    return root;
  }

  /**
   * Returns the numbers of the source and the destination if an instruction copies a register;
   * otherwise empty.
   */
  public static Optional<int[]> copy(Decoded insn) {
    List<Operand> operands = insn.insn().operands();
    return insn.insn().isMove()
            && operands.get(0) instanceof Operand.RegOp to
            && operands.get(1) instanceof Operand.RegOp from
            && isWhole(to.reg())
            && isWhole(from.reg())
        ? Optional.of(new int[] {from.reg().number(), to.reg().number()})
        : Optional.empty();
  }

  private static boolean isWhole(Reg reg) {
    return reg.kind() == Reg.Kind.GPR && reg.bits() >= 32 && reg.number() != State.RSP.index();
  }

  /**
   * True if the instruction copies a value to or from a callee-saved register because of a call.
   *
   * @param own true for the number of an instruction of the function's own work: a register that
   *     such an instruction assigns could not have kept its value, with or without a call
   */
  public boolean isForced(int insn, IntPredicate own) {
    Optional<int[]> copy = copy(code.insns().get(insn).insn());
    if (copy.isEmpty()) {
      return false;
    }
    int from = copy.get()[0];
    int to = copy.get()[1];
    List<Integer> sources = flow.reaching(insn, from);
    if (sources.isEmpty() || from == to) {
      return false;
    }
    int source = find(sources.getFirst());
    int target = find(flow.definition(insn, to));
    boolean saves = CALLEE_SAVED.contains(to) && !isTakenBefore(insn, from, to, target, own);
    boolean gives =
        CALLEE_SAVED.contains(from)
            && !staysWithoutNeed(insn, from, source)
            && !isTaken(insn, to, from, source, own);
    return (saves || gives && !outlived(from, source).isEmpty())
        && (source == target || !interfere(insn, from, source, to, target));
  }

  /**
   * True if a register holds a variable after a copy from this register, and no call that follows
   * the copy needs the register to hold the variable.
   */
  private boolean staysWithoutNeed(int copy, int register, int variable) {
    return holdsAfter(copy, register, variable)
        && outlived(register, variable).stream().noneMatch(call -> leadingTo(call).get(copy));
  }

  /**
   * True if, before each call that a copy serves, the function assigns another value to the
   * register {@code other}.
   */
  private boolean isTakenBefore(int copy, int other, int holder, int variable, IntPredicate own) {
    return outlived(holder, variable).stream()
        .map(this::leadingTo)
        .allMatch(
            before -> isTaken(copy, other, holder, variable, i -> own.test(i) && before.get(i)));
  }

  /**
   * True if the function assigns another value to the register {@code other} while the register
   * {@code holder} holds the variable.
   */
  private boolean isTaken(int copy, int other, int holder, int variable, IntPredicate own) {
    return numbers()
        .anyMatch(i ->
            i != copy
                && !flow.isCall(i)
                && own.test(i)
                && flow.assigns(i, other)
                && holdsAfter(i, holder, variable));
  }

  private IntStream numbers() {
    return IntStream.range(0, code.insns().size());
  }

  /** Returns the calls during which a register holds a variable that is used later. */
  private List<Integer> outlived(int register, int variable) {
    return numbers()
        .filter(i -> flow.isCall(i) && liveness.clobbers(i) && holdsAfter(i, register, variable))
        .boxed()
        .toList();
  }

  /** Returns the instructions that may be executed before an instruction. */
  private BitSet leadingTo(int insn) {
    BitSet leading = new BitSet();
    BitSet blocks = new BitSet();
    Deque<Integer> work = new ArrayDeque<>();
    int block = code.blockOf()[insn];
    leading.set(code.starts()[block], insn);
    work.add(block);
    while (!work.isEmpty()) {
      for (int from : code.graph().predecessors()[work.remove()]) {
        if (!blocks.get(from)) {
          blocks.set(from);
          leading.set(code.starts()[from], code.end(from));
          work.add(from);
        }
      }
    }
    return leading;
  }

  /**
   * True if a register holds the variable and is live after an instruction that does not change the
   * register.
   */
  private boolean holdsAfter(int insn, int register, int variable) {
    return (liveness.after(insn) >> register & 1) != 0
        && !flow.assigns(insn, register)
        && flow.reaching(insn, register).stream().anyMatch(d -> find(d) == variable);
  }

  private boolean interfere(int copy, int from, int source, int to, int target) {
    for (int i = 0; i < code.insns().size(); i++) {
      if (i != copy
          && (defines(i, source) && holdsAfter(i, to, target)
              || defines(i, target) && holdsAfter(i, from, source))) {
        return true;
      }
    }
    return false;
  }

  private boolean defines(int insn, int variable) {
    return !flow.isCall(insn)
        && flow.definitionsBy(insn).stream().anyMatch(d -> find(d) == variable);
  }
}
