package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiled;
import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import fastpath.emulator.image.Relocation;
import fastpath.emulator.image.Symbol;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Region;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.KernelTree;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kernel source under every preset: our compiler warns of nothing, GNU as makes the same
 * object from our assembly text as our encoder does, and objdump disassembles the objects as our
 * listing does.
 */
@ExtendWith(SharedWorkshop.class)
class KernelObjectsTest {
  private static final int ALLOCATED = 2;
  private static final String LEVELS = "fastpath.kernel-objects.levels";

  private static final List<String> WARNINGS = List.of("-Wall", "-Wextra");

  /** A source file and the preset under which it is compiled. */
  private record Unit(String file, Preset preset) {
    @Override
    public String toString() {
      return file + " under " + preset.shortName();
    }
  }

  @TempDir static Path folder;
  private static final KernelTree TREE = new KernelTree(KernelSources.BASE);

  @BeforeAll
  static void tools() {
    Tools.require("gcc", "clang", "as", "objdump");
  }

  @AfterAll
  static void close() {
    TREE.close();
  }

  private static Set<Unit> units() {
    Set<Unit> units = new LinkedHashSet<>();
    add(units, KernelSources.BASE.fastPaths(), KernelSources.BASE.presets());
    add(units, KernelSources.BASE.copies(), KernelSources.BASE.checks());
    add(units, KernelSources.BASE.probes(), KernelSources.BASE.checks());
    add(units, KernelSources.BASE.userAccess(), KernelSources.BASE.userAccessPresets());
    for (String name : List.of("CDf", "CL", "CA", "CI", "CGp")) {
      addContext(
          units, contexts(f -> f.region() != Region.USER && f.isUnder(preset(name))), preset(name));
      // The system calls of the mix are measured with the user access of 3.11, under every
      // preemption model.
      addContext(units, KernelSources.BASE.mix(), preset(name).with("UACCESS_ADDR_LIMIT"));
    }
    for (String name : List.of("A1", "A9", "M0")) {
      addContext(
          units, contexts(f -> f.region() == Region.USER && f.isUnder(preset(name))), preset(name));
      addContext(units, KernelSources.BASE.mix(), preset(name));
    }
    return units;
  }

  private static List<FastPath> contexts(Predicate<FastPath> which) {
    return KernelSources.BASE.contexts().stream().filter(which).toList();
  }

  private static Preset preset(String name) {
    return KernelSources.BASE.preset(name).orElseThrow();
  }

  private static void addContext(Set<Unit> units, List<FastPath> fastPaths, Preset preset) {
    fastPaths.forEach(fastPath -> units.add(new Unit(fastPath.file(), preset)));
    KernelSources.BASE.contextFiles(preset).forEach(file -> units.add(new Unit(file, preset)));
  }

  private static void add(Set<Unit> units, List<FastPath> fastPaths, List<Preset> presets) {
    for (Preset preset : presets) {
      fastPaths.forEach(fastPath -> units.add(new Unit(fastPath.file(), preset)));
      KernelSources.BASE.supportFiles(preset).forEach(file -> units.add(new Unit(file, preset)));
    }
  }

  @Test
  void asMakesTheSameBytes() {
    Compiler own = new OwnCompiler();
    // Many presets result in the same assembly for a file.
    Map<String, byte[]> seen = new LinkedHashMap<>();
    Map<String, Unit> names = new LinkedHashMap<>();
    for (Unit unit : units()) {
      Options options = TREE.options(own, unit.preset).withAssembly(true);
      Compiled compiled = own.compile(TREE.source(unit.file), options.withCflags(WARNINGS));
      assertEquals(List.of(), compiled.warnings(), unit::toString);
      if (seen.putIfAbsent(compiled.assembly(), compiled.object()) == null) {
        names.put(compiled.assembly(), unit);
      }
    }
    List<String> differences =
        seen.keySet().parallelStream()
            .map(text -> difference(names.get(text), seen.get(text), assemble(text)))
            .filter(d -> !d.isEmpty())
            .toList();
    assertEquals("", String.join("\n", differences));
  }

  private static byte[] assemble(String text) {
    try {
      Path source = Files.createTempFile(folder, "own", ".s");
      Path object = Files.createTempFile(folder, "as", ".o");
      Files.writeString(source, text);
      Tools.run("as", "--64", "-o", object.toString(), source.toString());
      return Files.readAllBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first line in which two objects differ. */
  private static String difference(Unit unit, byte[] ours, byte[] theirs) {
    List<String> expected = lines(ObjectFile.read("as", theirs));
    List<String> found = lines(ObjectFile.read("own", ours));
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      String e = i < expected.size() ? expected.get(i) : "nothing";
      String f = i < found.size() ? found.get(i) : "nothing";
      if (!e.equals(f)) {
        return unit + ": ours " + f + ", as " + e;
      }
    }
    return "";
  }

  /**
   * Returns the content of an object as lines: loaded sections, their relocations, and the symbols.
   */
  private static List<String> lines(ObjectFile object) {
    List<String> lines = new ArrayList<>();
    for (ObjectSection s : object.sections()) {
      if ((s.flags() & ALLOCATED) == 0 || s.size() == 0) {
        continue;
      }
      lines.add("%s align %d size %d".formatted(s.name(), s.align(), s.size()));
      byte[] bytes = s.bytes();
      for (int at = 0; at < bytes.length; at += 16) {
        int end = Math.min(bytes.length, at + 16);
        lines.add("%s+%x: %s".formatted(s.name(), at, HexFormat.of().formatHex(bytes, at, end)));
      }
      for (Relocation r : s.relocations()) {
        Symbol symbol = object.symbols().get(r.symbol());
        lines.add(
            "%s+%x: %s %s%+d".formatted(s.name(), r.offset(), r.type(), symbol.name(), r.addend()));
      }
    }
    Set<String> symbols = new TreeSet<>();
    for (Symbol s : object.symbols()) {
      if (s.type() != Symbol.Type.SECTION && s.type() != Symbol.Type.FILE) {
        symbols.add(
            "symbol %s %s %s in %s at %x size %d"
                .formatted(s.name(), s.type(), s.binding(), s.sectionName(), s.value(), s.size()));
      }
    }
    lines.addAll(symbols);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "gcc", "clang"})
  void objdumpReadsTheSame(String name, Workshop workshop) throws Exception {
    Compiler compiler = Compilers.named(name);
    listed(name, unit -> workshop.object(unit.file, unit.preset, compiler).elf());
  }

  /**
   * Objects by gcc and clang at other levels of optimization: objdump disassembles them as our
   * listing does. {@code -Dfastpath.kernel-objects.levels=-O0,-O1} names the levels.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  @EnabledIfSystemProperty(named = LEVELS, matches = ".+")
  void objdumpReadsTheSameAtEveryLevel(String name) throws Exception {
    Compiler compiler = Compilers.named(name);
    for (String level : System.getProperty(LEVELS).split(",")) {
      listed(
          name + " " + level,
          unit -> {
            Options options = TREE.options(compiler, unit.preset).withCflags(List.of(level));
            return compiler.compile(TREE.source(unit.file), options).object();
          });
    }
  }

  /**
   * Compares the listings of all objects; identical objects of different presets are compared once.
   */
  private static void listed(String what, Function<Unit, byte[]> object) throws Exception {
    Map<ByteBuffer, Unit> units =
        units().parallelStream()
            .collect(
                Collectors.toMap(
                    unit -> ByteBuffer.wrap(object.apply(unit)), Function.identity(), (a, b) -> a));
    Map<String, byte[]> objects = new LinkedHashMap<>();
    units.forEach((bytes, unit) -> objects.put(unit.toString(), bytes.array()));
    Listings listings = new Listings(folder);
    listings.compare(objects);
    System.out.println("KernelObjectsTest: " + what + ": " + listings);
    assertEquals("", listings.differences());
  }
}
