package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.tests.Listings;
import fastpath.tests.Tools;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** objdump disassembles every program, by gcc and clang at several levels, as our listing does. */
@ExtendWith(Bench.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedTest {
  @TempDir static Path folder;
  private Listings listings;

  @BeforeAll
  void need() {
    Tools.require("gcc", "clang", "objdump");
    listings = new Listings(folder);
  }

  @AfterAll
  void figures() {
    System.out.println("ListedTest: " + listings);
  }

  static List<Build> builds() {
    return Build.chosen();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void objdumpReadsTheSame(Build build, Bench bench) throws Exception {
    Path here = bench.compiled(build);
    Map<String, byte[]> objects = new LinkedHashMap<>();
    for (String name : Programs.names()) {
      objects.put(name + " by " + build, Programs.bytes(here.resolve(name + ".o")));
    }
    listings.compare(objects);
    assertEquals("", listings.differences());
  }
}
