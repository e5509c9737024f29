package fastpath.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiled;
import fastpath.codegen.Compiler;
import fastpath.codegen.Content;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.validate.Check;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wrong or missing unwind information is noticed, whichever compiler made the object. */
class UnwindFaultsTest {
  /** A compiler whose objects are correct except for their unwind information. */
  private record Falsifier(Compiler compiler, EhFrame.Fault fault) implements Compiler {
    @Override
    public String name() {
      return compiler.name();
    }

    @Override
    public String version() {
      return compiler.version();
    }

    @Override
    public Compiled compile(Source source, Options options) {
      Compiled right = compiler.compile(source, options);
      return new Compiled(
          EhFrame.falsify(source.name(), right.object(), fault),
          right.assembly(),
          right.warnings());
    }

    @Override
    public Optional<Content> content(Source source, Options options) {
      return compiler.content(source, options);
    }
  }

  @ParameterizedTest
  @EnumSource(EhFrame.Fault.class)
  void isNoticed(EhFrame.Fault fault) {
    Validation validation = validate(new Falsifier(Compilers.named(Compilers.OWN), fault));
    assertTrue(
        validation.failures().stream()
            .flatMap(examined -> examined.violations().stream())
            .anyMatch(violation -> violation.check() == Check.UNWIND),
        () -> fault + ": " + validation.failures());
  }

  @Test
  void whatIsRightIsNot() {
    assertEquals(List.of(), validate(Compilers.named(Compilers.OWN)).failures());
  }

  private static Validation validate(Compiler compiler) {
    try (Workshop workshop = new Workshop()) {
      return Validation.of(
          workshop,
          Subject.select(
              KernelSources.BASE,
              Set.of("route-lookup"),
              KernelSources.BASE.presetsNamed("V1", "V5")),
          List.of(compiler),
          Depth.QUIET,
          Steps.SILENT);
    }
  }
}
