package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Segment;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.tests.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The output of {@code gcc -S} and {@code clang -S} for every program at several levels, assembled
 * by our assembler. Every loaded section, its bytes, relocations and symbols are the same as with
 * GNU as, and so is the linked program.
 */
@ExtendWith(Bench.Shared.class)
class AssembledTest {
  @TempDir static Path folder;

  @BeforeAll
  static void need() {
    Tools.require("gcc", "clang", "as");
    Tools.requireSilicon();
  }

  static List<Build> builds() {
    return Build.chosen();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void asGnuAs(Build build, Bench bench) throws IOException {
    Path here = bench.compiled(build);
    Path gnu = build.compiler().equals("gcc") ? here : byGnuAs(here);
    Map<String, List<String>> differences = new TreeMap<>();
    Programs.names().parallelStream().forEach(name -> check(name, here, gnu, bench, differences));
    assertEquals(Map.of(), differences);
  }

  private static Path byGnuAs(Path from) throws IOException {
    Path gnu = Files.createTempDirectory(folder, "gnu");
    Programs.assemble(from, gnu);
    return gnu;
  }

  private static void check(
      String name, Path here, Path gnu, Bench bench, Map<String, List<String>> differences) {
    byte[] ours = assemble(here, name);
    byte[] theirs = Programs.bytes(gnu.resolve(name + ".o"));
    List<String> found =
        new ArrayList<>(
            ObjectText.differences(
                ObjectText.of(ObjectFile.read(name + ".o", theirs)),
                ObjectText.of(ObjectFile.read(name + ".o", ours))));
    Image expected = Programs.link(name, gnu, bench.libgcc());
    Image image = Programs.link(name, n -> assemble(here, n), bench.libgcc());
    if (!same(expected.segments(), image.segments())) {
      found.add("linked differently");
      found.addAll(
          new SiliconCheck(bench.cpu(), image, Programs.OPTIONS)
              .runUncounted()
              .silicon()
              .orElseThrow()
              .differences());
    }
    if (!found.isEmpty()) {
      synchronized (differences) {
        differences.put(name, found);
      }
    }
  }

  private static byte[] assemble(Path here, String name) {
    String text =
        new String(Programs.bytes(here.resolve(name + ".s")), StandardCharsets.ISO_8859_1);
    return new OwnCompiler().compile(new Source(name + ".s", text), Options.DEFAULT).object();
  }

  private static boolean same(List<Segment> expected, List<Segment> actual) {
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          expected.get(i).address() == actual.get(i).address()
              && expected.get(i).size() == actual.get(i).size()
              && Arrays.equals(expected.get(i).bytes(), actual.get(i).bytes());
    }
    return same;
  }
}
