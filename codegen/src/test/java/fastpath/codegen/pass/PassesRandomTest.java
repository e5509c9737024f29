package fastpath.codegen.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.IrInterpreter;
import fastpath.codegen.ir.IrParser;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.IrVerifier;
import fastpath.codegen.ir.Module;
import fastpath.codegen.pass.transform.DeadSymbols;
import fastpath.codegen.pass.transform.Inlining;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After every pass a random function is still valid and has the same results and effects. */
class PassesRandomTest {
  private static final long[][] ARGUMENTS = {{0x1000, 0, 0}, {0x2000, 5, -1}, {0x1008, -7, 100}};

  @Test
  void passesKeepMeaning() {
    long first = Long.getLong("fastpath.seed", 1);
    int count = Integer.getInteger("fastpath.count", 300);
    for (long seed = first; seed < first + count; seed++) {
      Module module = new RandomIr(seed).make();
      String source = IrPrinter.print(module);
      IrVerifier.verify(module);
      List<List<String>> expected = outcomes(module);
      List<String> ran = new ArrayList<>();
      Inlining.run(module, f -> all(Passes.EARLY, f, module, expected, ran, source));
      check(module, expected, ran, source);
      DeadSymbols.run(module);
      for (Function f : module.functions) {
        all(Passes.LATE, f, module, expected, ran, source);
      }
    }
  }

  private static void all(
      List<Passes.Pass> passes,
      Function f,
      Module module,
      List<List<String>> expected,
      List<String> ran,
      String source) {
    for (Passes.Pass pass : passes) {
      String before = IrPrinter.print(module);
      ran.add(pass.name() + " " + f.name);
      try {
        pass.run().accept(f);
        check(module, expected, ran, before);
      } catch (RuntimeException e) {
        throw new IllegalStateException(ran + "\n" + before, e);
      }
    }
  }

  private static void check(
      Module module, List<List<String>> expected, List<String> ran, String before) {
    IrVerifier.verify(module);
    List<List<String>> now = outcomes(module);
    for (int i = 0; i < expected.size(); i++) {
      // Functions that use an undefined value are not compared.
      if (!expected.get(i).get(0).startsWith("undefined")) {
        String after = IrPrinter.print(module);
        assertEquals(
            String.join("\n", expected.get(i)),
            String.join("\n", now.get(i)),
            () -> ran + "\nBEFORE\n" + before + "\nAFTER\n" + after);
      }
    }
  }

  private static List<List<String>> outcomes(Module module) {
    List<List<String>> outcomes = new ArrayList<>();
    for (long[] args : ARGUMENTS) {
      try {
        outcomes.add(new IrInterpreter(module).run(module.function("f"), args));
      } catch (IrInterpreter.Undefined e) {
        outcomes.add(List.of("undefined " + e.getMessage()));
      }
    }
    return outcomes;
  }

  @Test
  void randomFunctionsRoundTrip() {
    for (int seed = 0; seed < 20; seed++) {
      String text = IrPrinter.print(new RandomIr(seed).make());
      assertEquals(text, IrPrinter.print(IrParser.parse(text)));
    }
  }
}
