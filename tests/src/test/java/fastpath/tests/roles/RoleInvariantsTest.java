package fastpath.tests.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.emulator.EngineKind;
import fastpath.emulator.frames.FrameComparison;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.evidence.Mix;
import fastpath.lab.role.Label;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.table.Shares;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.workshop.Attribution;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.FunctionCode;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Workshop;
import fastpath.tests.SharedWorkshop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariants of roles that hold for every fast path, preset and compiler. */
@ExtendWith(SharedWorkshop.class)
class RoleInvariantsTest {
  private static final KernelSources KERNEL = KernelSources.BASE;

  private static final Set<Role> PREEMPTION =
      EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST, Role.THREAD_INFO);

  /** Roles that depend on an instruction's form alone, which the marked run does not determine. */
  private static final Set<Role> BY_FORM =
      EnumSet.of(
          Role.FRAME,
          Role.CALL_LINKAGE,
          Role.SPILL,
          Role.REGISTER_TRAFFIC,
          Role.ALIGNMENT,
          Role.INSTRUMENTATION);

  static Stream<Compiler> compilers() {
    return Compilers.all().stream();
  }

  /** Fast paths and the presets under which they are measured. */
  private record Group(List<FastPath> fastPaths, List<Preset> presets) {}

  /**
   * {@code -Dfastpath.roles=all} tests every preset of user access; the default is one preset of
   * each kind.
   */
  private static final boolean ALL = "all".equals(System.getProperty("fastpath.roles"));

  private static final List<Group> GROUPS =
      List.of(
          new Group(KERNEL.fastPaths(), KERNEL.presets()),
          new Group(
              KERNEL.mix(),
              (ALL ? Mix.models(KERNEL) : KERNEL.presetsNamed("A0", Mix.FULL_AFTER))
                  .stream().map(Mix::withUserAccess).toList()),
          new Group(KERNEL.copies(), ALL ? KERNEL.checks() : KERNEL.presetsNamed("U0", "U1", "U5")),
          new Group(
              KERNEL.userAccess(),
              ALL ? KERNEL.userAccessPresets() : KERNEL.presetsNamed("A0", "A1", "M0")));

  private static Stream<Cell> cells(Workshop workshop, Compiler compiler) {
    return GROUPS.stream()
        .flatMap(group ->
            group.presets.stream()
                .flatMap(preset ->
                    group.fastPaths.stream().map(f -> workshop.cell(f, preset, compiler))));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void everyInstructionHasOneRole(Compiler compiler, Workshop workshop) {
    List<String> wrong = new ArrayList<>();
    cells(workshop, compiler)
        .forEach(cell -> {
          if (!cell.isMeasured()) {
            wrong.add(cell.place() + ": " + cell.failure());
            return;
          }
          Map<Role, Long> roles = cell.measurement().attribution().roles();
          long sum = roles == null ? -1 : roles.values().stream().mapToLong(n -> n).sum();
          if (sum != cell.measurement().counters().instructions()) {
            wrong.add(cell.place() + ": " + sum);
          }
        });
    assertEquals(List.of(), wrong);
  }

  /**
   * Presets without preemption have no role of preemption; fast paths that wake threads are
   * excluded, because the scheduler and interrupts use the count and the flag under every preset.
   */
  @ParameterizedTest
  @MethodSource("compilers")
  void whatDoesNotCountHasNoRoleOfPreemption(Compiler compiler, Workshop workshop) {
    List<String> wrong = new ArrayList<>();
    cells(workshop, compiler)
        .filter(Cell::isMeasured)
        .filter(cell -> !cell.fastPath().wakes())
        .filter(cell -> Set.of("V0", "U0", "A0").contains(cell.preset().shortName()))
        .forEach(cell ->
            cell.measurement()
                .attribution()
                .roles()
                .forEach((role, n) -> {
                  if (PREEMPTION.contains(role)) {
                    wrong.add(cell.place() + ": " + n + " " + role.label());
                  }
                }));
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void noMeanShareIsNegative(Compiler compiler, Workshop workshop) {
    Preset base = KERNEL.preset("V0").orElseThrow();
    List<String> wrong = new ArrayList<>();
    for (Preset preset : KERNEL.presets()) {
      List<VariantPair> pairs =
          KERNEL.fastPaths().stream()
              .map(f ->
                  new VariantPair(
                      workshop.cell(f, base, compiler), workshop.cell(f, preset, compiler)))
              .toList();
      Shares shares = Shares.mean(pairs);
      shares
          .byPurpose()
          .forEach((purpose, share) -> {
            if (share < 0) {
              wrong.add(preset.shortName() + " " + purpose.label + " " + share);
            }
          });
    }
    assertEquals(List.of(), wrong);
  }

  static Stream<Arguments> variants() {
    return compilers()
        .flatMap(c ->
            (ALL
                    ? Stream.of(
                        "V1", "V1b", "V2", "V3", "V4", "V4g", "V5", "RF", "SM", "U1", "U3", "A1")
                    : Stream.of("V1", "V1b", "V2", "V3", "V4", "V5", "RF", "U1", "A1"))
                .map(p -> Arguments.of(p, c)));
  }

  private static List<FastPath> fastPaths(String preset) {
    return switch (preset.charAt(0)) {
      case 'U' -> KERNEL.copies();
      case 'A' -> KERNEL.userAccess();
      default -> KERNEL.fastPaths();
    };
  }

  /**
   * The marked run, which uses only accessed words and values and no static analysis, confirms the
   * roles.
   */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("variants")
  void aMarkedRunTellsTheSame(String name, Compiler compiler, Workshop workshop) {
    Preset preset = KERNEL.preset(name).orElseThrow();
    List<String> differences = new ArrayList<>();
    for (FastPath fastPath : fastPaths(name)) {
      Image image = workshop.image(fastPath, preset, compiler, LinkOptions.kernel());
      RoleFinder finder = Attribution.finder(KERNEL, image);
      MarkedRun run = MarkedRun.of(image, fastPath, preset);
      Set<Long> executed = run.executed();
      for (Decoded insn : FunctionCode.of(image, fastPath.function()).insns()) {
        Role told = finder.label(insn).role();
        Set<Role> seen = run.roles(insn.address());
        if (!executed.contains(insn.address()) || BY_FORM.contains(told) || seen.isEmpty()) {
          continue;
        }
        Role expected = PREEMPTION.contains(told) ? told : null;
        if (!seen.equals(java.util.Collections.singleton(expected))) {
          differences.add(
              "%s %x %s: %s, seen %s"
                  .formatted(fastPath.name(), insn.address(), insn.insn(), told, seen));
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("variants")
  void rolesNeedNoDebugInformation(String name, Compiler compiler, Workshop workshop) {
    Preset preset = KERNEL.preset(name).orElseThrow();
    List<ObjectFile> support = workshop.support(preset, compiler);
    for (FastPath fastPath : fastPaths(name)) {
      ObjectFile object = workshop.object(fastPath.file(), preset, compiler);
      List<ObjectFile> whole = new ArrayList<>(List.of(object));
      whole.addAll(support);
      Image stripped =
          Linker.link(
              whole.stream().map(RoleInvariantsTest::withoutDebug).toList(), LinkOptions.kernel());
      assertTrue(stripped.inlines().at(stripped.address(fastPath.function())).isEmpty());
      assertEquals(
          labels(Linker.link(whole, LinkOptions.kernel()), fastPath.function()),
          labels(stripped, fastPath.function()),
          fastPath.name());
    }
  }

  /** Returns the same object with its debug sections renamed, so that they are not found. */
  private static ObjectFile withoutDebug(ObjectFile object) {
    String text = new String(object.elf(), StandardCharsets.ISO_8859_1);
    return ObjectFile.read(
        object.name(), text.replace(".debug_", ".dbgno_").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Image image(
      Workshop workshop, FastPath fastPath, Preset preset, Compiler compiler) {
    return fastPath.wakes()
        ? workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel())
        : workshop.image(fastPath, preset, compiler, LinkOptions.kernel());
  }

  private static Map<String, String> labels(Image image, String function) {
    RoleFinder finder = Attribution.finder(KERNEL, image);
    Map<String, String> labels = new TreeMap<>();
    for (Decoded insn : FunctionCode.of(image, function).insns()) {
      Label label = finder.label(insn);
      labels.put(Long.toHexString(insn.address()), label.text() + ": " + label.why());
    }
    return labels;
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void rolesAreTheSameOnBothEngines(Compiler compiler, Workshop workshop) {
    for (String name : List.of("V1b", "V5", "RF")) {
      Preset preset = KERNEL.preset(name).orElseThrow();
      for (FastPath fastPath : KERNEL.fastPaths()) {
        Image image = workshop.image(fastPath, preset, compiler, LinkOptions.kernel());
        assertEquals(
            roles(image, fastPath, preset, EngineKind.INTERPRETER),
            roles(image, fastPath, preset, EngineKind.TRANSLATOR),
            fastPath.name() + " under " + name);
      }
    }
  }

  private static Attribution roles(
      Image image, FastPath fastPath, Preset preset, EngineKind engine) {
    GuestCall scene = GuestCall.of(image, GuestCall.options(preset).withEngine(engine));
    scene.setUp(fastPath.setup());
    Outcome outcome = scene.call(fastPath.function());
    return Attribution.of(KERNEL, image, outcome.profile());
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void unwindInformationAndCodeTellTheSameFrames(Compiler compiler, Workshop workshop) {
    List<String> differences = new ArrayList<>();
    for (Group group : GROUPS) {
      for (Preset preset : group.presets) {
        for (FastPath fastPath : group.fastPaths) {
          Image image = image(workshop, fastPath, preset, compiler);
          FrameComparison.of(
                  image.frames().byCfi(),
                  image.frames().byOpcodes(),
                  FunctionCode.of(image, fastPath.function()).insns())
              .forEach(d -> differences.add(preset.shortName() + " " + fastPath.name() + " " + d));
        }
      }
    }
    assertEquals(List.of(), differences);
  }
}
