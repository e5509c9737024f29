package fastpath.lab.role;

import fastpath.emulator.dataflow.CallEffects;
import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.dataflow.Liveness;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.kernelsrc.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about the functions that code calls or jumps to. */
final class Callees {
  /** rdi, rsi, rdx, rcx, r8, r9 (System V ABI for AMD64, 3.2.3). */
  private static final int ARGUMENTS = 0b0000_0011_1100_0110;

  private static final int MOST_INSTRUCTIONS = 1 << 12;

  private final Image image;
  private final Map<String, Role> roles;
  private final Map<Long, Integer> reads = new HashMap<>();

  Callees(Image image, Map<String, Role> roles) {
    this.image = image;
    this.roles = roles;
  }

  /** The name of the target of a direct call or jump; empty if there is none. */
  Optional<String> name(Lifted insn) {
    return CodeFlow.target(insn)
        .flatMap(
            target ->
                image
                    .symbolAt(target)
                    .map(Symbol::name)
                    .or(() -> image.undefined().at(target).filter(name -> !name.isEmpty())));
  }

  /** The role of the target of a direct call or jump; empty if it has none. */
  Optional<Role> role(Lifted insn) {
    return name(insn).map(roles::get);
  }

  /** The registers that the target of an instruction reads, as a set of bits. */
  private int arguments(Lifted insn) {
    return CodeFlow.target(insn)
        .flatMap(image.frames()::function)
        .map(f -> reads.computeIfAbsent(f.entry(), entry -> reads(f)))
        .orElse(ARGUMENTS);
  }

  /** The registers that the calls of a function read and change. */
  CallEffects effects(CodeFlow code) {
    return new CallEffects() {
      @Override
      public int reads(int insn) {
        return arguments(code.insns().get(insn));
      }

      @Override
      public int changes(int insn) {
        return image.frames().changedBy(code.insns().get(insn));
      }
    };
  }

  private int reads(FunctionExtent function) {
    List<Lifted> insns = code(image, function);
    return insns.isEmpty() || insns.size() > MOST_INSTRUCTIONS
        ? ARGUMENTS
        : Liveness.readByCallee(CodeFlow.of(insns, Map.of())) & ARGUMENTS;
  }

  /** A function's instructions from its entry on, without those that cannot be decoded. */
  static List<Lifted> code(Image image, FunctionExtent function) {
    List<Lifted> insns = new ArrayList<>();
    for (FunctionExtent.Part part : function.parts()) {
      long end = part.start() + part.size();
      long address = part.start();
      while (Long.compareUnsigned(address, end) < 0) {
        Optional<Decoded> insn = image.decode(address);
        insn.map(Lifter::lift).ifPresent(insns::add);
        address += insn.map(Decoded::length).orElse(1);
      }
    }
    return insns;
  }
}
