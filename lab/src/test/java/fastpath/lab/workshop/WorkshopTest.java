package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.Compiled;
import fastpath.codegen.Compiler;
import fastpath.codegen.Content;
import fastpath.codegen.Options;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what a workshop computes once. */
class WorkshopTest {
  /** Our compiler, whose first compilation fails as on a full disk. */
  private static final class Flaky implements Compiler {
    private final Compiler own = Compilers.named(Compilers.OWN);
    private int compilations;

    @Override
    public String name() {
      return "flaky";
    }

    @Override
    public String version() {
      return own.version();
    }

    @Override
    public Compiled compile(Source source, Options options) {
      compilations++;
      if (compilations == 1) {
        throw new CompileException(source.name(), 0, 0, "no space left on device");
      }
      return own.compile(source, options);
    }

    @Override
    public Optional<Content> content(Source source, Options options) {
      return Optional.empty();
    }
  }

  /** An object is compiled once; one that could not be compiled is compiled again. */
  @Test
  void whatFailedIsTriedAgain() {
    Flaky flaky = new Flaky();
    String file = KernelSources.BASE.fastPaths().getFirst().file();
    Preset preset = KernelSources.BASE.presets().getFirst();
    try (Workshop workshop = new Workshop()) {
      assertThrows(CompileException.class, () -> workshop.object(file, preset, flaky));
      var object = workshop.object(file, preset, flaky);
      assertSame(object, workshop.object(file, preset, flaky));
    }
    assertEquals(2, flaky.compilations);
  }
}
