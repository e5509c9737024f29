package fastpath.emulator.dataflow;

import fastpath.emulator.graph.FlowGraph;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The instructions of a function in order of address, divided into basic blocks.
 *
 * @param insns the instructions; an instruction's number is its index, from 0
 * @param effects the effects of each instruction, by number
 * @param byAddress the number of each instruction, by address
 * @param starts the number of the first instruction of each block, ascending
 * @param blockOf the number of the block of each instruction
 * @param graph control flow between blocks; a jump out of the function and an indirect jump have no
 *     successor
 */
public record CodeFlow(
    List<Lifted> insns,
    List<Effects> effects,
    Map<Long, Integer> byAddress,
    int[] starts,
    int[] blockOf,
    FlowGraph graph) {

  /**
   * Divides code into basic blocks.
   *
   * @param insns instructions in order of address within each part of the function; not empty
   * @param faults additional successors of instructions that may fault, by the address of the
   *     instruction
   */
  public static CodeFlow of(List<Lifted> insns, Map<Long, Long> faults) {
    Map<Long, Integer> byAddress = new HashMap<>();
    for (int i = 0; i < insns.size(); i++) {
      byAddress.put(insns.get(i).insn().address(), i);
    }
    TreeSet<Integer> leaders = new TreeSet<>(List.of(0));
    for (int i = 0; i < insns.size(); i++) {
      List<Integer> targets = targets(insns.get(i), byAddress, faults);
      leaders.addAll(targets);
      boolean ends = !targets.isEmpty() || !fallsThrough(insns, i);
      if (ends && i + 1 < insns.size()) {
        leaders.add(i + 1);
      }
    }
    int[] starts = leaders.stream().mapToInt(Integer::intValue).toArray();
    int[] blockOf = new int[insns.size()];
    for (int block = 0, i = 0; i < blockOf.length; i++) {
      block += block + 1 < starts.length && starts[block + 1] == i ? 1 : 0;
      blockOf[i] = block;
    }
    int[][] successors = new int[starts.length][];
    for (int block = 0; block < starts.length; block++) {
      int last = (block + 1 < starts.length ? starts[block + 1] : insns.size()) - 1;
      List<Integer> next = new ArrayList<>();
      targets(insns.get(last), byAddress, faults).forEach(t -> next.add(blockOf[t]));
      if (fallsThrough(insns, last)) {
        next.add(blockOf[last + 1]);
      }
      successors[block] = next.stream().mapToInt(Integer::intValue).toArray();
    }
    List<Effects> effects = insns.stream().map(Effects::of).toList();
    return new CodeFlow(
        List.copyOf(insns), effects, byAddress, starts, blockOf, FlowGraph.of(0, successors));
  }

  private static List<Integer> targets(
      Lifted insn, Map<Long, Integer> byAddress, Map<Long, Long> faults) {
    List<Integer> targets = new ArrayList<>();
    Long fault = faults.get(insn.insn().address());
    Optional.ofNullable(fault).map(byAddress::get).ifPresent(targets::add);
    if (insn.flow() == Flow.JUMP || insn.flow() == Flow.BRANCH) {
      target(insn).map(byAddress::get).ifPresent(targets::add);
    }
    return targets;
  }

  /** Returns the target of a direct jump, branch or call; empty for any other instruction. */
  public static Optional<Long> target(Lifted insn) {
    return insn.insn().insn().operands().stream()
        .filter(Operand.Rel.class::isInstance)
        .map(o -> ((Operand.Rel) o).target())
        .findFirst();
  }

  private static boolean fallsThrough(List<Lifted> insns, int i) {
    boolean goesOn =
        switch (insns.get(i).flow()) {
          case NEXT, BRANCH, CALL, INDIRECT_CALL -> true;
          case JUMP, RET, INDIRECT_JUMP, STOP -> false;
        };
    return goesOn
        && i + 1 < insns.size()
        && insns.get(i + 1).insn().address() == insns.get(i).insn().next();
  }

  /** Returns the number of blocks. */
  public int blocks() {
    return starts.length;
  }

  /** Returns the number of a block's last instruction plus 1. */
  public int end(int block) {
    return block + 1 < starts.length ? starts[block + 1] : insns.size();
  }

  /** True if a direct jump or branch leaves the function. */
  public boolean leaves(int insn) {
    Flow flow = insns.get(insn).flow();
    return (flow == Flow.JUMP || flow == Flow.BRANCH)
        && target(insns.get(insn)).filter(byAddress::containsKey).isEmpty();
  }
}
