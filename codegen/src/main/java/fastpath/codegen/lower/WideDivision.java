package fastpath.codegen.lower;

import fastpath.codegen.c.Dialect;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Parser;
import fastpath.codegen.c.Unit;
import fastpath.codegen.pp.HeaderCache;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.ResourceText;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.WarningFlags;
import java.util.List;

/**
 * The functions that divide integers of type __int128. They are C and become static functions of
 * the module that divides, in place of the calls of libgcc that gcc emits.
 */
final class WideDivision {
  private static final String FILE = "divide.c";

  private WideDivision() {}

  /** Returns the name in the object file of the function for an operation. */
  static String name(Expr.Op op, boolean signed) {
    return (op == Expr.Op.DIV ? "divide" : "remainder") + (signed ? ".signed" : ".unsigned");
  }

  static List<Unit.FunctionDef> functions() {
    String text = ResourceText.of(WideDivision.class, "/fastpath/codegen/" + FILE);
    Source source = new Source(FILE, text);
    Governor governor = new Governor();
    Report report = new Report(WarningFlags.DEFAULT);
    return Parser.parse(
            FILE,
            Preprocessor.run(
                source,
                Includes.none(),
                Preprocessor.Flags.NONE,
                new HeaderCache(),
                governor,
                report),
            governor,
            Dialect.DEFAULT,
            report)
        .functions();
  }
}
