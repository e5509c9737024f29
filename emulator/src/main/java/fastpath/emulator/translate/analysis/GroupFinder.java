package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Code;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.translate.passage.BasicBlock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the groups of a block: follows addresses through the block, each as an unknown base and a
 * known offset from the base.
 */
final class GroupFinder {
  /** An address: the unknown value with the number {@code base}, plus an offset. */
  private record SymbolicAddress(int base, long offset) {
    SymbolicAddress plus(long by) {
      return new SymbolicAddress(base, offset + by);
    }
  }

  private record Key(int base, Mapping mapping) {}

  private final BasicBlock block;
  private final Map<BoundsChecks.Site, BoundsChecks.Member> members;
  private final Map<Key, BoundsChecks.Group> open = new HashMap<>();
  private final Map<State, SymbolicAddress> registers = new EnumMap<>(State.class);
  private final List<BoundsChecks.Group> groups = new ArrayList<>();
  private int bases;

  GroupFinder(BasicBlock block, Map<BoundsChecks.Site, BoundsChecks.Member> members) {
    this.block = block;
    this.members = members;
  }

  List<BoundsChecks.Group> groups() {
    return groups;
  }

  void forgetRegisters() {
    registers.clear();
  }

  void follow(int index, Code code) {
    Map<Integer, SymbolicAddress> temps = new HashMap<>();
    Map<Integer, Long> constants = new HashMap<>();
    for (Uop uop : code.insn().uops()) {
      switch (uop) {
        case Uop.Imm u -> constants.put(u.dst(), u.value());
        case Uop.Get u ->
            temps.put(
                u.dst(),
                registers.computeIfAbsent(u.state(), s -> new SymbolicAddress(bases++, 0)));
        case Uop.Pure u -> sum(u, temps, constants);
        case Uop.Put u -> {
          SymbolicAddress value = temps.get(u.src());
          registers.put(u.state(), value == null ? new SymbolicAddress(bases++, 0) : value);
        }
        case Uop.Load u -> {
          if (BoundsChecks.isLoadExpected(code.read())) {
            add(index, u, temps.get(u.addr()), u.bytes(), code.read());
          }
        }
        case Uop.Store u -> {
          if (BoundsChecks.isStoreExpected(code.written())) {
            add(index, u, temps.get(u.addr()), u.bytes(), code.written());
          }
        }
        case Uop.SetFlags u -> {
          if ((u.mask() & ~Flags.STATUS) != 0) {
            // AC may have changed, which decides whether the kernel may access user memory.
            open.clear();
          }
        }
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
        case Uop.Jump u -> {}
        case Uop.Branch u -> {}
        case Uop.Divide u -> {}
        case Uop.Aligned u -> {}
        case Uop.Canonical u -> {}
        case Uop.Writable u -> {}
        case Uop.Trap u -> {}
      }
    }
  }

  private static void sum(
      Uop.Pure u, Map<Integer, SymbolicAddress> temps, Map<Integer, Long> constants) {
    SymbolicAddress a = temps.get(u.a());
    Long by = constants.get(u.b());
    boolean sums = u.bits() == 64 && (u.fn() == Fn.ADD || u.fn() == Fn.SUB);
    if (a != null && by != null && sums) {
      temps.put(u.dst(), a.plus(u.fn() == Fn.ADD ? by : -by));
    }
  }

  private void add(int index, Uop access, SymbolicAddress at, int bytes, Mapping mapping) {
    if (at == null) {
      return;
    }
    Key key = new Key(at.base, mapping);
    BoundsChecks.Group group = open.get(key);
    if (group == null || !group.takes(at.offset, bytes)) {
      if (groups.size() == BoundsChecks.MAX_GROUPS) {
        return;
      }
      group = new BoundsChecks.Group(mapping, groups.size());
      groups.add(group);
      open.put(key, group);
    }
    boolean first = group.size() == 0;
    group.add(at.offset, bytes);
    members.put(
        new BoundsChecks.Site(block, index, access),
        new BoundsChecks.Member(group, at.offset, first));
  }
}
