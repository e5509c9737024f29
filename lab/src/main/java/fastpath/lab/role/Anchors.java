package fastpath.lab.role;

import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.dataflow.Effects;
import fastpath.emulator.dataflow.Use;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.frames.MemoryAccess;
import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Uop;
import fastpath.kernelsrc.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Assigns roles to instructions whose role follows from the instruction alone, without data flow.
 */
final class Anchors {
  /**
   * Smallest alignment, in bytes, that is recognised for a run of nops; compilers align to 8, 16
   * and more.
   */
  private static final int ALIGNED = 8;

  private final Image image;
  private final Map<String, Role> roles;
  private final NamedWords words;
  private final FaultTable faults;
  private final BootPatches patches;
  private final Draft draft;
  private final Set<MemoryAccess> spilled = new HashSet<>();

  Anchors(
      Image image,
      Map<String, Role> roles,
      NamedWords words,
      FaultTable faults,
      BootPatches patches,
      Draft draft) {
    this.image = image;
    this.roles = roles;
    this.words = words;
    this.faults = faults;
    this.patches = patches;
    this.draft = draft;
  }

  void set() {
    findSpills();
    for (int i = 0; i < draft.size(); i++) {
      if (!setByForm(i)) {
        setByAccess(i);
      }
    }
  }

  /**
   * Assigns the role of an instruction whose form tells the role, whatever memory the instruction
   * accesses. Returns false if the form tells no role.
   */
  private boolean setByForm(int i) {
    Lifted insn = draft.insn(i);
    long address = insn.insn().address();
    Action action = insn.insn().insn().form().action();
    if (image.frames().isFrame(insn.insn())) {
      draft.set(i, Role.FRAME, image.frames().use(insn).says());
    } else if (isLinkage(i)) {
      draft.set(i, Role.CALL_LINKAGE, linkage(insn));
    } else if (action == Action.ALLOW_USER_ACCESS || action == Action.FORBID_USER_ACCESS) {
      draft.set(i, Role.UACCESS, "opens or closes user memory");
    } else if (patches.opensUserMemory(address)) {
      draft.set(i, Role.UACCESS, "is where boot may put stac or clac");
    } else if (action == Action.END_BRANCH) {
      draft.set(i, Role.INSTRUMENTATION, "marks where an indirect branch may come to");
    } else if (isAlignment(i)) {
      draft.set(i, Role.ALIGNMENT, "fills up to an aligned address");
    } else if (isSpill(i)) {
      draft.set(i, Role.SPILL, "moves a register to or from its word of the frame");
    } else {
      return false;
    }
    return true;
  }

  private boolean isLinkage(int i) {
    return switch (draft.insn(i).flow()) {
      case CALL, INDIRECT_CALL, RET -> true;
      case JUMP, BRANCH -> draft.code().leaves(i);
      case NEXT, INDIRECT_JUMP, STOP -> false;
    };
  }

  private String linkage(Lifted insn) {
    if (insn.flow() == Flow.RET) {
      return "returns";
    }
    String verb = insn.flow() == Flow.JUMP || insn.flow() == Flow.BRANCH ? "jumps to " : "calls ";
    return verb
        + CodeFlow.target(insn)
            .map(image::symbolize)
            .filter(name -> !name.isEmpty())
            .orElse("what is computed");
  }

  private boolean isAlignment(int i) {
    if (!isNop(i)) {
      return false;
    }
    int last = i;
    while (last + 1 < draft.size() && isNop(last + 1) && follows(last)) {
      last++;
    }
    boolean reached = i > 0 && (follows(i - 1) && goesOn(i - 1));
    return draft.insn(last).insn().next() % ALIGNED == 0 || !reached;
  }

  private boolean follows(int i) {
    return i + 1 < draft.size()
        && draft.insn(i).insn().next() == draft.insn(i + 1).insn().address();
  }

  private boolean goesOn(int i) {
    return switch (draft.insn(i).flow()) {
      case NEXT, BRANCH, CALL, INDIRECT_CALL -> true;
      case JUMP, RET, INDIRECT_JUMP, STOP -> false;
    };
  }

  private boolean isNop(int i) {
    Lifted insn = draft.insn(i);
    return insn.insn().insn().form().action() == Action.NO_OPERATION
        || Effects.exchangesNothing(insn.insn());
  }

  /**
   * Finds the spill slots of the stack frame. A word is a spill slot if only plain moves of
   * registers store to it, it is loaded, and its address is not taken.
   */
  private void findSpills() {
    Set<MemoryAccess> stored = new HashSet<>();
    Set<MemoryAccess> computed = new HashSet<>();
    Set<MemoryAccess> loaded = new HashSet<>();
    for (int i = 0; i < draft.size(); i++) {
      MemoryAccess move = move(i);
      if (move == null && image.frames().isFrame(draft.insn(i).insn())) {
        continue; // A push that only allocates stack does not store to a spill slot.
      }
      for (MemoryAccess access : draft.accesses().at(draft.insn(i).insn().address())) {
        (!access.store() ? loaded : move != null ? stored : computed)
            .add(new MemoryAccess(access.address(), access.bytes(), false));
      }
    }
    stored.retainAll(loaded);
    stored.removeAll(computed);
    Set<Place> taken = addressesTaken();
    stored.removeIf(a -> a.address() instanceof Place p && taken.contains(p));
    spilled.addAll(stored);
  }

  /**
   * Returns the places on the stack whose addresses are used for more than finding the end of the
   * stack.
   */
  private Set<Place> addressesTaken() {
    Set<Place> taken = new HashSet<>();
    draft
        .accesses()
        .addressesTaken()
        .forEach((address, place) -> {
          Integer by = draft.code().byAddress().get(address);
          if (by == null || !draft.flow().users(by).stream().allMatch(this::findsStackEnd)) {
            taken.add(place);
          }
        });
    return taken;
  }

  private boolean findsStackEnd(Use use) {
    return draft.accesses().stackEnds().contains(draft.insn(use.insn()).insn().address());
  }

  private boolean isSpill(int i) {
    MemoryAccess access = move(i);
    return access != null
        && spilled.contains(new MemoryAccess(access.address(), access.bytes(), false));
  }

  /**
   * Returns the word of the stack frame that a plain move of a register accesses; null if the
   * instruction is no such move.
   */
  private MemoryAccess move(int i) {
    Lifted insn = draft.insn(i);
    List<MemoryAccess> accesses = draft.accesses().at(insn.insn().address());
    boolean moves =
        insn.insn().insn().isMove()
            && accesses.size() == 1
            && insn.insn().insn().operands().stream().anyMatch(Operand.RegOp.class::isInstance);
    return moves && accesses.getFirst().address() instanceof Place p && p.isOwn()
        ? accesses.getFirst()
        : null;
  }

  private void setByAccess(int i) {
    long address = draft.insn(i).insn().address();
    if (faults.mayFault(address)) {
      draft.set(i, Role.UACCESS, "accesses user memory");
      return;
    }
    for (MemoryAccess access : draft.accesses().at(address)) {
      Optional<NamedWords.Word> word = words.word(access);
      if (word.isPresent() && word.get().isUnnamed()) {
        setByHint(i, stores(i), true);
      } else if (word.isPresent() && word.get().role() != null) {
        setByWord(i, word.get().name(), word.get().role(), stores(i));
      } else if (word.isEmpty() && !(access.address() instanceof Place)) {
        setByHint(i, stores(i), false);
      }
    }
    constant(draft.insn(i)).ifPresent(word -> setByWord(i, word.name(), word.role(), false));
  }

  private boolean stores(int i) {
    return draft.code().effects().get(i).stores();
  }

  private void setByWord(int i, String name, Role role, boolean stores) {
    Effects effects = draft.code().effects().get(i);
    boolean tests = role == Role.PREEMPT_COUNT && !stores;
    Role given = tests ? Role.RESCHED_TEST : role;
    draft.set(i, given, (stores ? "changes " : "reads ") + name);
    if (!stores && !effects.onlyCompares()) {
      draft.yields(i, given);
    }
  }

  private Optional<NamedWords.Word> constant(Lifted insn) {
    for (Uop uop : insn.uops()) {
      if (uop instanceof Uop.Imm imm) {
        Optional<NamedWords.Word> word = words.constant(imm.value());
        if (word.isPresent()) {
          return word;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Assigns the role of the source function that debug information names, if nothing else tells the
   * role of an access.
   */
  private void setByHint(int i, boolean stores, boolean unnamed) {
    Optional<String> source = hint(draft.insn(i).insn().address());
    if (source.isPresent()) {
      setByWord(i, "what " + source.get() + "() does", roles.get(source.get()), stores);
    } else if (unnamed) {
      draft.touchUnnamed();
    }
  }

  /** Returns the innermost inlined source function that has a role of its own. */
  private Optional<String> hint(long address) {
    List<Frame> frames = image.inlines().at(address);
    return frames.stream()
        .limit(Math.max(0, frames.size() - 1))
        .map(Frame::function)
        .filter(name -> roles.get(name) != null)
        .filter(name -> isOfWords(roles.get(name)))
        .findFirst();
  }

  /**
   * True for a role whose functions access only words of that role and no memory of their callers.
   */
  private static boolean isOfWords(Role role) {
    return role == Role.PREEMPT_COUNT || role == Role.RESCHED_TEST || role == Role.RCU;
  }
}
