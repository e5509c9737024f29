package fastpath.lab.role;

import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Lifted;
import fastpath.kernelsrc.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the roles of the instructions of one function. */
final class FunctionRoles {
  /**
   * Limit on the instructions of a function that is analysed, because the analysis time grows
   * faster than linearly.
   */
  private static final int MOST_INSTRUCTIONS = 1 << 13;

  private final Image image;
  private final Map<String, Role> roles;
  private final NamedWords words;
  private final FaultTable faults;
  private final BootPatches patches;
  private final Callees callees;

  FunctionRoles(
      Image image,
      Map<String, Role> roles,
      FaultTable faults,
      BootPatches patches,
      Callees callees) {
    this.image = image;
    this.roles = roles;
    this.faults = faults;
    this.patches = patches;
    this.callees = callees;
    words = new NamedWords(image, roles);
  }

  /** Returns the label of each instruction of a function, by address. */
  Map<Long, Label> of(FunctionExtent function) {
    List<Lifted> insns = Callees.code(image, function);
    Map<Long, Label> labels = new HashMap<>();
    if (insns.isEmpty() || insns.size() > MOST_INSTRUCTIONS) {
      return labels;
    }
    CodeFlow code = CodeFlow.of(insns, faults.fixups());
    Draft draft = new Draft(image, function, code, callees);
    new Anchors(image, roles, words, faults, patches, draft).set();
    new Spreading(draft, faults, callees).spread();
    new Jumps(draft, callees).set();
    findTraffic(draft);
    Role own = image.symbolAt(function.entry()).map(Symbol::name).map(roles::get).orElse(null);
    for (int i = 0; i < draft.size(); i++) {
      labels.put(draft.insn(i).insn().address(), label(draft, i, own));
    }
    return labels;
  }

  /**
   * Finds register copies that calls force on the function. Copies of values that serve a role can
   * be forced by calls too.
   */
  private static void findTraffic(Draft draft) {
    List<Integer> forced =
        IntStream.range(0, draft.size())
            .filter(i -> draft.copies().isForced(i, j -> draft.role(j) == null))
            .boxed()
            .toList();
    forced.forEach(
        i -> draft.set(i, Role.REGISTER_TRAFFIC, "hands on a value that outlives a call"));
  }

  private static Label label(Draft draft, int i, Role own) {
    Label found = draft.label(i);
    boolean frame = found != null && found.role() == Role.FRAME;
    if (own == Role.SLOW_PATH && !frame) {
      return new Label(own, "stands in a function of this role");
    }
    if (found != null) {
      return found;
    }
    if (own != null) {
      return new Label(own, "stands in a function of this role");
    }
    return draft.touchesUnnamed()
        ? new Label(null, "the function touches a word of the thread or the CPU that nothing names")
        : new Label(Role.PAYLOAD, "is the function's own");
  }
}
