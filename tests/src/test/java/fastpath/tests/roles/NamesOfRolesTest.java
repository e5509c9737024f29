package fastpath.tests.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import fastpath.kernelsrc.Role;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.workshop.Attribution;
import fastpath.lab.workshop.FunctionCode;
import fastpath.lab.workshop.Workshop;
import fastpath.tests.SharedWorkshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Roles that follow from names, including a user's names, and the result where no name is known.
 */
@ExtendWith(SharedWorkshop.class)
class NamesOfRolesTest {
  private static final String COUNTS =
      """
      unsigned my_count;

      unsigned f(unsigned a)
      {
          my_count++;
          a *= 3;
          my_count--;
          return a;
      }
      """;

  @TempDir Path folder;

  @Test
  void anOverlayNamesAVariable() throws IOException {
    Files.writeString(folder.resolve("roles.properties"), "my_count = preempt count\n");
    KernelSources mine = KernelSources.under(Overlay.read(folder));
    Image image = Linker.link(List.of(compile(COUNTS)), LinkOptions.kernel());
    List<Role> own = roles(mine, image, "f");
    long counts = own.stream().filter(Role.PREEMPT_COUNT::equals).count();
    assertEquals(own.size() - 2, counts, "all but the product and the return: " + own);
    List<Role> base = roles(KernelSources.BASE, image, "f");
    assertTrue(base.stream().noneMatch(Role.PREEMPT_COUNT::equals), base.toString());
  }

  /**
   * Without a table of places and debug information, nothing names the words relative to
   * kernel_stack, so that the function has no roles.
   */
  @Test
  void wordsThatNothingNamesLeaveAFunctionWithoutRoles(Workshop workshop) {
    ObjectFile object =
        workshop.object(
            "hosts/hash_lookup.c",
            KernelSources.BASE.preset("V1b").orElseThrow(),
            new OwnCompiler());
    Image told = Linker.link(List.of(object), LinkOptions.kernel().withTraps());
    List<Role> hinted = roles(KernelSources.BASE, told, "net_device_mtu");
    assertEquals(2, hinted.stream().filter(Role.PREEMPT_COUNT::equals).count(), hinted.toString());
    String bytes = new String(object.elf(), StandardCharsets.ISO_8859_1);
    ObjectFile bare =
        ObjectFile.read(
            object.name(),
            bytes.replace(".debug_", ".dbgno_").getBytes(StandardCharsets.ISO_8859_1));
    Image untold = Linker.link(List.of(bare), LinkOptions.kernel().withTraps());
    List<Role> none = roles(KernelSources.BASE, untold, "net_device_mtu");
    assertTrue(none.contains(null), none.toString());
    assertTrue(none.stream().noneMatch(Role.PAYLOAD::equals), none.toString());
  }

  /**
   * If an image is linked with the table of places, a word has a name: the names of source
   * functions are not needed.
   */
  @ParameterizedTest
  @ValueSource(strings = {"V1b", "V5"})
  void wordsOfAKernelHaveTheirNamesWithoutDebugInformation(String preset, Workshop workshop) {
    Image image =
        workshop.image(
            KernelSources.BASE.fastPaths().stream()
                .filter(f -> f.name().equals("hash-lookup"))
                .findFirst()
                .orElseThrow(),
            KernelSources.BASE.preset(preset).orElseThrow(),
            new OwnCompiler(),
            LinkOptions.kernel());
    RoleFinder finder = Attribution.finder(KernelSources.BASE, image);
    List<String> reasons = new ArrayList<>();
    FunctionCode.of(image, "net_device_mtu")
        .insns()
        .forEach(i -> reasons.add(finder.label(i).why()));
    assertTrue(reasons.stream().anyMatch(r -> r.startsWith("changes ")), reasons.toString());
    assertTrue(reasons.stream().noneMatch(r -> r.contains("() does")), reasons.toString());
  }

  /**
   * Instructions of a function that accesses no such word are payload, even if no kernel names are
   * known.
   */
  @Test
  void aFunctionOfItsOwnNeedsNoNames() {
    Image image =
        Linker.link(List.of(compile("int g(int a) { return a * a + 1; }")), LinkOptions.kernel());
    Machine machine = Machine.create(image, MachineOptions.defaults());
    Attribution told = Attribution.of(KernelSources.BASE, image, machine.call("g", 3).profile());
    assertEquals(1, told.count(Role.CALL_LINKAGE));
    assertTrue(told.count(Role.PAYLOAD) >= 2, told.toString());
    assertNull(told.roles().get(Role.PREEMPT_COUNT));
  }

  private static ObjectFile compile(String text) {
    return ObjectFile.read(
        "mine.c", new OwnCompiler().compile(new Source("mine.c", text), Options.DEFAULT).object());
  }

  private static List<Role> roles(KernelSources sources, Image image, String function) {
    RoleFinder finder = Attribution.finder(sources, image);
    List<Role> roles = new ArrayList<>();
    FunctionCode.of(image, function).insns().forEach(i -> roles.add(finder.label(i).role()));
    return roles;
  }
}
