package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The users of each instruction's value, as a snapshot. */
public final class DefUseChains {
  private static final List<Instr> NONE = List.of();
  private final List<Instr>[] users;

  @SuppressWarnings("unchecked")
  private DefUseChains(int limit) {
    users = new List[limit];
  }

  /** Collects the users of every instruction. */
  public static DefUseChains of(Function f) {
    DefUseChains uses = new DefUseChains(f.idLimit());
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        for (Value v : x.args) {
          if (v instanceof Instr def) {
            uses.add(def, x);
          }
        }
      }
    }
    return uses;
  }

  private void add(Instr def, Instr user) {
    if (users[def.id] == null) {
      users[def.id] = new ArrayList<>(3);
    }
    users[def.id].add(user);
  }

  /**
   * Returns the users of a value, one entry for each argument; no users for an instruction newer
   * than the snapshot.
   */
  public List<Instr> of(Instr def) {
    return def.id < users.length && users[def.id] != null ? users[def.id] : NONE;
  }

  /**
   * Returns the number of uses of a value. An instruction that uses the value twice counts twice.
   */
  public int count(Instr def) {
    return of(def).size();
  }
}
