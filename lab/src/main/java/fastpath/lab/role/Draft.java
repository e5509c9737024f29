package fastpath.lab.role;

import fastpath.emulator.dataflow.CallEffects;
import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.dataflow.Copies;
import fastpath.emulator.dataflow.DefUse;
import fastpath.emulator.dataflow.Liveness;
import fastpath.emulator.dataflow.UpperBits;
import fastpath.emulator.dataflow.Use;
import fastpath.emulator.frames.FunctionAccesses;
import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Lifted;
import fastpath.kernelsrc.Role;

/**
 * The roles of a function's instructions while they are being determined. An instruction without a
 * label counts as payload.
 */
final class Draft {
  private final FunctionAccesses accesses;
  private final CodeFlow code;
  private final DefUse flow;
  private final Copies copies;
  private final UpperBits upperBits;
  private final Label[] labels;
  private final Role[] sources;
  private boolean unnamed;

  Draft(Image image, FunctionExtent function, CodeFlow code, Callees callees) {
    this.code = code;
    accesses = image.frames().accesses(function);
    CallEffects calls = callees.effects(code);
    flow = new DefUse(code, accesses, calls);
    copies = new Copies(code, flow, new Liveness(code, calls));
    upperBits = new UpperBits(code, flow);
    labels = new Label[code.insns().size()];
    sources = new Role[labels.length];
  }

  CodeFlow code() {
    return code;
  }

  DefUse flow() {
    return flow;
  }

  Copies copies() {
    return copies;
  }

  /** True for a use that only keeps bits of a register which are not read later. */
  boolean onlyKeepsBits(Use use) {
    return upperBits.isUnread(use);
  }

  FunctionAccesses accesses() {
    return accesses;
  }

  int size() {
    return labels.length;
  }

  Lifted insn(int i) {
    return code.insns().get(i);
  }

  String address(int i) {
    return Long.toHexString(insn(i).insn().address());
  }

  Label label(int i) {
    return labels[i];
  }

  /** Returns the role that has been found so far; null for none. */
  Role role(int i) {
    return labels[i] == null ? null : labels[i].role();
  }

  void set(int i, Role role, String why) {
    labels[i] = new Label(role, why);
  }

  /**
   * Returns the role of instructions that test the value which an instruction computes; null for
   * payload.
   */
  Role source(int i) {
    return sources[i];
  }

  /** Records the role of instructions that test the value which an instruction computes. */
  void yields(int i, Role role) {
    sources[i] = role;
  }

  /** Records that the function accesses words of the thread or the CPU that have no known name. */
  void touchUnnamed() {
    unnamed = true;
  }

  boolean touchesUnnamed() {
    return unnamed;
  }

  /**
   * True for an instruction that only copies a value, such as a spill. The role of the copy follows
   * from its form; the uses of the value are those of the copy.
   */
  boolean handsOn(int i) {
    Role role = role(i);
    return role == Role.SPILL
        || role == Role.REGISTER_TRAFFIC
        || role == null && Copies.copy(insn(i).insn()).isPresent();
  }
}
