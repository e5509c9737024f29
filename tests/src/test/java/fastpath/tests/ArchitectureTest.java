package fastpath.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the permitted dependencies between the modules, and between the packages of a module. */
class ArchitectureTest {
  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("fastpath");
  }

  /**
   * The packages of codegen in the order of the pipeline, each with the packages that it may use.
   */
  private static final Map<String, Set<String>> PIPELINE =
      Map.ofEntries(
          Map.entry("source", Set.of()),
          Map.entry("option", Set.of()),
          Map.entry("pp", Set.of("source")),
          Map.entry("c", Set.of("source", "pp")),
          Map.entry("lower", Set.of("source", "pp", "c", "ir")),
          Map.entry("ir", Set.of("source")),
          Map.entry("pass", Set.of("source", "option", "ir")),
          Map.entry("x86", Set.of("source", "option", "ir", "asm")),
          Map.entry("asm", Set.of("source", "obj")),
          Map.entry("obj", Set.of()));

  /** The modules whose packages must not depend on each other in a cycle. */
  private static final List<String> ACYCLIC = List.of("emulator", "codegen", "kernelsrc", "lab");

  /**
   * The packages of lab, each with the packages that it may use; the package cli may use every
   * other package.
   */
  private static final Map<String, Set<String>> LAB =
      Map.ofEntries(
          Map.entry("text", Set.of()),
          Map.entry("btf", Set.of()),
          Map.entry("cache", Set.of()),
          Map.entry("gate", Set.of("text")),
          Map.entry("usage", Set.of("text")),
          Map.entry("page", Set.of("text")),
          Map.entry("serve", Set.of("text", "page")),
          Map.entry("boot", Set.of("cache")),
          Map.entry("vmlinux", Set.of("btf")),
          Map.entry("role", Set.of("text", "boot")),
          Map.entry("workshop", Set.of("text", "cache", "btf", "vmlinux", "role")),
          Map.entry("blame", Set.of("workshop", "role")),
          Map.entry("compare", Set.of("text", "workshop", "role")),
          Map.entry("silicon", Set.of("text", "workshop")),
          Map.entry("litmus", Set.of("text", "workshop")),
          Map.entry("validate", Set.of("text", "workshop", "role")),
          Map.entry("verdict", Set.of("text", "workshop", "litmus")),
          Map.entry("table", Set.of("text", "workshop", "verdict")),
          Map.entry("evidence", Set.of("text", "workshop", "verdict", "table")),
          Map.entry("claim", Set.of("text", "workshop", "litmus", "verdict", "table", "evidence")));

  static Stream<ArchRule> rules() {
    return Stream.of(
            arrows(),
            PIPELINE.keySet().stream().map(ArchitectureTest::stage),
            LAB.keySet().stream().map(ArchitectureTest::labPackage),
            ACYCLIC.stream().map(ArchitectureTest::freeOfCycles))
        .flatMap(Function.identity());
  }

  private static ArchRule labPackage(String name) {
    String[] allowed =
        Stream.concat(
                Stream.of(name).map(p -> "fastpath.lab." + p + ".."),
                LAB.get(name).stream().map(p -> "fastpath.lab." + p + ".."))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("fastpath.lab." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("fastpath.lab..").and(resideOutsideOfPackages(allowed)))
        .because("a verdict does not depend on how it is shown, nor a table on the claims");
  }

  /** A rule that the packages of a module, its root package included, are free of cycles. */
  private static ArchRule freeOfCycles(String module) {
    String root = "fastpath." + module;
    return slices().assignedFrom(packagesUnder(root)).should().beFreeOfCycles();
  }

  private static SliceAssignment packagesUnder(String root) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) || name.startsWith(root + ".")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + root;
      }
    };
  }

  private static ArchRule stage(String stage) {
    String[] others =
        PIPELINE.keySet().stream()
            .filter(other -> !other.equals(stage) && !PIPELINE.get(stage).contains(other))
            .map(other -> "fastpath.codegen." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("fastpath.codegen." + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("packages follow the pipeline");
  }

  private static Stream<ArchRule> arrows() {
    return Stream.of(
        noClasses()
            .that()
            .resideInAPackage("fastpath.emulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fastpath.codegen..", "fastpath.kernelsrc..", "fastpath.lab..")
            .because("the emulator knows nothing of C or kernels"),
        noClasses()
            .that()
            .resideInAPackage("fastpath.kernelsrc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fastpath.codegen..", "fastpath.emulator..", "fastpath.lab.."),
        noClasses()
            .that()
            .resideInAPackage("fastpath.codegen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fastpath.kernelsrc..", "fastpath.lab.."),
        noClasses()
            .that()
            .resideInAPackage("fastpath.codegen..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("fastpath.emulator..")
                    .and(
                        resideOutsideOfPackages(
                            "fastpath.emulator.isa..",
                            "fastpath.emulator.graph..",
                            "fastpath.emulator.elf..",
                            "fastpath.emulator.dwarf..")))
            .because(
                "the compiler needs the instruction table, algorithms on graphs and file formats"),
        noClasses()
            .that()
            .resideInAPackage("fastpath.emulator.graph..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("fastpath..")
                    .and(resideOutsideOfPackage("fastpath.emulator.graph..")))
            .because("algorithms on graphs know nothing of what a node stands for"),
        noClasses()
            .that()
            .resideInAPackage("fastpath.emulator.isa..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "fastpath.emulator.machine..",
                "fastpath.emulator.image..",
                "fastpath.emulator.debug..",
                "fastpath.emulator.count..")
            .because("instructions know nothing of the machine that executes them"),
        slices().matching("fastpath.lab.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(all);
  }
}
