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

/** Facts about the functions that a function's code calls or jumps to. */
final class Callees {
  /**
   * The argument registers rdi, rsi, rdx, rcx, r8 and r9 as a bit set (System V ABI for AMD64,
   * 3.2.3).
   */
  private static final int ARGUMENTS = 0b0000_0011_1100_0110;

  private static final int MOST_INSTRUCTIONS = 1 << 12;

  private final Image image;
  private final Map<String, Role> roles;
  private final Map<Long, Integer> reads = new HashMap<>();

  Callees(Image image, Map<String, Role> roles) {
    this.image = image;
    this.roles = roles;
  }

  /** Returns the name of the target of a direct call or jump; empty if the target has no name. */
  Optional<String> name(Lifted insn) {
    return CodeFlow.target(insn)
        .flatMap(target ->
            image
                .symbolAt(target)
                .map(Symbol::name)
                .or(() -> image.undefined().at(target).filter(name -> !name.isEmpty())));
  }

  /** Returns the role of the target of a direct call or jump; empty if the target has no role. */
  Optional<Role> role(Lifted insn) {
    return name(insn).map(roles::get);
  }

  /**
   * Returns the argument registers that the target of a call or jump reads, as a bit set. A target
   * whose code is not known is assumed to read all of them.
   */
  private int arguments(Lifted insn) {
    return target(insn)
        .map(f -> reads.computeIfAbsent(f.entry(), entry -> reads(f)))
        .orElse(ARGUMENTS);
  }

  /** True if the code of the target of a call or jump is part of the image. */
  boolean isKnown(Lifted insn) {
    return target(insn).isPresent();
  }

  private Optional<FunctionExtent> target(Lifted insn) {
    return CodeFlow.target(insn).flatMap(image.frames()::function);
  }

  /** Returns the registers that the calls in a function's code read and change. */
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

  /** Returns a function's instructions from its entry on, without bytes that cannot be decoded. */
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
