package fastpath.codegen.lower;

import fastpath.codegen.c.Stmt;

/** Decides whether a statement can be entered other than from its start. */
final class Labels {
  private Labels() {}

  static boolean any(Stmt statement) {
    return switch (statement) {
      case null -> false;
      case Stmt.Label l -> true;
      case Stmt.Case c -> true;
      case Stmt.Block b -> b.statements().stream().anyMatch(Labels::any);
      case Stmt.If i -> any(i.then()) || any(i.otherwise());
      case Stmt.While w -> any(w.body());
      case Stmt.DoWhile d -> any(d.body());
      case Stmt.For l -> any(l.body());
      // A switch statement always counts as a statement that can be entered by a label.
      case Stmt.Switch s -> true;
      case Stmt.Expression e -> false;
      case Stmt.Declare d -> false;
      case Stmt.Cleanup c -> false;
      case Stmt.Goto g -> false;
      case Stmt.ComputedGoto g -> false;
      case Stmt.Break b -> false;
      case Stmt.Continue c -> false;
      case Stmt.Return r -> false;
      case Stmt.Asm a -> false;
    };
  }
}
