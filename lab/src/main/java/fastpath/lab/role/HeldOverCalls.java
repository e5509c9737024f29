package fastpath.lab.role;

import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.dataflow.Liveness;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.lab.text.demangle.Demangler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the calls of a function during which registers hold values that the function uses
 * afterwards.
 */
public final class HeldOverCalls {
  private HeldOverCalls() {}

  /**
   * Returns the callees of the calls during which a register holds a value, by the register's
   * encoding number 0..15. The callee of an indirect call is named "a computed address". Registers
   * that the callee may change are left out. The map is empty if no instruction of the function can
   * be decoded.
   */
  public static Map<Integer, List<String>> of(Image image, FunctionExtent function) {
    Map<Integer, List<String>> held = new TreeMap<>();
    List<Lifted> insns = Callees.code(image, function);
    if (insns.isEmpty()) {
      return held;
    }
    CodeFlow code = CodeFlow.of(insns, FaultTable.of(image).fixups());
    Callees callees = new Callees(image, Map.of());
    Liveness liveness = new Liveness(code, callees.effects(code));
    for (int i = 0; i < insns.size(); i++) {
      Flow flow = insns.get(i).flow();
      if (flow == Flow.CALL || flow == Flow.INDIRECT_CALL) {
        int kept = liveness.after(i) & ~image.frames().changedBy(insns.get(i));
        String callee =
            callees.name(insns.get(i)).map(Demangler::name).orElse("a computed address");
        note(held, kept, callee);
      }
    }
    return held;
  }

  private static void note(Map<Integer, List<String>> held, int registers, String callee) {
    for (int r = 0; r < State.GENERAL; r++) {
      if ((registers >> r & 1) != 0) {
        List<String> callees = held.computeIfAbsent(r, register -> new ArrayList<>());
        if (!callees.contains(callee)) {
          callees.add(callee);
        }
      }
    }
  }
}
