package fastpath.lab.role;

import fastpath.emulator.isa.Flow;
import fastpath.kernelsrc.Role;

/** Assigns to jumps and nops the role of their basic block, after the other roles are known. */
final class Jumps {
  private final Draft draft;
  private final Callees callees;

  Jumps(Draft draft, Callees callees) {
    this.draft = draft;
    this.callees = callees;
  }

  /** Assigns the role of its basic block to each jump and nop without a label. */
  void set() {
    for (int block = 0; block < draft.code().blocks(); block++) {
      Role role = ofBlock(block);
      for (int i = draft.code().starts()[block]; i < draft.code().end(block); i++) {
        if (role != null && draft.label(i) == null && isJump(i)) {
          draft.set(i, role, "ends or stands in a block that is for nothing else");
        }
      }
    }
  }

  private boolean isJump(int i) {
    return draft.insn(i).flow() == Flow.JUMP || draft.insn(i).uops().length == 0;
  }

  /**
   * Returns the only role of a basic block. For a block of jumps, nops, moves and frame
   * instructions alone, returns the role of the branches to it.
   */
  private Role ofBlock(int block) {
    boolean empty = true;
    for (int i = draft.code().starts()[block]; i < draft.code().end(block); i++) {
      empty &= isJump(i) || draft.role(i) != null && !tells(i);
    }
    return empty ? reachedBy(block) : ofInsns(block);
  }

  /** True if an instruction's role counts as a role of its basic block. */
  private boolean tells(int i) {
    return draft.flow().isCall(i) || Spreading.PRECEDENCE.contains(draft.role(i));
  }

  /**
   * Returns the only role of a basic block's instructions, apart from frame instructions and moves;
   * null if there are several roles.
   */
  private Role ofInsns(int block) {
    Role role = null;
    for (int i = draft.code().starts()[block]; i < draft.code().end(block); i++) {
      if (isJump(i) || draft.role(i) != null && !tells(i)) {
        continue;
      }
      Role one = draft.flow().isCall(i) ? ofCallee(i) : draft.role(i);
      if (one == null || role != null && one != role) {
        return null;
      }
      role = one;
    }
    return role;
  }

  private Role ofCallee(int call) {
    Role role = callees.role(draft.insn(call)).orElse(null);
    return role == Role.SLOW_PATH ? Role.RESCHED_TEST : role;
  }

  /**
   * Returns the role of the branches to a basic block that contains no other role. If a predecessor
   * falls through into the block, the role is that of the predecessor.
   */
  private Role reachedBy(int block) {
    Role role = null;
    for (int from : draft.code().graph().predecessors()[block]) {
      int last = draft.code().end(from) - 1;
      boolean falls = draft.insn(last).insn().next() == start(block);
      boolean branches = draft.insn(last).flow() == Flow.BRANCH;
      Role one = falls ? ofInsns(from) : branches ? draft.role(last) : null;
      if (one == null || role != null && one != role) {
        return null;
      }
      role = one;
    }
    return role;
  }

  private long start(int block) {
    return draft.insn(draft.code().starts()[block]).insn().address();
  }
}
