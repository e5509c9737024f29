package fastpath.codegen.x86;

import fastpath.codegen.asm.AsmFile;
import fastpath.codegen.asm.AsmParser;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Global;
import fastpath.codegen.ir.Module;
import fastpath.codegen.option.Dump;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Governor;
import fastpath.codegen.x86.allocate.AllocationCosts;
import fastpath.codegen.x86.allocate.Allocator;
import fastpath.codegen.x86.allocate.LiveRangeSplitting;
import fastpath.codegen.x86.allocate.PhiCoalescing;
import fastpath.codegen.x86.finish.CodeEmitter;
import fastpath.codegen.x86.finish.DataEmitter;
import fastpath.codegen.x86.finish.FramePlan;
import fastpath.codegen.x86.finish.MachineBlockPlacement;
import fastpath.codegen.x86.finish.Peephole;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachinePrinter;
import fastpath.codegen.x86.machine.Registers;
import fastpath.codegen.x86.select.FrequencyEstimate;
import fastpath.codegen.x86.select.InstructionSelector;

/** Generates assembly from the intermediate representation. */
public final class Backend {
  private Backend() {}

  /**
   * Generates code for all functions and variables of a module.
   *
   * @param module the module after the optimizer; its functions may be changed
   * @param dump receives the result of each stage: selected, homes, allocated, placed
   * @param governor checks the time limit after each function
   * @throws fastpath.codegen.source.CompileException if the operands of an asm cannot be allocated,
   *     or its text cannot be assembled
   */
  public static AsmFile emit(Module module, Strategy strategy, Dump dump, Governor governor) {
    AsmFile file = new AsmFile(module.file);
    for (String text : module.asm) {
      AsmParser.parse(module.file, text, file);
    }
    for (String symbol : module.weakSymbols) {
      file.symbol(symbol).weak();
    }
    for (Function function : module.functions) {
      if (!function.has(Function.Attr.GNU_INLINE)) {
        emit(function, strategy, module.stackAlign, file, dump);
        governor.time(function.loc);
      }
    }
    DataEmitter data = new DataEmitter(file);
    for (Global global : module.globals) {
      data.emit(global);
    }
    // Without this section the linker makes the stack executable.
    file.section(".note.GNU-stack", "", "progbits", 0);
    return file;
  }

  private static void emit(
      Function function, Strategy strategy, int stackAlign, AsmFile file, Dump dump) {
    FrequencyEstimate.estimate(function);
    MachineFunction machine = InstructionSelector.select(function);
    show(dump, "selected", machine);
    PhiCoalescing.run(machine);
    MachineBlockPlacement.simplify(machine);
    if (strategy.frame() == FrameStrategy.SHRINK_WRAPPED) {
      LiveRangeSplitting.run(machine);
    }
    boolean framePointer =
        strategy.frame() == FrameStrategy.FRAME_POINTER
            || function.has(Function.Attr.DYNAMIC_FRAME);
    int forbidden = framePointer ? 1 << Registers.RBP : 0;
    Allocator.allocate(machine, AllocationCosts.GCC12, forbidden, dump);
    show(dump, "allocated", machine);
    Peephole.run(machine);
    MachineBlockPlacement.simplify(machine);
    FramePlan.Frame frame = FramePlan.plan(machine, strategy.frame(), stackAlign);
    MachineBlockPlacement.place(machine);
    show(dump, "placed", machine);
    new CodeEmitter(file, machine, frame).emit();
  }

  private static void show(Dump dump, String stage, MachineFunction machine) {
    dump.stage(stage + " " + machine.source.name, () -> MachinePrinter.print(machine));
  }
}
